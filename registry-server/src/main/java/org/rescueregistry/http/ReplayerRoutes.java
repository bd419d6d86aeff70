package org.rescueregistry.http;

import java.util.List;
import java.util.Optional;
import org.rescueregistry.ledger.Replayer;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.Json;

/** What a replayer serves: what it cosigned, by the read interface of a witness (C2SP tlog-witness), and how it stands. */
public final class ReplayerRoutes {
    private static final String PREFIX = "/replayer";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private ReplayerRoutes() {}

    /** Adds them, behind a door of its own or a registry's. */
    public static void mount(Routes routes, List<Replayer> replayers) {
        routes.get(PREFIX + "/health", asked -> health(replayers).future());
        routes.get(PREFIX + "/metrics", asked -> metrics(replayers).future());
        routes.get(
                PREFIX + "/:origin/checkpoint",
                asked -> checkpoint(replayers, asked.path("origin")).future());
    }

    /** Adds what a replayer with a port of its own has at the root too. */
    public static void mountOwn(Routes routes, List<Replayer> replayers) {
        routes.get("/health", asked -> health(replayers).future());
        routes.get("/metrics", asked -> metrics(replayers).future());
    }

    private static Reply checkpoint(List<Replayer> replayers, String originHash) throws ProblemException {
        Optional<byte[]> note = replayers.stream()
                .filter(replayer -> replayer.log().hash().equals(originHash))
                .findFirst()
                .flatMap(Replayer::checkpoint);
        return note.map(bytes -> Reply.of(200, Reply.TEXT, bytes).with(Caching.REVALIDATE))
                .orElseThrow(() ->
                        new Problem(404, "not_published", "no checkpoint of such a log was cosigned here").exception());
    }

    private static Reply health(List<Replayer> replayers) {
        boolean stopped = replayers.stream().anyMatch(one -> one.status().stopped());
        boolean behind =
                replayers.stream().anyMatch(one -> !one.status().problem().isEmpty());
        Json json = Json.object()
                .put("keys", Json.strings(keys(replayers)))
                .put(
                        "logs",
                        Json.array(replayers.stream().map(ReplayerRoutes::json).toList()))
                .put("status", stopped ? "stopped" : behind ? "behind" : "ok")
                .build();
        return Reply.json(stopped ? 503 : 200, json);
    }

    private static List<String> keys(List<Replayer> replayers) {
        return replayers.stream()
                .flatMap(one -> one.verifierKeys().stream())
                .map(VerifierKey::toString)
                .distinct()
                .toList();
    }

    private static Json json(Replayer replayer) {
        Replayer.Status status = replayer.status();
        Json.ObjectBuilder json = Json.object()
                .put("cosigned", status.cosignedSize())
                .put("evidence", Json.strings(status.evidence()))
                .put("log", replayer.log().origin())
                .put("path", PREFIX + "/" + replayer.log().hash())
                .put("replayed", status.replayed())
                .put("seen", status.seenSize())
                .put("void", Json.strings(status.newestVoid()))
                .put("void_leaves", status.voidLeaves())
                .put("wrong_states", status.wrongStates());
        if (status.cosignedAt().getEpochSecond() > 0) {
            json.put("cosigned_at", status.cosignedAt().getEpochSecond());
        }
        if (!status.problem().isEmpty()) {
            json.put("problem", status.problem());
        }
        return json.build();
    }

    private static Reply metrics(List<Replayer> replayers) {
        Gauges gauges = new Gauges();
        gauges.add(
                "rescue_replayer_seen_leaves",
                "Leaves of the newest checkpoint it was shown.",
                replayers,
                status -> status.seenSize());
        gauges.add(
                "rescue_replayer_replayed_leaves",
                "Leaves run through the reducer.",
                replayers,
                status -> status.replayed());
        gauges.add(
                "rescue_replayer_cosigned_leaves",
                "Leaves of the tree cosigned last.",
                replayers,
                status -> status.cosignedSize());
        gauges.add(
                "rescue_replayer_cosigned_timestamp_seconds",
                "When that was cosigned.",
                replayers,
                status -> status.cosignedAt().getEpochSecond());
        gauges.add(
                "rescue_replayer_void_leaves",
                "Leaves that the rules do not allow.",
                replayers,
                status -> status.voidLeaves());
        gauges.add(
                "rescue_replayer_wrong_states",
                "State leaves that are not what came out.",
                replayers,
                status -> status.wrongStates());
        gauges.add(
                "rescue_replayer_open_evidence",
                "Files of evidence that wait to be acknowledged.",
                replayers,
                status -> status.evidence().size());
        gauges.add(
                "rescue_replayer_problem",
                "1 while it cannot get on.",
                replayers,
                status -> status.problem().isEmpty() ? 0 : 1);
        return Reply.text(METRICS, gauges.toString());
    }
}
