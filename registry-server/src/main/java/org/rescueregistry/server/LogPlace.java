package org.rescueregistry.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.ledger.ForkGuard;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.wire.MalformedException;

/**
 * A log named on the command line: served somewhere, or in a folder of its own, or in the folder of a registry.
 *
 * @param folder of its files; null if it is served
 * @param guard the folder where our registries have its fork guard, whether or not there is one
 * @param policy of the registry it belongs to, if it was found in one's folder
 */
record LogPlace(
        LogSource source,
        @Nullable Path folder,
        @Nullable Path guard,
        @Nullable Path policy) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_NAMED = 5;

    /**
     * Finds it.
     *
     * @throws MalformedException {@code no_log}
     */
    static LogPlace of(String where) throws IOException, MalformedException {
        if (where.startsWith("http://") || where.startsWith("https://")) {
            return new LogPlace(LogSource.at(url(where), Web.withTimeLimit(PATIENCE)), null, null, null);
        }
        Path folder = Path.of(where).toAbsolutePath().normalize();
        Path settings = folder.resolve(ServerConfig.FILE);
        if (Files.exists(settings)) {
            ServerConfig config = ServerConfig.read(settings);
            return in(config.logFiles(), config.guard(), config.policy());
        }
        Path inside = folder.resolve(ServerConfig.LOG_FILES);
        return Files.exists(inside.resolve("checkpoint"))
                ? in(inside, folder.resolve(ServerConfig.GUARD), null)
                : in(folder, folder.resolveSibling(ServerConfig.GUARD), null);
    }

    private static LogPlace in(Path folder, Path guards, @Nullable Path policy) throws MalformedException {
        if (!Files.exists(folder.resolve("checkpoint"))) {
            throw new MalformedException("no_log", "there is no log in " + folder + ": it has no file checkpoint");
        }
        return new LogPlace(LogSource.in(folder), folder, guards, policy);
    }

    /** A prefix without the slash at its end. */
    static URI url(String text) throws MalformedException {
        try {
            return URI.create(text.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("bad_url", text + " is no URL", e);
        }
    }

    boolean isRemote() {
        return folder == null;
    }

    /** Holds the writer's own files against the published checkpoint. */
    FsckCommand.OwnFiles ownFiles(Checkpoint published) throws IOException {
        if (folder == null) {
            return FsckCommand.OwnFiles.NONE;
        }
        List<Trouble> troubles = new ArrayList<>();
        List<String> notes = new ArrayList<>(leftovers(folder));
        if (guard != null) {
            try {
                Optional<Checkpoint> held = ForkGuard.peek(guard);
                if (held.isPresent()) {
                    compare(held.get(), published, troubles, notes);
                }
            } catch (MalformedException e) {
                troubles.add(new Trouble(Trouble.Kind.MALFORMED, "fork-guard", e.code() + ": " + e.getMessage()));
            }
        }
        return new FsckCommand.OwnFiles(troubles, notes);
    }

    private static void compare(Checkpoint held, Checkpoint published, List<Trouble> troubles, List<String> notes) {
        if (!held.origin().equals(published.origin())) {
            troubles.add(inconsistent("it is of the log " + held.origin()));
        } else if (held.size() < published.size()) {
            troubles.add(inconsistent("it is of " + held.size() + " leaves, the checkpoint of " + published.size()
                    + ": an older fork guard was put back"));
        } else if (held.size() == published.size() && !held.root().equals(published.root())) {
            troubles.add(inconsistent("it holds another tree of " + held.size() + " leaves than the checkpoint"));
        } else if (held.size() > published.size()) {
            notes.add((held.size() - published.size())
                    + " leaves more are decided on and not published; they were not checked");
        }
    }

    private static Trouble inconsistent(String message) {
        return new Trouble(Trouble.Kind.INCONSISTENT, "fork-guard", message);
    }

    /** Files that a process left half-written when it died; nothing reads them. */
    private static List<String> leftovers(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> left = all.filter(file -> file.toString().endsWith("~"))
                    .limit(MOST_NAMED)
                    .map(file -> "left half-written and never read: " + folder.relativize(file))
                    .toList();
            return left;
        }
    }
}
