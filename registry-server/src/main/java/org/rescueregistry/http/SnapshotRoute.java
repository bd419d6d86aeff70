package org.rescueregistry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.ledger.Published;
import org.rescueregistry.log.ConsistencyProof;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.vetting.Disclosures;
import org.rescueregistry.wire.MalformedException;

/**
 * The published state in one answer that proves itself, or what changed in it since a size (docs/reference/snapshot.md). The same for
 * everybody: any host may pass it on.
 */
public final class SnapshotRoute {
    private static final Duration PUBLICATION = Duration.ofSeconds(1);

    private final Routes routes;
    private final Source log;
    private final PublishedSnapshots snapshots;

    /** The log; every method may block. */
    public interface Source {
        /** The state that witnesses, and replayers where they are asked for, vouch for. */
        Optional<Published> proven();

        /** The receipt of the state leaf under that very checkpoint. */
        TlogProof receipt(Published at) throws IOException, MalformedException;

        /** The statement that brought the charter in force there. */
        Statement charter(Published at) throws IOException, MalformedException;

        /** The proof that the tree there continues the one of {@code since} leaves, of which it has at least as many. */
        ConsistencyProof continues(Published at, long since) throws IOException, MalformedException;
    }

    private SnapshotRoute(Routes routes, Source log, PublishedSnapshots snapshots) {
        this.routes = routes;
        this.log = log;
        this.snapshots = snapshots;
    }

    /** Adds it. */
    public static void mount(Routes routes, Source log, Disclosures disclosures) {
        PublishedSnapshots snapshots = new PublishedSnapshots(log, () -> released(disclosures));
        SnapshotRoute route = new SnapshotRoute(routes, log, snapshots);
        routes.getRaw("/snapshot", route::snapshot);
        routes.get("/checkpoint", asked -> route.checkpoint().future());
    }

    private static List<Disclosure> released(Disclosures disclosures) throws ProblemException {
        return Refusals.granted(disclosures.releasedTo(null));
    }

    /** The checkpoint of the snapshot, with all that vouch for it. */
    private Reply checkpoint() throws ProblemException {
        Published proven = log.proven().orElseThrow(SnapshotRoute::notPublished);
        return Reply.of(200, Reply.TEXT, proven.checkpoint().signed().note().toBytes())
                .with(Caching.REVALIDATE);
    }

    private void snapshot(HttpServerRequest request) {
        boolean packed = Ready.takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        routes.blocking(() -> {
                    Optional<Long> since = Asked.optionalNumber(request, "since");
                    Published proven = log.proven().orElseThrow(SnapshotRoute::notPublished);
                    return since.isPresent()
                            ? snapshots.since(proven, since.get(), packed)
                            : snapshots.whole(proven, packed);
                })
                .onSuccess(ready -> ready.send(request))
                .onFailure(failure -> Routes.problemOf(failure).reply().send(request));
    }

    static ProblemException notPublished() {
        return new Problem(425, "not_published", "the first checkpoint is not cosigned yet", PUBLICATION).exception();
    }
}
