package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.ledger.ForkGuard;
import org.rescueregistry.ledger.LogCopy;
import org.rescueregistry.ledger.LogFiles;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.store.Store;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A folder with everything of a registry but its passphrase: {@code registry.json}, {@code charter.jws}, {@code policy.txt},
 * {@code keys/}, {@code data/log/}, {@code data/database.zip}; written last and saying what belongs to it {@code backup.json}.
 *
 * <p>It has no fork guard, on purpose: a registry does not start from it. {@code registry restore} makes the guard, once it knows
 * how far the log has come since.
 *
 * @param tree all that was accepted when it was taken
 * @param files digests of the files beside the log's, which prove themselves
 */
record Backup(Checkpoint tree, Instant taken, SortedMap<String, Digest> files) {
    static final String DATABASE = "data/database.zip";
    static final String LOG = "data/log";
    /** No way out of the folder. */
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]+/)?[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private static final String MANIFEST = "backup.json";
    private static final String CHECKPOINT = "checkpoint";

    /** A batch passes the guard some milliseconds before its files are in their places. */
    private static final int TRIES = 5;

    Backup {
        files = new TreeMap<>(files);
    }

    /**
     * Takes one, of a registry that runs or does not.
     *
     * @throws MalformedException {@code not_empty}: there is something in {@code target}
     */
    static Backup take(ServerConfig config, Path target, Instant now) throws IOException, MalformedException {
        Files.createDirectories(target);
        try (DirectoryStream<Path> there = Files.newDirectoryStream(target)) {
            if (there.iterator().hasNext()) {
                throw new MalformedException("not_empty", target + " is not empty; a backup is a folder of its own");
            }
        }
        Files.createDirectories(target.resolve(LOG));

        // 1. The database. The log goes after it, so that it has every act the database knows of; what the database
        // lacks of the log, the next start adds.
        database(config, target.resolve(DATABASE));

        // 2. What is public, then what was decided on: never less. All tiles and bundles of that tree are in the folder
        // and stay, or wider ones in their place, however many are appended meanwhile. Each is verified on the way.
        Optional<byte[]> published = LogFiles.in(config.logFiles()).read(CHECKPOINT);
        Checkpoint tree = decided(config);
        LogFiles log = LogFiles.in(target.resolve(LOG));
        copyLog(config, tree, log);
        if (published.isPresent()) {
            log.write(CHECKPOINT, published.get());
        }

        // 3. What never changes.
        SortedMap<String, Digest> files = new TreeMap<>();
        files.put(DATABASE, digest(target.resolve(DATABASE)));
        Files.createDirectories(target.resolve("keys"));
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(config.keys())) {
            for (Path key : keys) {
                if (!key.equals(config.passphrase())) {
                    copy(key, target, "keys/" + key.getFileName(), files);
                }
            }
        }
        copy(config.policy(), target, ServerConfig.POLICY, files);
        Path replayers = config.replayers();
        if (replayers != null) {
            copy(replayers, target, ServerConfig.REPLAYERS, files);
        }
        if (Files.exists(config.charter())) {
            copy(config.charter(), target, ServerConfig.CHARTER, files);
        }
        ServerConfig inside = new ServerConfig(
                target,
                config.entity(),
                config.council(),
                config.listen(),
                target.resolve("data"),
                target.resolve("keys"),
                target.resolve(ServerConfig.POLICY),
                replayers == null ? null : target.resolve(ServerConfig.REPLAYERS));
        LogFiles.in(target).write(ServerConfig.FILE, inside.bytes());
        files.put(ServerConfig.FILE, digest(target.resolve(ServerConfig.FILE)));

        // 4. The list of all that, forced last: a folder without it is no backup.
        Backup backup = new Backup(tree, now, files);
        LogFiles.in(target).write(MANIFEST, (backup.json().text() + "\n").getBytes(UTF_8));
        return backup;
    }

    private static void database(ServerConfig config, Path target) throws IOException {
        Optional<Path> running = ControlSocket.ask(config.data());
        if (running.isPresent()) {
            Files.move(running.get(), target);
            return;
        }
        try (Store store = Store.open(config.data().resolve(Foundation.DATABASE))) {
            store.backUp(target);
        }
    }

    private static Checkpoint decided(ServerConfig config) throws IOException, MalformedException {
        Optional<Checkpoint> held = ForkGuard.peek(config.guard());
        if (held.isEmpty()) {
            throw new MalformedException("no_log", "the registry has no log yet: there is nothing to back up");
        }
        return held.get();
    }

    private static void copyLog(ServerConfig config, Checkpoint tree, LogFiles target) throws IOException {
        LogSource source = LogSource.in(config.logFiles());
        LogCopy copy = new LogCopy(target, (leaves, total) -> {});
        for (int left = TRIES; ; left--) {
            try {
                copy.run(0, tree, List.of(source));
                return;
            } catch (IOException e) {
                if (left == 1) {
                    throw new IOException("the log itself is not whole: " + e.getMessage(), e);
                }
            }
        }
    }

    private static void copy(Path from, Path folder, String name, Map<String, Digest> files) throws IOException {
        copyForced(from, folder.resolve(name));
        files.put(name, digest(folder.resolve(name)));
    }

    /** A copy with the same permissions, durable with the next file that is written to its folder. */
    static void copyForced(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        force(to);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static Digest digest(Path file) throws IOException {
        return Digest.sha256(Files.readAllBytes(file));
    }

    Json json() {
        Json.ObjectBuilder digests = Json.object();
        files.forEach((name, digest) -> digests.put(name, digest.hex()));
        return Json.object()
                .put("files", digests.build())
                .put("log", tree.origin())
                .put("root", tree.root().hex())
                .put("size", tree.size())
                .put("taken", taken.getEpochSecond())
                .build();
    }

    /**
     * Reads a backup and holds its files against the list; the log's own are verified when they are copied.
     *
     * @throws MalformedException {@code no_backup backup_damaged}, or what is wrong with the list
     */
    static Backup read(Path folder) throws IOException, MalformedException {
        Path manifest = folder.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            throw new MalformedException("no_backup", folder + " is no backup: it has no " + MANIFEST);
        }
        Members members = ServerConfig.members(manifest);
        Checkpoint tree =
                new Checkpoint(members.string("log"), members.integer("size"), Digest.parseHex(members.string("root")));
        SortedMap<String, Digest> files = new TreeMap<>();
        Members listed = members.object("files");
        for (String name : listed.json().members().keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new MalformedException("backup_damaged", manifest + " names a file that no backup has");
            }
            files.put(name, Digest.parseHex(listed.string(name)));
        }
        Backup backup = new Backup(tree, Instant.ofEpochSecond(members.integer("taken")), files);
        members.done();
        for (Map.Entry<String, Digest> file : files.entrySet()) {
            try {
                if (!digest(folder.resolve(file.getKey())).equals(file.getValue())) {
                    throw damaged(file.getKey(), "was changed");
                }
            } catch (NoSuchFileException e) {
                throw damaged(file.getKey(), "is missing");
            }
        }
        return backup;
    }

    private static MalformedException damaged(String file, String how) {
        return new MalformedException("backup_damaged", file + " of the backup " + how + " since it was taken");
    }

    /** Puts everything but the log and the settings into the folder of a registry. */
    void layOut(Path from, ServerConfig to) throws IOException {
        Files.createDirectories(to.keys());
        Files.createDirectories(to.data());
        for (String name : files.keySet()) {
            if (!name.equals(DATABASE) && !name.equals(ServerConfig.FILE)) {
                copyForced(from.resolve(name), to.folder().resolve(name));
            }
        }
        try (InputStream zipped = Files.newInputStream(from.resolve(DATABASE));
                ZipInputStream zip = new ZipInputStream(zipped)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".mv.db")) {
                    Path database = to.data().resolve(Foundation.DATABASE + ".mv.db");
                    Files.copy(zip, database, StandardCopyOption.REPLACE_EXISTING);
                    force(database);
                }
            }
        }
    }
}
