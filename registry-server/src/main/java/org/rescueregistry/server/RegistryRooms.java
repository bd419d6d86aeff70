package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.HttpEntities;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.http.AttestationRoutes;
import org.rescueregistry.http.Callers;
import org.rescueregistry.http.CaseRoutes;
import org.rescueregistry.http.DisclosureRoutes;
import org.rescueregistry.http.EventsRoute;
import org.rescueregistry.http.FederationRoutes;
import org.rescueregistry.http.HealthRoute;
import org.rescueregistry.http.IssuanceRoutes;
import org.rescueregistry.http.LogRoutes;
import org.rescueregistry.http.RelayRoutes;
import org.rescueregistry.http.ReportRoutes;
import org.rescueregistry.http.Routes;
import org.rescueregistry.http.SnapshotRoute;
import org.rescueregistry.http.StatementRoutes;
import org.rescueregistry.http.StaticLog;
import org.rescueregistry.http.StatusProofRoute;
import org.rescueregistry.issuance.Credentials;
import org.rescueregistry.issuance.StatusTokens;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.ledger.LedgerView;
import org.rescueregistry.ledger.Published;
import org.rescueregistry.ledger.Sequencer;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.ledger.StatusProofs;
import org.rescueregistry.ledger.TreeLeaves;
import org.rescueregistry.log.ConsistencyProof;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.membership.RegistryEntity;
import org.rescueregistry.membership.Relay;
import org.rescueregistry.name.Code;
import org.rescueregistry.portal.Pages;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.store.Store;
import org.rescueregistry.vetting.Reports;
import org.rescueregistry.vetting.Vetting;
import org.rescueregistry.wire.MalformedException;

/** All of one registry but its door, put together: the composition root. */
final class RegistryRooms implements Closeable {
    private static final String LOG = "/log";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How often what another registry has not answered is passed on to it again. */
    private static final Duration RETRY = Duration.ofSeconds(15);

    private final ServerConfig config;
    private final InstantSource clock;
    private final Foundation foundation;
    private final Sequencer ledger;
    private final Vetting vetting;
    private final Reports reports;
    private final RegistryEntity entity;
    private final Es256Signer entityKey;
    private final StatusTokens statusTokens;
    private final Credentials credentials;
    private final Relay relay;
    private @Nullable ControlSocket control;

    private RegistryRooms(ServerConfig config, Foundation foundation, InstantSource clock) {
        Store store = foundation.store();
        this.config = config;
        this.clock = clock;
        this.ledger = foundation.ledger();
        this.foundation = foundation;
        entityKey = foundation.entityKey();
        RegistryEntity.Vouched vouched = foundation.vouched();
        Vetting.Home home = new Vetting.Home(config.entity(), config.origin());
        vetting = Vetting.create(home, store.vetting(), () -> LogState.newest(ledger));
        reports = new Reports(
                home,
                store.reports(),
                () -> LogState.newest(ledger),
                (report, ruling, now) -> ReportDecision.sign(report, ruling, now, entityKey));
        entity = RegistryEntity.create(config.entity(), config.council(), entityKey, () -> {
            LedgerView view = ledger.accepted();
            return RegistryEntity.describe(
                    new RegistryEntity.InForce(view.registry(), view.charter(), view.charterId()),
                    config.origin(),
                    vouched);
        });
        statusTokens = StatusTokens.create(entityKey);
        Web web = Web.withTimeLimit(PATIENCE);
        Supplier<Es256PublicKey> councilKey = () -> ledger.accepted().charter().council();
        CouncilChain chain = new CouncilChain(entity, councilKey, new HttpEntities(web), clock);
        relay = new Relay(new PeerRegistries(config.council(), councilKey, web, clock), store.relay(), clock);
        credentials = Credentials.create(
                config.entity(),
                entityKey,
                new Credentials.Sources(
                        () -> LogState.newest(ledger),
                        code -> vetting.disclosures().ownOf(code),
                        chain));
    }

    /** Opens everything; when something cannot be opened, what was is closed again. */
    static RegistryRooms open(ServerConfig config, InstantSource clock)
            throws IOException, MalformedException, SigningRefusedException {
        Foundation foundation = Foundation.lay(config, clock);
        try {
            RegistryRooms rooms = new RegistryRooms(config, foundation, clock);
            rooms.control = ControlSocket.open(config.data(), foundation.store()::backUp);
            rooms.vetting.follower().start(LogState.newest(rooms.ledger));
            return rooms;
        } catch (RuntimeException e) {
            foundation.close();
            throw e;
        }
    }

    Sequencer ledger() {
        return ledger;
    }

