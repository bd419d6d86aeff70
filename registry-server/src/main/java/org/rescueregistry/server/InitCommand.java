package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code registry init}: the folder of a new registry. */
@Command(
        name = "init",
        description = "Make keys, settings and the draft of the charter of a new registry.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class InitCommand implements Callable<Integer> {
    @Option(names = "--dir", required = true, description = "the folder to make")
    private Path dir;

    @Option(names = "--entity", required = true, description = "its address, such as https://registry.example")
    private String entity;

    @Option(names = "--listen", description = "where it takes connections (default: ${DEFAULT-VALUE})")
    private String listen = "127.0.0.1:8080";

    @Option(names = "--prefix", required = true, description = "the two symbols its codes begin with")
    private String prefix;

    @Option(names = "--council", required = true, description = "file with the council's public key, a JWK")
    private Path council;

    @Option(names = "--council-entity", required = true, description = "the council's address")
    private String councilEntity;

    @Option(
            names = "--operator",
            required = true,
            arity = "1",
            description = "file with an operator's public key, a JWK")
    private List<Path> operators;

    @Option(names = "--quorum", required = true, description = "how many operators it takes")
    private int quorum;

    @Option(names = "--body", required = true, description = "name=file: a body and its public key, a JWK")
    private Map<String, Path> bodies;

    @Option(
            names = "--policy",
            required = true,
            description = "file with the witness, group and quorum lines of the log policy")
    private Path policy;

    @Option(
            names = "--replayers",
            description =
                    "file with the witness, group and quorum lines of the replayers whose cosignatures its status needs")
    private @Nullable Path replayers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, MalformedException {
        List<Es256PublicKey> operatorKeys = new ArrayList<>();
        for (Path operator : operators) {
            operatorKeys.add(jwk(operator));
        }
        List<Charter.Body> bodyKeys = new ArrayList<>();
        for (Map.Entry<String, Path> body : bodies.entrySet()) {
            bodyKeys.add(new Charter.Body(body.getKey(), jwk(body.getValue())));
        }
        Es256PublicKey councilKey = jwk(council);
        ServerConfig made = NewRegistry.create(
                        new NewRegistry.Plan(
                                dir,
                                EntityId.parse(entity),
                                EntityId.parse(councilEntity),
                                Listen.parse(listen, "--listen"),
                                read(policy),
                                replayers == null ? null : read(replayers),
                                logKeys -> new Charter(
                                        bodyKeys, prefix, councilKey, Limits.DEFAULT, logKeys, operatorKeys, quorum)),
                        new SecureRandom())
                .config();
        spec.commandLine()
                .getOut()
                .printf(
                        "made %s%n"
                                + "  registry.json    settings%n"
                                + "  keys/            its private keys; back them up, with keys/passphrase apart%n"
                                + "  policy.txt       its witnesses%n"
                                + "  charter.json     the draft of its charter, for log %s%n"
                                + "next: the council and %d operators approve charter.json, one operator signs it to charter.jws;%n"
                                + "put that beside registry.json and run: registry serve --config %s%n",
                        made.folder(), made.origin(), quorum, made.folder().resolve(ServerConfig.FILE));
        return 0;
    }

    static Es256PublicKey jwk(Path file) throws IOException, MalformedException {
        try {
            return Es256PublicKey.fromJwk(
                    Members.of(Json.parse(read(file)), "jwk").json());
        } catch (MalformedException e) {
            throw new MalformedException(e.code(), file + ": " + e.getMessage(), e);
        }
    }

    static String read(Path file) throws IOException, MalformedException {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (NoSuchFileException e) {
            throw new MalformedException("file_missing", file + " is not there", e);
        }
    }
}
