package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.rescueregistry.fetch.HttpEntities;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.membership.Council;
import org.rescueregistry.membership.Examination;
import org.rescueregistry.membership.Subordinate;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code registry council}: the trust anchor of a federation. */
@Command(
        name = "council",
        description = "Run a council, and recognise registries.",
        mixinStandardHelpOptions = true,
        subcommands = {CouncilCommand.Init.class, CouncilCommand.Recognise.class, CouncilCommand.Serve.class})
final class CouncilCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? see registry council --help");
    }

    @Command(
            name = "init",
            description = "Make the key and the settings of a council.",
            mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli sets required options before call()
    static final class Init implements Callable<Integer> {
        @Option(names = "--dir", required = true, description = "the folder to make")
        private Path dir;

        @Option(names = "--entity", required = true, description = "its address, such as https://council.example")
        private String entity;

        @Option(names = "--listen", description = "where it takes connections (default: ${DEFAULT-VALUE})")
        private String listen = "127.0.0.1:8081";

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, MalformedException {
            Es256PublicKey key = new CouncilServer.Config(dir, EntityId.parse(entity), Listen.parse(listen, "--listen"))
                    .create(new SecureRandom());
            spec.commandLine()
                    .getOut()
                    .printf(
                            "made %s for the council's key %s%n"
                                    + "  council.jwk  its public half: for charters, and for the anchor sets that name this council%n"
                                    + "  council.p12  the key itself; back it up, with the file passphrase apart%n"
                                    + "next: registry council serve --dir %s%n",
                            dir, key.keyId(), dir);
            return 0;
        }
    }

    @Command(
            name = "recognise",
            description = "Look at a registry that is running; with --charter, recognise it under that charter.",
            mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli sets required options before call()
    static final class Recognise implements Callable<Integer> {
        @Option(names = "--dir", required = true, description = "the council's folder")
        private Path dir;

        @Parameters(paramLabel = "ENTITY", description = "the registry's address")
        private String registry;

        @Option(names = "--charter", description = "the id of the charter that was agreed on")
        private String charter;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, MalformedException {
            EntityId entity = EntityId.parse(registry);
            Council council = CouncilServer.Config.read(dir).council();
            String configuration = new HttpEntities(Web.withTimeLimit(PATIENCE)).configuration(entity);
            Examination examined = council.examine(entity, configuration, Instant.now());
            if (examined instanceof Examination.Unfit unfit) {
                throw new MalformedException(unfit.code(), unfit.message());
            }
            Subordinate found = ((Examination.Fit) examined).registry();
            if (charter != null && !found.charter().equals(Digest.parse(charter))) {
                throw new MalformedException(
                        "other_charter", entity + " is under the charter " + found.charter() + ", not " + charter);
            }
            if (charter != null) {
                council.recognise(found);
            }
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s%n  codes    %s%n  charter  %s%n  keys     %s%n%s%n",
                            entity,
                            found.codePrefix(),
                            found.charter(),
                            found.keys().usable().stream()
                                    .map(key -> key.keyId().toString())
                                    .toList(),
                            charter == null
                                    ? "nothing was changed; compare this with what its operators told you, then add --charter "
                                            + found.charter()
                                    : "recognised");
            return 0;
        }
    }

    @Command(name = "serve", description = "Run a council.", mixinStandardHelpOptions = true)
    @SuppressWarnings("NullAway.Init") // picocli sets required options before call()
    static final class Serve implements Callable<Integer> {
        @Option(names = "--dir", required = true, description = "its folder")
        private Path dir;

        @Override
        public Integer call() throws IOException, MalformedException {
            CouncilServer.Config config = CouncilServer.Config.read(dir);
            Vertx vertx = Vertx.vertx();
            return Running.start(
                    vertx,
                    CouncilServer.start(config, vertx),
                    server -> new Running.Server("council " + config.entity(), server.port(), server::close));
        }
    }
}
