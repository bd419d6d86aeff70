package org.rescueregistry.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorDocument;
import org.rescueregistry.anchor.RootKeys;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.fetch.AuditReport;
import org.rescueregistry.fetch.HttpEntities;
import org.rescueregistry.fetch.LogAudit;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.membership.Council;
import org.rescueregistry.membership.Examination;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.server.CouncilServer;
import org.rescueregistry.server.Listen;
import org.rescueregistry.server.NewRegistry;
import org.rescueregistry.server.RegistryServer;
import org.rescueregistry.server.ReplayerRoom;
import org.rescueregistry.server.ServerConfig;
import org.rescueregistry.server.WitnessLines;
import org.rescueregistry.server.WitnessServer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * A council, four witnesses of whom three must cosign, and registries that the council recognises, each with a replayer of the
 * others, on loopback.
 */
final class Federation implements AutoCloseable {
    static final String ANCHORS = "anchors.json";

    private static final String HOST = "127.0.0.1";
    private static final int WITNESSES = 4;
    private static final int ENOUGH_WITNESSES = 3;
    private static final int OPERATORS = 3;
    private static final int QUORUM = 2;
    private static final int ROOT_KEYS = 3;
    private static final int ENOUGH_ROOT_KEYS = 2;
    private static final Duration ANCHORS_LAST = Duration.ofDays(30);
    private static final int SECONDS = 60;

    /** Replayers look this often, so that nobody has to wait for them in a story that is told in seconds. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Ground ground;
    private final Vertx vertx = Vertx.vertx();
    private final List<Closing> running = new ArrayList<>();
    private final Map<String, Desk> desks = new LinkedHashMap<>();
    private final List<PinnedAnchor> anchors = new ArrayList<>();
    private @Nullable Replica officers;

    /** What a federation is built on. */
    record Ground(Path folder, KeyRing keys, Ports ports, SecureRandom random) {
        Web web() {
            return Web.withTimeLimit(Duration.ofSeconds(20));
        }
    }

    /** Gives a port nobody uses. */
    interface Ports {
        int next() throws IOException;
    }

    /**
     * A registry to found.
     *
     * @param name of its folder, and before the names of its people's keys
     * @param codePrefix the two symbols its codes begin with
     * @param bodies who names its vetters
     */
    record Founding(String name, String codePrefix, List<String> bodies, Limits limits) {}

    private interface Closing {
        Future<Void> close();
    }

    /** The lines of a registry's policies: about witnesses, and about replayers if there are any. */
    private record Vouching(String witnesses, @Nullable String replayers) {}

    private record Superior(EntityId entity, Es256Signer key) {}

    private record WitnessSeat(Path folder, List<CosignatureSigner> keys, int port) {}

    private Federation(Ground ground) {
        this.ground = ground;
    }