    /** The interface over these rooms. */
    Routes routes(Vertx vertx) {
        Routes routes = new Routes(vertx, "registry-" + config.origin());
        Callers callers =
                new Callers(config.entity(), key -> LogState.newest(ledger).office(key), clock);
        HealthRoute.mount(routes, ledger::health);
        PublicLog log = new PublicLog(ledger);
        LogRoutes.mount(routes, LOG, log);
        LogRoutes.mountReceipts(routes, LOG, log);
        EventsRoute.mount(routes, new Announcements(ledger));
        SnapshotRoute.mount(routes, log, vetting.disclosures());
        StatusProofRoute.mount(routes, new StatusProofs(ledger, clock)::make);
        FederationRoutes.mount(routes, () -> entity.configuration(clock.instant()));
        StatementRoutes.mount(
                routes,
                ledger::submit,
                new StatementRoutes.CaseFile(vetting.disclosures(), this::follow),
                taken -> Promise.sign(taken, clock.instant(), entityKey));
        AttestationRoutes.mount(routes, ledger::attest, ledger::proven);
        RelayRoutes.mount(routes, relay);
        routes.every(RETRY, relay::retry);
        CaseRoutes.mount(routes, vetting.applications(), callers);
        DisclosureRoutes.mount(routes, vetting.disclosures(), callers);
        ReportRoutes.mount(routes, reports, callers);
        IssuanceRoutes.mount(
                routes,
                new IssuanceRoutes.Source(config.entity(), credentials, this::organisationKey, this::statusToken),
                clock);
        PublicSnapshot published = new PublicSnapshot(ledger, vetting.disclosures(), clock);
        Pages pages = new Pages(published, clock);
        routes.pages(published::refresh, pages::mount, pages::nothingHere);
        return routes;
    }

    /** Brings the database up to what the log says. */
    private void follow() {
        vetting.follower().advance(LogState.newest(ledger));
    }

    private Optional<Es256PublicKey> organisationKey(Code code) {
        return LogState.newest(ledger)
                .record(code)
                .map(record -> record.at(clock.instant()).keys().key());
    }

    /** The list as it is in the state that witnesses vouch for: there its hash can be found. */
    private Optional<String> statusToken(int number) {
        Optional<Published> published = ledger.published();
        published.ifPresent(state -> statusTokens.refresh(state.view().statusLists(), clock.instant()));
        return published.flatMap(state -> statusTokens.token(number));
    }

    @Override
    public void close() throws IOException {
        if (control != null) {
            control.close();
        }
        foundation.close();
    }

    /** What is told to whoever listens. */
    private record Announcements(Sequencer ledger) implements EventsRoute.Source {
        @Override
        public Optional<Long> published() {
            return ledger.published().map(state -> state.view().size());
        }

        @Override
        public Optional<Long> proven() {
            return ledger.proven().map(state -> state.view().size());
        }
    }

    /** The log as the world may read it. */
    private record PublicLog(Sequencer ledger) implements StaticLog.Source, LogRoutes.Receipts, SnapshotRoute.Source {
        private static final Object NOTHING_YET = new Object();

        @Override
        public Optional<Published> proven() {
            return ledger.proven();
        }

        @Override
        public TlogProof receipt(Published at) throws IOException, MalformedException {
            return ledger.receipt(at, at.view().state().size()).orElseThrow();
        }

        @Override
        public Statement charter(Published at) throws IOException, MalformedException {
            long index = ledger.find(at.view().charterId()).orElseThrow().index();
            return Statement.parse(new TreeLeaves(at.view().size(), ledger.tiles()).leaf(index));
        }

        @Override
        public ConsistencyProof continues(Published at, long since) throws IOException, MalformedException {
            return new TileHashes(at.view().size(), ledger.tiles()).consistencyProof(since);
        }

        @Override
        public Object publication() {
            return ledger.published().<Object>map(published -> published).orElse(NOTHING_YET);
        }

        @Override
        public Optional<byte[]> checkpoint() throws IOException {
            return ledger.checkpoint();
        }

        @Override
        public Optional<byte[]> tile(TilePath path) throws IOException {
            Optional<Published> published = ledger.published();
            return published.isPresent()
                            && path.isWithin(
                                    published.get().checkpoint().checkpoint().size())
                    ? ledger.tile(path)
                    : Optional.empty();
        }

        @Override
        public Optional<Path> file(TilePath path) {
            return ledger.file(path);
        }

        @Override
        public long size() {
            return ledger.accepted().size();
        }

        @Override
        public Optional<byte[]> receipt(long index) throws IOException, MalformedException {
            return ledger.receipt(index).map(TlogProof::toBytes);
        }
    }
}
