package org.rescueregistry.cli.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.fetch.Follower;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.Leaf;
import org.rescueregistry.statement.Signatory;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;

/** One registry that is watched: what is new at each look, an event a page. */
final class Watch {
    private final EntityId registry;
    private final Follower follower;
    private final Watched watched;
    private final boolean tellsThePast;
    private final List<Heard> heard = new ArrayList<>();
    private final List<ForkEvidence> forks = new ArrayList<>();

    /** Reasons that were told, by code and reason. */
    private final Set<String> matched = new HashSet<>();

    private final Set<String> forksTold = new HashSet<>();
    private List<Trouble> troubles = List.of();
    private boolean caughtUp;

    /** A leaf as it was read. */
    private record Heard(
            Judged leaf, Instant time, @Nullable Signatory by) {}

    Watch(Collection<PinnedAnchor> anchors, Web web, EntityId registry, Watched watched, boolean tellsThePast) {
        this.registry = registry;
        this.watched = watched;
        this.tellsThePast = tellsThePast;
        this.follower = new Follower(anchors, web, registry, this::hear);
    }

    private void hear(ClosedBatch batch, Fold fold) {
        if (!caughtUp && !tellsThePast) {
            return;
        }
        for (Judged judged : batch.judged()) {
            Signatory by = judged.leaf() instanceof Leaf.Signed signed
                    ? fold.signatory(signed.statement().signer()).orElse(null)
                    : null;
            heard.add(new Heard(judged, batch.state().time(), by));
        }
    }

    /** What is wrong with it as of the last look. */
    List<Trouble> troubles() {
        return troubles;
    }

    /** Whether something speaks against it that more than a leaf without effect. */
    boolean isRefuted() {
        return troubles.stream()
                .anyMatch(trouble -> trouble.kind().isEvidence() && trouble.kind() != Trouble.Kind.VOID_LEAF);
    }

    boolean isReached() {
        return troubles.stream().noneMatch(trouble -> trouble.kind() == Trouble.Kind.UNREACHABLE);
    }

    /** Proofs of two histories that were not given before. */
    List<ForkEvidence> takeForks() {
        List<ForkEvidence> taken = List.copyOf(forks);
        forks.clear();
        return taken;
    }

    /** Looks once; gives what is new. */
    List<Page> look(Instant now) {
        Follower.Seen seen = follower.look(now);
        List<Page> events = new ArrayList<>();
        RegistrySnapshot snapshot = follower.snapshot().orElse(null);
        Map<Code, Set<String>> wanted = watched.in(snapshot);
        heard.forEach(one -> events.add(page(one, wanted)));
        heard.clear();
        if (!caughtUp && snapshot != null) {
            caughtUp = true;
            events.add(watching(snapshot));
        }
        wanted.forEach((code, because) -> because.stream()
                .filter(why -> !why.equals("code") && matched.add(code + " " + why))
                .forEach(why -> events.add(match(code, why))));
        seen.troubles().stream()
                .filter(trouble -> !troubles.contains(trouble))
                .forEach(trouble -> events.add(page(trouble)));
        troubles = seen.troubles();
        seen.forks().stream().filter(fork -> forksTold.add(fork.fileName())).forEach(forks::add);
        return events;
    }

    private Json.ObjectBuilder event(String name) {
        return Json.object().put("event", name).put("registry", registry.toString());
    }

    private Page watching(RegistrySnapshot snapshot) {
        Json.Obj data = event("watching").put("size", snapshot.proven().size()).build();
        return new Page(data)
                .line(registry + ": watching from leaf " + snapshot.proven().size() + " on");
    }

    private Page match(Code code, String why) {
        Json.Obj data = event("match")
                .put("alerts", Json.strings(List.of(why)))
                .put("code", code.canonical())
                .build();
        return new Page(data).headline(Tone.DOUBT, "ALERT " + registry + ": " + code + " has the " + why);
    }

    private Page page(Trouble trouble) {
        Json.Obj data = event("trouble")
                .put("evidence", trouble.kind().isEvidence())
                .put("kind", trouble.kind().code())
                .put("message", trouble.message())
                .put("place", trouble.place())
                .build();
        return new Page(data)
                .headline(trouble.kind().isEvidence() ? Tone.BAD : Tone.DOUBT, "TROUBLE " + registry + ": " + trouble);
    }

    private Page page(Heard one, Map<Code, Set<String>> wanted) {
        Set<String> alerts = alerts(one, wanted);
        Json.ObjectBuilder data = event("leaf")
                .put("alerts", Json.strings(alerts))
                .put("index", one.leaf().index())
                .put("outcome", OutcomeWords.code(one.leaf().judgement()))
                .put("time", one.time().getEpochSecond())
                .put(
                        "touched",
                        Json.strings(one.leaf().touched().stream()
                                .map(Code::canonical)
                                .sorted()
                                .toList()));
        String said = "a leaf that cannot be read";
        if (one.leaf().leaf() instanceof Leaf.Signed signed) {
            Statement statement = signed.statement();
            String by =
                    one.by() == null ? "a key that nobody here has" : one.by().text();
            said = statement.act().name() + " " + statement.sub() + " by " + by;
            data.put("act", statement.act().name())
                    .put("id", statement.id().base64Url())
                    .put("key", statement.signer().toString())
                    .put("sub", statement.sub());
            if (one.by() != null) {
                data.put("by", by);
            }
        }
        String line = PlainWords.time(one.time()) + "  " + registry + "  leaf "
                + one.leaf().index() + "  " + said + ": "
                + OutcomeWords.of(one.leaf().judgement());
        Page page = new Page(data.build());
        return alerts.isEmpty()
                ? page.line(line)
                : page.headline(Tone.DOUBT, "ALERT (" + String.join("; ", alerts) + ")  " + line);
    }

    private static Set<String> alerts(Heard one, Map<Code, Set<String>> wanted) {
        Set<String> alerts = new TreeSet<>();
        String sub = one.leaf().leaf() instanceof Leaf.Signed signed
                ? signed.statement().sub()
                : "";
        wanted.forEach((code, because) -> {
            if (one.leaf().touched().contains(code) || code.canonical().equals(sub)) {
                alerts.addAll(because);
            }
        });
        return alerts;
    }
}
