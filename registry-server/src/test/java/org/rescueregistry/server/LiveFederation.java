package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.rescueregistry.fetch.Accepted;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.http.Routes;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** A council, four witnesses of whom three must cosign, and one founded registry, on loopback with fresh keys. */
final class LiveFederation implements AutoCloseable {
    /** Two to vouch for an organisation, and two that have not. */
    static final List<String> BODIES = List.of("hill-desk", "river-desk", "sea-desk", "town-desk");

    static final Limits LIMITS = new Limits(
            Duration.ofHours(24),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Duration.ofHours(72),
            Duration.ofSeconds(1),
            3,
            Duration.ofDays(30),
            Duration.ofDays(400),
            Duration.ofDays(200),
            1024);

    private static final int WITNESSES = 4;
    private static final int SECONDS = 60;

    final Vertx vertx = Vertx.vertx();
    final SecureRandom random = new SecureRandom();
    final List<Es256Signer> operators = new ArrayList<>();
    final List<Es256Signer> bodies = new ArrayList<>();
    final Path councilFolder;
    final ServerConfig config;
    final EntityId entity;
    final CouncilServer.Config council;

    private final List<WitnessServer> witnesses = new ArrayList<>();
    private final CouncilServer councilServer;

    LiveFederation(Path folder) throws Exception {
        for (int i = 0; i < 3; i++) {
            operators.add(Es256Signer.generate(random));
        }
        for (int i = 0; i < BODIES.size(); i++) {
            bodies.add(Es256Signer.generate(random));
        }
        councilFolder = folder.resolve("council");
        int councilPort = FreePort.find();
        council = new CouncilServer.Config(councilFolder, loopback(councilPort), new Listen("127.0.0.1", councilPort));
        council.create(random);
        councilServer = await(CouncilServer.start(council, vertx));

        int port = FreePort.find();
        entity = loopback(port);
        WitnessLines lines = new WitnessLines();
        List<List<CosignatureSigner>> keys = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 1; i <= WITNESSES; i++) {
            List<CosignatureSigner> key = WitnessServer.keys(folder.resolve("w" + i), "witness.example/w" + i, random);
            int at = FreePort.find();
            keys.add(key);
            ports.add(at);
            lines.add("w" + i, key, "http://127.0.0.1:" + at + "/witness");
        }
        NewRegistry.Made made = NewRegistry.create(
                new NewRegistry.Plan(
                        folder.resolve("registry"),
                        entity,
                        council.entity(),
                        new Listen("127.0.0.1", port),
                        lines.enough(3),
                        null,
                        this::charter),
                random);
        config = made.config();
        List<VerifierKey> log = new ArrayList<>();
        for (String key : made.draft().logKeys()) {
            log.add(VerifierKey.parse(key));
        }
        for (int i = 0; i < WITNESSES; i++) {
            witnesses.add(await(WitnessServer.start(
                    new WitnessServer.Settings(folder.resolve("w" + (i + 1)), "127.0.0.1", ports.get(i)),
                    keys.get(i),
                    log,
                    vertx)));
        }
        Files.writeString(config.charter(), founding(made.draft()).compact() + "\n", UTF_8);
    }

    private Charter charter(List<String> logKeys) {
        try {
            return new Charter(
                    IntStream.range(0, BODIES.size())
                            .mapToObj(i -> new Charter.Body(
                                    BODIES.get(i), bodies.get(i).publicKey()))
                            .toList(),
                    "CN",
                    council.key().publicKey(),
                    LIMITS,
                    logKeys,
                    operators.stream().map(Es256Signer::publicKey).toList(),
                    2);
        } catch (IOException | MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private Statement founding(Charter draft) throws IOException, MalformedException {
        List<Approval> approvals = List.of(
                Approval.sign(Approval.Of.CHARTER, draft.digest(), envelope(), council.key()),
                Approval.sign(Approval.Of.CHARTER, draft.digest(), envelope(), operators.get(1)));
        return Statement.sign(new Act.Found(draft, approvals), envelope(), operators.get(0));
    }

    RegistryServer startRegistry() throws Exception {
        return await(RegistryServer.start(config, vertx));
    }

    RegistryServer startRegistry(Consumer<Routes> beside) throws Exception {
        return await(RegistryServer.start(config, beside, vertx));
    }

    RegistryClient client() {
        return new RegistryClient(entity, Web.withTimeLimit(Duration.ofSeconds(20)), Clock.systemUTC());
    }

    /** The body and two operators appoint somebody; they are live when this returns. */
    Es256Signer appoint(int body, Role role, String platform, RegistryServer registry) throws Exception {
        Es256Signer person = Es256Signer.generate(random);
        Act appoint = new Act.Appoint(BODIES.get(body), person.publicKey(), role, platform);
        Statement first = Statement.sign(
                appoint, envelope().restingOn(registry.ledger().accepted().charterId()), bodies.get(body));
        submitAll(first, operators.get(0), operators.get(1));
        return person;
    }

    /** Submits a statement and its equals by others; gives the last answer. */
    Accepted submitAll(Statement first, Es256Signer... others)
            throws IOException, MalformedException, RegistryRefusedException {
        Accepted answer = client().submit(first, List.of());
        for (Es256Signer other : others) {
            answer = client().submit(first.countersigned(Instant.now(), random, other), List.of());
        }
        return answer;
    }

    /** The exit code of {@code registry council recognise}. */
    int recognise(String charter) {
        PrintWriter unread = new PrintWriter(Writer.nullWriter());
        String dir = councilFolder.toString();
        return Registry.commandLine()
                .setOut(unread)
                .setErr(unread)
                .execute("council", "recognise", "--dir", dir, entity.toString(), "--charter", charter);
    }

    /** The id of the charter that the log begins with. */
    Digest charterId() throws Exception {
        return Statement.parse(Files.readString(config.charter(), UTF_8).strip())
                .id();
    }

    /** About the registry, stamped now. */
    Envelope envelope() {
        return Envelope.about(entity, config == null ? ServerConfig.originOf(entity) : config.origin(), stamp());
    }

    Stamp stamp() {
        return Stamp.at(Instant.now(), random);
    }

    WitnessServer witness(int number) {
        return witnesses.get(number);
    }

    CouncilServer councilServer() {
        return councilServer;
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.await(SECONDS, TimeUnit.SECONDS);
    }

    private static EntityId loopback(int port) throws MalformedException {
        return EntityId.parse("http://127.0.0.1:" + port);
    }

    @Override
    public void close() throws Exception {
        for (WitnessServer witness : witnesses) {
            await(witness.close());
        }
        await(councilServer.close());
        await(vertx.close());
    }
}
