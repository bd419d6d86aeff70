package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * {@code registry.json}, the settings of one registry (docs/reference/config.md):
 *
 * <pre>{@code
 * {"council":"https://council.example","data":"data","entity":"https://registry.example","keys":"keys",
 *  "listen":"127.0.0.1:8080","policy":"policy.txt"}
 * }</pre>
 *
 * @param folder where the file is; the charter stands beside it
 * @param entity this registry
 * @param council whom it says stands above it
 * @param listen where it takes connections; in front of it stands whatever speaks TLS
 * @param data the log's files and the database
 * @param keys {@code log.p12}, {@code entity.p12} and {@code passphrase}
 * @param policy the log policy: its witnesses, where they are, how many must cosign
 * @param replayers what is asked of replayers besides, in the same form without log lines; null for nothing
 */
public record ServerConfig(
        Path folder,
        EntityId entity,
        EntityId council,
        Listen listen,
        Path data,
        Path keys,
        Path policy,
        @Nullable Path replayers) {
    public static final String FILE = "registry.json";
    static final String CHARTER = "charter.jws";
    static final String POLICY = "policy.txt";
    static final String REPLAYERS = "replayers.txt";
    static final String GUARD = "guard";
    static final String LOG_FILES = "log";

    /**
     * Reads the file; relative paths in it are relative to its folder.
     *
     * @throws MalformedException what is wrong, where, with the code of the parser that refused; {@code config_missing}
     */
    public static ServerConfig read(Path file) throws IOException, MalformedException {
        Path folder = folderOf(file);
        Members members = members(file);
        try {
            ServerConfig config = new ServerConfig(
                    folder,
                    EntityId.parse(members.string("entity")),
                    EntityId.parse(members.string("council")),
                    Listen.parse(members.string("listen"), members.where("listen")),
                    folder.resolve(members.string("data")),
                    folder.resolve(members.string("keys")),
                    folder.resolve(members.string("policy")),
                    members.json().members().containsKey("replayers")
                            ? folder.resolve(members.string("replayers"))
                            : null);
            members.done();
            return config;
        } catch (MalformedException e) {
            throw new MalformedException(e.code(), file + ": " + e.getMessage(), e);
        }
    }

    /** The file with these settings, for people to read and change. */
    byte[] bytes() {
        Json.ObjectBuilder json = Json.object()
                .put("council", council.toString())
                .put("data", folder.relativize(data).toString())
                .put("entity", entity.toString())
                .put("keys", folder.relativize(keys).toString())
                .put("listen", listen.toString())
                .put("policy", folder.relativize(policy).toString());
        if (replayers != null) {
            json.put("replayers", folder.relativize(replayers).toString());
        }
        String text = json.build().text();
        return (text.replace(",\"", ",\n \"") + "\n").getBytes(UTF_8);
    }

    /** The origin of its log: the entity without scheme, and {@code /log}. */
    public String origin() {
        return originOf(entity);
    }

    public static String originOf(EntityId entity) {
        return entity.toString().replaceFirst("^https?://", "") + "/log";
    }

    /** Folder of the log's files. */
    Path logFiles() {
        return data.resolve(LOG_FILES);
    }

    /** Folder of the fork guard. */
    Path guard() {
        return data.resolve(GUARD);
    }

    /** Where the statement is that founds its log. */
    public Path charter() {
        return folder.resolve(CHARTER);
    }

    /** Ed25519, signs the log's checkpoints. */
    Path logKey() {
        return keys.resolve("log.p12");
    }

    /** ES256, signs what the registry says as an entity: its configuration, credentials, status lists. */
    Path entityKey() {
        return keys.resolve("entity.p12");
    }

    Path passphrase() {
        return keys.resolve(Secrets.PASSPHRASE);
    }

    static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    static Members members(Path file) throws IOException, MalformedException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new MalformedException("config_missing", file + " is not there", e);
        }
        try {
            return Members.of(Json.parse(bytes), "config");
        } catch (MalformedException e) {
            throw new MalformedException(e.code(), file + ": " + e.getMessage(), e);
        }
    }
}