    /** Starts all of it; when this returns, every registry is founded and recognised, and the anchors are written. */
    static Federation start(Ground ground, List<Founding> foundings) throws IOException, MalformedException {
        Federation federation = new Federation(ground);
        try {
            federation.start(foundings);
            return federation;
        } catch (IOException | MalformedException | RuntimeException e) {
            try {
                federation.close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private void start(List<Founding> foundings) throws IOException, MalformedException {
        int councilPort = ground.ports().next();
        CouncilServer.Config council = new CouncilServer.Config(
                ground.folder().resolve("council"), loopback(councilPort), new Listen(HOST, councilPort));
        council.create(ground.random());
        CouncilServer councilServer = await(CouncilServer.start(council, vertx));
        running.add(councilServer::close);
        Es256Signer councilKey = council.key();
        anchors.add(new PinnedAnchor(council.entity(), FederationKeys.of(councilKey.publicKey())));

        List<WitnessSeat> seats = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < foundings.size(); i++) {
            ports.add(ground.ports().next());
        }
        for (int i = 1; i <= WITNESSES; i++) {
            Path folder = ground.folder().resolve("witness-" + i);
            List<CosignatureSigner> keys =
                    WitnessServer.keys(folder, "witness-" + i + ".example/demo", ground.random());
            seats.add(new WitnessSeat(folder, keys, ground.ports().next()));
        }
        List<ServerConfig> configs = new ArrayList<>();
        List<VerifierKey> logs = new ArrayList<>();
        for (int i = 0; i < foundings.size(); i++) {
            NewRegistry.Made made = found(
                    foundings.get(i),
                    ports.get(i),
                    new Vouching(policy(seats), replayers(foundings, ports, i)),
                    new Superior(council.entity(), councilKey));
            configs.add(made.config());
            for (String key : made.draft().logKeys()) {
                logs.add(VerifierKey.parse(key));
            }
        }
        startWitnesses(seats, logs);
        Council recognising = council.council();
        List<ReplayerRoom> rooms = new ArrayList<>();
        for (ServerConfig config : configs) {
            ReplayerRoom replaying = replaying(config, configs);
            rooms.add(replaying);
            RegistryServer registry = await(RegistryServer.start(config, replaying::mount, vertx));
            running.add(0, registry::close);
            recognise(config.entity(), recognising);
        }
        for (ReplayerRoom room : rooms) {
            running.add(
                    0,
                    () -> vertx.executeBlocking(() -> {
                        room.close();
                        return null;
                    }));
            room.follow(LOOK, vertx);
        }
        for (Desk desk : desks.values()) {
            desk.settle();
        }
        writeAnchors();
    }

    /** What a registry is to demand of the others: that all of them have recomputed its state. Nothing if it is alone. */
    private @Nullable String replayers(List<Founding> foundings, List<Integer> ports, int registry)
            throws IOException, MalformedException {
        WitnessLines lines = new WitnessLines();
        for (int i = 0; i < foundings.size(); i++) {
            if (i != registry) {
                String name = foundings.get(i).name();
                List<CosignatureSigner> keys = ReplayerRoom.keys(replayerFolder(name), replayerName(ports.get(i)));
                lines.add("r-" + name, keys, "http://" + HOST + ":" + ports.get(i) + "/replayer");
            }
        }
        return foundings.size() == 1 ? null : lines.enough("replayers", foundings.size() - 1);
    }

    private Path replayerFolder(String registry) {
        return ground.folder().resolve(registry + "-replayer");
    }

    private static String replayerName(int port) {
        return HOST + ":" + port + "/replayer";
    }

    /** The replayer inside a registry, of all the others. */
    private ReplayerRoom replaying(ServerConfig registry, List<ServerConfig> all)
            throws IOException, MalformedException {
        List<Path> policies = all.stream()
                .filter(other -> !other.equals(registry))
                .map(ServerConfig::policy)
                .toList();
        String name = registry.folder().getFileName().toString();
        try {
            return ReplayerRoom.open(
                    ReplayerRoom.Settings.of(
                            replayerFolder(name), replayerName(registry.listen().port()), policies),
                    vertx);
        } catch (SigningRefusedException e) {
            throw new IOException("a replayer refuses to start: " + e.getMessage(), e);
        }
    }

    private NewRegistry.Made found(Founding founding, int port, Vouching vouching, Superior council)
            throws IOException, MalformedException {
        EntityId entity = loopback(port);
        Desk.Founders founders = founders(founding);
        NewRegistry.Made made = NewRegistry.create(
                new NewRegistry.Plan(
                        ground.folder().resolve(founding.name()),
                        entity,
                        council.entity(),
                        new Listen(HOST, port),
                        vouching.witnesses(),
                        vouching.replayers(),
                        logKeys -> new Charter(
                                founding.bodies().stream()
                                        .map(body -> new Charter.Body(
                                                body, founders.body(body).publicKey()))
                                        .toList(),
                                founding.codePrefix(),
                                council.key().publicKey(),
                                founding.limits(),
                                logKeys,
                                founders.operators().stream()
                                        .map(Es256Signer::publicKey)
                                        .toList(),
                                QUORUM)),
                ground.random());
        Charter draft = made.draft();
        List<Approval> approvals = List.of(
                Approval.sign(Approval.Of.CHARTER, draft.digest(), about(made.config()), council.key()),
                Approval.sign(
                        Approval.Of.CHARTER,
                        draft.digest(),
                        about(made.config()),
                        founders.operators().get(1)));
        Statement charter = Statement.sign(
                new Act.Found(draft, approvals),
                about(made.config()),
                founders.operators().get(0));
        Files.writeString(made.config().charter(), charter.compact() + "\n", UTF_8);
        Desk.Seat seat = new Desk.Seat(founding.name(), entity, made.config().origin());
        desks.put(founding.name(), new Desk(seat, founders, ground, this::state));
        return made;
    }

    private Desk.Founders founders(Founding founding) {
        List<Es256Signer> operators = new ArrayList<>();
        for (int i = 1; i <= OPERATORS; i++) {
            operators.add(ground.keys().draw(founding.name() + "-operator-" + i));
        }
        Map<String, Es256Signer> bodies = new LinkedHashMap<>();
        founding.bodies().forEach(body -> bodies.put(body, ground.keys().draw(body)));
        return new Desk.Founders(operators, bodies);
    }

    private Envelope about(ServerConfig config) {
        return Envelope.about(config.entity(), config.origin(), Stamp.at(Instant.now(), ground.random()));
    }

    private static String policy(List<WitnessSeat> seats) {
        WitnessLines lines = new WitnessLines();
        for (int i = 0; i < seats.size(); i++) {
            WitnessSeat seat = seats.get(i);
            lines.add("w" + (i + 1), seat.keys(), "http://" + HOST + ":" + seat.port() + "/witness");
        }
        return lines.enough(ENOUGH_WITNESSES);
    }

    private void startWitnesses(List<WitnessSeat> seats, List<VerifierKey> logs)
            throws IOException, MalformedException {
        for (WitnessSeat seat : seats) {
            try {
                WitnessServer witness = await(WitnessServer.start(
                        new WitnessServer.Settings(seat.folder(), HOST, seat.port()), seat.keys(), logs, vertx));
                running.add(witness::close);
            } catch (SigningRefusedException e) {
                throw new IOException("a witness refuses to start: " + e.getMessage(), e);
            }
        }
    }

    /** What the council's people do when they have compared the charter with what the operators told them. */
    private void recognise(EntityId registry, Council council) throws IOException {
        String configuration = new HttpEntities(ground.web()).configuration(registry);
        Examination examined = council.examine(registry, configuration, Instant.now());
        if (examined instanceof Examination.Fit fit) {
            council.recognise(fit.registry());
        } else {
            throw new IllegalStateException("the council does not recognise " + registry + ": " + examined);
        }
    }

    private void writeAnchors() throws IOException {
        List<Es256Signer> roots = new ArrayList<>();
        for (int i = 1; i <= ROOT_KEYS; i++) {
            roots.add(ground.keys().draw("root-" + i));
        }
        Instant now = Instant.now();
        AnchorDocument document = new AnchorDocument(
                1,
                now,
                now.plus(ANCHORS_LAST),
                RootKeys.of(
                        ENOUGH_ROOT_KEYS,
                        roots.stream().map(Es256Signer::publicKey).toList()),
                anchors);
        List<CompactJws> signatures =
                roots.stream().limit(ENOUGH_ROOT_KEYS).map(document::sign).toList();
        Files.write(anchorsFile(), document.assemble(signatures));
    }

    /** A reader who knows the council and nobody else. */
    Replica newcomer() {
        return new Replica(anchors, ground.web());
    }

    /** Replays a registry's log from its first leaf, with every check. */
    AuditReport audit(EntityId registry) {
        return new LogAudit(anchors, ground.web()).run(registry, Instant.now());
    }

    /** What the people with an office read before they sign. */
    private FoldedState state(EntityId registry) throws IOException {
        if (officers == null) {
            officers = newcomer();
        }
        Replica.Report report = officers.sync(Instant.now());
        if (!report.isClean()) {
            throw new IOException("the registries cannot be read: " + report.troubles());
        }
        return officers.state(registry)
                .orElseThrow(() -> new IOException("the council leads to no registry " + registry))
                .state();
    }

    Path anchorsFile() {
        return ground.folder().resolve(ANCHORS);
    }

    EntityId council() {
        return anchors.get(0).entity();
    }

    Desk desk(String registry) {
        Desk desk = desks.get(registry);
        if (desk == null) {
            throw new IllegalArgumentException("no registry " + registry);
        }
        return desk;
    }

    private static EntityId loopback(int port) throws MalformedException {
        return EntityId.parse("http://" + HOST + ":" + port);
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.await(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("a server did not start or stop within " + SECONDS + " s", e);
        }
    }

    /** Replayers first, then registries: they may still want their witnesses. */
    @Override
    public void close() throws IOException {
        Future<Void> closing = Future.succeededFuture();
        for (Closing one : running) {
            closing = closing.transform(before -> one.close());
        }
        await(closing.transform(before -> vertx.close()));
    }
}
