package org.rescueregistry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.ledger.LedgerView;
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
        /** The state that witnesses vouch for. */
        Optional<LedgerView> published();

        /** The receipt of a leaf; nothing while its tree is not published. */
        Optional<byte[]> receipt(long index) throws IOException, MalformedException;
    }

    private SnapshotRoute(Routes routes, Source log, Disclosures disclosures) {
        this.routes = routes;
        this.log = log;
        this.disclosures = disclosures;
    }

    /** Adds it. */
    public static void mount(Routes routes, Source log, Disclosures disclosures) {
        routes.get("/snapshot", new SnapshotRoute(routes, log, disclosures)::snapshot);
    }

    private Future<Reply> snapshot(Asked asked) {
        return routes.blocking(() -> {
            LedgerView view = log.published().orElseThrow(SnapshotRoute::notPublished);
            byte[] receipt = log.receipt(view.state().size()).orElseThrow(SnapshotRoute::notPublished);
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
