package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/**
 * What the witnesses of a policy say a log's tree is (C2SP tlog-witness, "Monitor Retrieval Mechanism"), held against what the log
 * serves: a log that shows us another history than it shows them has signed both.
 *
 * <p>Only trees that the log itself signed count: a witness alone can accuse nobody. One that does not answer, or answers with
 * something else, was not heard.
 */
final class WitnessViews {
    private static final String OURSELVES = "us at an earlier audit";

    private final List<VerifierKey> logKeys;
    private final List<View> views;

    /** One witness's word. */
    record View(String witness, SignedCheckpoint signed) {}

    /** How a witness's read interface is asked. */
    interface Ask {
        byte[] checkpoint(LogPolicy.Witness witness) throws IOException;
    }

    /** What was found: troubles in words, and the forks that can be proven. */
    record Comparison(List<Trouble> troubles, List<ForkEvidence> forks) {
        Comparison {
            troubles = List.copyOf(troubles);
            forks = List.copyOf(forks);
        }
    }

    private WitnessViews(List<VerifierKey> logKeys, List<View> views) {
        this.logKeys = logKeys;
        this.views = List.copyOf(views);
    }

    /** Over HTTP, at the URLs in the policy. A witness without one is not asked. */
    static Ask over(Web web, String origin) {
        String path = "/" + Digest.sha256(origin.getBytes(UTF_8)).hex() + "/checkpoint";
        return witness -> {
            if (witness.url() == null) {
                throw new IOException("the policy names no URL of " + witness.name());
            }
            return web.get(URI.create(witness.url() + path));
        };
    }

    /** Asks all of them. Before the log itself is asked, so that it had its time to show what they have seen. */
    static WitnessViews ask(LogPolicy policy, String origin, Ask ask) {
        return ask(policy, policy.witnesses(), origin, ask);
    }

    /** Asks some of them. */
    static WitnessViews ask(LogPolicy policy, List<LogPolicy.Witness> some, String origin, Ask ask) {
        List<VerifierKey> logKeys = policy.logs().stream()
                .map(LogPolicy.Log::key)
                .filter(key -> key.name().equals(origin))
                .toList();
        List<View> views = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (LogPolicy.Witness witness : some) {
            if (witness.url() != null && !asked.add(witness.url())) {
                // The same witness under its other key.
                continue;
            }
            try {
                SignedNote note = SignedNote.parse(ask.checkpoint(witness));
                views.add(new View(witness.name(), SignedCheckpoint.verify(note, logKeys)));
            } catch (IOException | MalformedException notHeard) {
                // Nothing to compare; the policy's quorum says whether enough of them vouch for the log.
            }
        }
        return new WitnessViews(logKeys, views);
    }

    /** The trees they say the log has signed. */
    List<SignedCheckpoint> trees() {
        return views.stream().map(View::signed).toList();
    }

    /** The witnesses that were heard, by their names in the policy. */
    List<String> heard() {
        return views.stream()
                .map(View::witness)
                .filter(name -> !name.equals(OURSELVES))
                .toList();
    }

    /** With what the log signed for us earlier: we are a witness too. */
    WitnessViews and(SignedNote seenBefore) throws MalformedException {
        List<View> more = new ArrayList<>(views);
        more.add(new View(OURSELVES, SignedCheckpoint.verify(seenBefore, logKeys)));
        return new WitnessViews(logKeys, more);
    }

    /** Holds every view against the tree that the log serves. */
    Comparison compare(SignedCheckpoint served, LogSource source) {
        List<Trouble> troubles = new ArrayList<>();
        List<ForkEvidence> forks = new ArrayList<>();
        for (View view : views) {
            try {
                Optional<ForkEvidence> fork = ForkEvidence.between(logKeys, view.signed(), served, source);
                if (fork.isPresent()) {
                    forks.add(fork.get());
                    troubles.add(new Trouble(
                            Trouble.Kind.INCONSISTENT,
                            "checkpoint",
                            "the log has signed two histories: " + words(served) + " to us, " + words(view.signed())
                                    + " to " + view.witness()));
                }
            } catch (IOException | MalformedException e) {
                troubles.add(new Trouble(
                        Trouble.Kind.UNREACHABLE,
                        "checkpoint",
                        view.witness() + " has cosigned " + words(view.signed())
                                + ", which cannot be compared with what the log serves: " + LogReader.message(e)));
            }
        }
        return new Comparison(troubles, forks);
    }

    private static String words(SignedCheckpoint signed) {
        return "a tree of " + signed.checkpoint().size() + " leaves with the root "
                + signed.checkpoint().root();
    }
}
