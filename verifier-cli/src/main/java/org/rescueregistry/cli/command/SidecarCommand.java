package org.rescueregistry.cli.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.claim.Lexicon;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.sidecar.Routes;
import org.rescueregistry.cli.sidecar.Sidecar;
import org.rescueregistry.fetch.LiveReplica;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.fetch.ReplicaSetup;
import org.rescueregistry.sdk.Overrides;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue sidecar}. */
@Command(
        name = "sidecar",
        description = "Serve verdicts over HTTP on a loopback address, for programs that are not written in"
                + " Java. It follows the registries that your anchors lead to, and answers from what it"
                + " holds: no post leaves the machine. Paths and shapes are in /openapi.json; /health says"
                + " whether the status of every registry counts, /metrics is for Prometheus. It signs"
                + " nothing and sends nothing for you: any program on the machine may ask it, and a report"
                + " is shown to somebody before it is signed (`rescue report send`). Runs until it is"
                + " interrupted.")
public final class SidecarCommand extends RescueCommand {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7180",
            description = "a loopback address; port 0 for any (default: ${DEFAULT-VALUE})")
    private String listen = "";

    @Option(
            names = "--replica",
            paramLabel = "DIR",
            description = "keep what was synced in this folder, so that a restart needs no network")
    private @Nullable Path folder;

    @Option(
            names = "--offline",
            description = "only read the folder, which `rescue replica pull` fills; a status counts for a day")
    private boolean offline;

    @Option(names = "--overrides", paramLabel = "FILE", description = "what your platform decides for itself, as JSON")
    private @Nullable Path overrides;

    @Option(
            names = "--lexicon",
            paramLabel = "FILE",
            description = "phrases and protected names of your own beside what is shipped")
    private @Nullable Path lexicon;

    @Option(
            names = "--shadow",
            description = "only try it out: verdicts are found and counted, and no badge comes of them")
    private boolean shadow;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final ReaderKey reader = new ReaderKey();

    public SidecarCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        InetSocketAddress address = address();
        VerificationPolicy policy = offline ? VerificationPolicy.OFFLINE : VerificationPolicy.ONLINE;
        Routes routes = new Routes(builder(), policy, world.clock());
        Replica replica = replica(trusted);
        try (Sidecar sidecar = new Sidecar(address, routes, Runtime.getRuntime().availableProcessors() * 2);
                LiveReplica live = LiveReplica.start(
                        replica, world.web(), report -> routes.use(told(report).snapshot()), world.clock())) {
            print(new Page(Json.object()
                            .put("address", sidecar.address().toString())
                            .build())
                    .line("verdicts at " + sidecar.address() + ", described at " + sidecar.address()
                            + "/openapi.json"));
            // Nobody counts it down: an interrupt ends the process.
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new Stopped(StopCode.BAD_OPTION, "cannot listen on " + listen + ": " + e.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.VERIFIED;
    }

    private Replica replica(AnchorSet trusted) throws Stopped {
        ReplicaSetup setup =
                Replica.trusting(trusted.anchors()).over(world.web()).readingAs(reader.open(world));
        if (offline) {
            if (folder == null) {
                throw new Stopped(StopCode.BAD_OPTION, "--offline reads the folder that --replica names");
            }
            return setup.fromFolder(folder);
        }
        return (folder == null ? setup : setup.keptIn(folder)).fromSnapshots();
    }

    private Replica.Report told(Replica.Report report) {
        report.troubleLines().forEach(this::say);
        return report;
    }

    private RescueVerifier.Builder builder() throws Stopped {
        RescueVerifier.Builder builder = RescueVerifier.builder();
        if (shadow) {
            builder.shadow();
        }
        Path reading = overrides;
        try {
            if (overrides != null) {
                builder.overrides(Overrides.parse(Json.parse(Disk.read(overrides))));
            }
            reading = lexicon;
            if (lexicon != null) {
                builder.lexicon(Lexicon.standard().extendedBy(Lexicon.parse(Disk.readText(lexicon))));
            }
        } catch (MalformedException e) {
            throw Stopped.at(String.valueOf(reading), e);
        }
        return builder;
    }

    private InetSocketAddress address() throws Stopped {
        int colon = listen.lastIndexOf(':');
        try {
            int port = Integer.parseInt(listen.substring(colon + 1));
            InetAddress host = InetAddress.getByName(listen.substring(0, Math.max(0, colon)));
            if (colon > 0 && port >= 0 && port <= MAX_PORT && host.isLoopbackAddress()) {
                return new InetSocketAddress(host, port);
            }
        } catch (NumberFormatException | UnknownHostException unreadable) {
            // Said below.
        }
        throw new Stopped(StopCode.BAD_OPTION, "--listen is a loopback address and a port, such as 127.0.0.1:7180");
    }
}
