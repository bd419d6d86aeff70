package org.rescueregistry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.ledger.LedgerView;
import org.rescueregistry.ledger.Published;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.vetting.Disclosures;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * The published state in one answer that proves itself: the records hash to the root in the state leaf (rulebook section
 * 9), and the receipt shows that leaf under a cosigned checkpoint. Any host may pass it on.
 */
public final class SnapshotRoute {
    private static final Duration PUBLICATION = Duration.ofSeconds(1);

    private final Routes routes;
    private final Source log;
    private final Disclosures disclosures;

    /** The log; every method may block. */
    public interface Source {
        /** The state that witnesses, and replayers where they are asked for, vouch for. */
        Optional<Published> proven();

        /** The receipt of a leaf under that very checkpoint. */
        Optional<byte[]> receipt(Published at, long index) throws IOException, MalformedException;
    }

    private SnapshotRoute(Routes routes, Source log, Disclosures disclosures) {
        this.routes = routes;
        this.log = log;
        this.disclosures = disclosures;
    }

    /** Adds it. */
    public static void mount(Routes routes, Source log, Disclosures disclosures) {
        SnapshotRoute route = new SnapshotRoute(routes, log, disclosures);
        routes.get("/snapshot", route::snapshot);
        routes.get("/checkpoint", asked -> route.checkpoint().future());
    }

    /** The checkpoint of the snapshot, with all that vouch for it. */
    private Reply checkpoint() throws ProblemException {
        Published proven = log.proven().orElseThrow(SnapshotRoute::notPublished);
        return Reply.of(200, Reply.TEXT, proven.checkpoint().signed().note().toBytes())
                .with(Caching.REVALIDATE);
    }

    private Future<Reply> snapshot(Asked asked) {
        return routes.blocking(() -> {
            Published proven = log.proven().orElseThrow(SnapshotRoute::notPublished);
            LedgerView view = proven.view();
            byte[] receipt = log.receipt(proven, view.state().size()).orElseThrow(SnapshotRoute::notPublished);
            List<Json> records = new ArrayList<>();
            for (OrganisationRecord record : view.records().values()) {
                records.add(Json.parse(record.bytes()));
            }
            List<Disclosure> released = Refusals.granted(disclosures.releasedTo(null));
            Json answer = Json.object()
                    .put(
                            "disclosures",
                            Json.strings(released.stream().map(Disclosure::text).toList()))
                    .put("receipt", new String(receipt, UTF_8))
                    .put("records", Json.array(records))
                    .put("state", new String(view.state().bytes(), UTF_8))
                    .build();
            return Reply.json(200, answer).with(Caching.REVALIDATE);
        });
    }

    private static ProblemException notPublished() {
        return new Problem(425, "not_published", "the first checkpoint is not cosigned yet", PUBLICATION).exception();
    }
}
