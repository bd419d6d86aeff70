package org.rescueregistry.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.ledger.ForkGuard;
import org.rescueregistry.ledger.LogFiles;
import org.rescueregistry.ledger.Restoration;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code registry restore}. */
@Command(
        name = "restore",
        description = {
            "Put a backup back, or bring an older copy of a registry's files forward, to the newest tree of its log that any"
                    + " witness or mirror has seen. Missing leaves come from mirrors. If they cannot be had it refuses and"
                    + " says what is gone; so the log never signs two histories.",
            "Ends with 0 when the registry can be started, 1 if leaves are gone or the log was forked, 3 if a witness"
                    + " does not answer. The same command again goes on where it stopped."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class RestoreCommand implements Callable<Integer> {
    private static final String CHECKPOINT = "checkpoint";
    private static final String EVIDENCE = "evidence";

    @Option(
            names = "--config",
            required = true,
            description = "the registry.json of the folder to bring forward; with --from it is made there")
    private Path settings;

    @Option(names = "--from", description = "a folder that registry backup made")
    private @Nullable Path from;

    @Option(
            names = "--mirror",
            arity = "1",
            description = "URL of a mirror of the log, such as https://mirror.example/log")
    private List<String> mirrors = List.of();

    @Option(
            names = "--without-witness",
            arity = "1",
            description = "name of a witness in the policy that is gone for good. Only if you know that it never saw a"
                    + " larger tree: else the log is forked")
    private List<String> without = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, MalformedException, SigningRefusedException {
        Backup backup = from == null ? null : Backup.read(from);
        ServerConfig config = backup == null || from == null ? ServerConfig.read(settings) : laidOut(backup, from);
        LogPolicy policy = LogKeys.policy(config.policy());
        KnownHeads heads = KnownHeads.ask(config.origin(), policy, mirrors);
        heads.silentMirrors().forEach((url, why) -> err("the mirror " + url + " gave no answer: " + why));
        without.forEach(heads.silentWitnesses()::remove);
        if (!heads.silentWitnesses().isEmpty()) {
            heads.silentWitnesses().forEach((name, why) -> err("the witness " + name + " gave no answer: " + why));
            err(
                    "what these have seen is not known, and the log must not sign below it. Nothing was changed that counts."
                            + " Try again when they answer.");
            return Registry.UNDETERMINED;
        }
        try (ForkGuard guard = ForkGuard.in(config.guard(), config.origin())) {
            return restore(config, backup, guard, new Restoring(policy, heads));
        }
    }

    private record Restoring(LogPolicy policy, KnownHeads heads) {}

    private ServerConfig laidOut(Backup backup, Path folder) throws IOException, MalformedException {
        if (Files.exists(settings)) {
            throw new MalformedException(
                    "not_empty", settings + " is there already; without --from its folder is brought forward");
        }
        ServerConfig old = ServerConfig.read(folder.resolve(ServerConfig.FILE));
        Path home = ServerConfig.folderOf(settings);
        ServerConfig config = new ServerConfig(
                home,
                old.entity(),
                old.council(),
                old.listen(),
                home.resolve("data"),
                home.resolve("keys"),
                home.resolve(ServerConfig.POLICY),
                old.replayers() == null ? null : home.resolve(ServerConfig.REPLAYERS));
        // registry.json itself comes last: without it nobody can start what is not restored yet.
        backup.layOut(folder, config);
        return config;
    }

    private int restore(ServerConfig config, @Nullable Backup backup, ForkGuard guard, Restoring with)
            throws IOException, SigningRefusedException {
        LogFiles files = LogFiles.in(config.logFiles());
        Checkpoint guarded = guard.held();
        Checkpoint held = backup != null && backup.tree().size() > guarded.size() ? backup.tree() : guarded;
        List<Restoration.Source> sources = new ArrayList<>();
        if (from != null) {
            sources.add(new Restoration.Source("the backup", LogSource.in(from.resolve(Backup.LOG))));
        }
        sources.addAll(with.heads().mirrors());
        Restoration.Result result = new Restoration(
                        new Restoration.Home(files, guard, held),
                        KnownHeads.logKeys(config.origin(), with.policy()),
                        with.policy())
                .run(with.heads().seen(), sources);
        return result.match(new Restoration.Result.Cases<Outcome>() {
                    @Override
                    public Outcome current(Restoration.Current current) {
                        return () -> finish(config, backup, files, current);
                    }

                    @Override
                    public Outcome gone(Restoration.Gone gone) {
                        return () -> refuse(gone);
                    }

                    @Override
                    public Outcome forked(Restoration.Forked forked) {
                        return () -> refuse(config, forked);
                    }
                })
                .done();
    }

    private interface Outcome {
        int done() throws IOException;
    }

    private int finish(ServerConfig config, @Nullable Backup backup, LogFiles files, Restoration.Current current)
            throws IOException {
        if (from != null) {
            Optional<byte[]> published = LogFiles.in(from.resolve(Backup.LOG)).read(CHECKPOINT);
            if (files.read(CHECKPOINT).isEmpty() && published.isPresent()) {
                files.write(CHECKPOINT, published.get());
            }
            LogFiles.in(config.folder()).write(ServerConfig.FILE, config.bytes());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("restored %s%n", config.folder());
        out.printf(
                "  log       %s, %d leaves%n", config.origin(), current.tree().size());
        if (current.from() < current.tree().size()) {
            out.printf(
                    "  fetched   leaves %d to %d, signed after the copy was made%n",
                    current.from(), current.tree().size() - 1);
        }
        if (backup != null) {
            out.printf(
                    "  database  as of %s. What the log says is added at the start. Gone, if there was any since: applications,"
                            + " evidence and decisions about them, disclosures. Organisations admitted or changed since have"
                            + " to send their disclosures again.%n",
                    backup.taken());
        }
        if (!Files.exists(config.passphrase())) {
            out.printf("  missing   %s: put it there, chmod 600%n", config.passphrase());
        }
        out.printf("next: registry serve --config %s%n", config.folder().resolve(ServerConfig.FILE));
        out.flush();
        return 0;
    }

    private int refuse(Restoration.Gone gone) {
        if (gone.from() < gone.to()) {
            err("leaves " + gone.from() + " to " + (gone.to() - 1) + " are gone: " + gone.knownBy() + " has seen "
                    + gone.to() + " leaves, this copy has " + gone.from() + ", and nobody could give the rest ("
                    + gone.why()
                    + ")");
        } else {
            err("some of the " + gone.to() + " leaves are missing or damaged here, and nobody could give them ("
                    + gone.why() + ")");
        }
        err(
                "The log must not go on from here: it would sign a second history. Find a mirror that has them (--mirror), or a"
                        + " newer backup.");
        return Registry.FINDINGS;
    }

    private int refuse(ServerConfig config, Restoration.Forked forked) throws IOException {
        err("THE LOG WAS FORKED: " + forked.message());
        if (forked.evidence().isPresent()) {
            String name = EVIDENCE + "/" + forked.evidence().get().fileName();
            LogFiles.in(config.folder()).write(name, forked.evidence().get().toBytes());
            err("the evidence is in " + config.folder().resolve(name) + " (rescue log evidence FILE)");
        }
        return Registry.FINDINGS;
    }

    private void err(String line) {
        spec.commandLine().getErr().println("registry: " + SafeText.isolated(line));
    }
}
