package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.wire.MalformedException;

/**
 * Makes the folder of a registry that has no log yet: keys, settings, policy, and the draft of its charter. What is still
 * missing then is {@code charter.jws}: the draft, approved by the council and the operators, signed by one of them.
 */
public final class NewRegistry {
    private static final String DATA = "data";
    private static final String KEYS = "keys";
    private static final String CHARTER_DRAFT = "charter.json";

    private NewRegistry() {}

    /**
     * What it shall be.
     *
     * @param folder new or empty
     * @param council the entity that stands above it
     * @param witnesses a log policy without its log line: that is added here
     * @param replayers the same about replayers; null if none are asked for
     * @param charter gives the draft for the log's keys, known only now
     */
    public record Plan(
            Path folder,
            EntityId entity,
            EntityId council,
            Listen listen,
            String witnesses,
            @Nullable String replayers,
            Function<List<String>, Charter> charter) {}

    /**
     * What was made.
     *
     * @param draft of the charter; its log keys are the new log's
     */
    public record Made(ServerConfig config, Charter draft) {}

    /**
     * Makes the folder.
     *
     * @throws MalformedException {@code not_empty} if there is a registry already; or what is wrong with the policy
     */
    public static Made create(Plan plan, SecureRandom random) throws IOException, MalformedException {
        Path folder = Files.createDirectories(plan.folder()).toAbsolutePath().normalize();
        ServerConfig config = new ServerConfig(
                folder,
                plan.entity(),
                plan.council(),
                plan.listen(),
                folder.resolve(DATA),
                folder.resolve(KEYS),
                folder.resolve(ServerConfig.POLICY),
                plan.replayers() == null ? null : folder.resolve(ServerConfig.REPLAYERS));
        if (Files.exists(folder.resolve(ServerConfig.FILE)) || Files.exists(config.keys())) {
            throw new MalformedException("not_empty", folder + " holds a registry already; its keys are not replaced");
        }
        NoteKeys drawn = NoteKeys.draw(random);
        List<String> logKeys = drawn.asLog(config.origin()).verifierKeys().stream()
                .map(VerifierKey::toString)
                .toList();
        StringBuilder policy = new StringBuilder();
        logKeys.forEach(key -> policy.append("log ")
                .append(key)
                .append(' ')
                .append(plan.entity().resolve("/log"))
                .append('\n'));
        LogPolicy witnesses =
                LogPolicy.parse(policy.append(plan.witnesses()).toString().getBytes(UTF_8));
        String replayers = plan.replayers();
        if (replayers != null) {
            LogPolicy unused = witnesses.and(LogPolicy.parse(replayers.getBytes(UTF_8)));
        }

        Files.createDirectories(config.keys());
        Secrets secrets = Secrets.create(config.passphrase(), random);
        secrets.keep(config.logKey(), drawn);
        secrets.keep(config.entityKey(), Es256Signer.generate(random));
        write(config.policy(), policy.toString());
        if (replayers != null) {
            write(folder.resolve(ServerConfig.REPLAYERS), replayers);
        }
        Charter draft = plan.charter().apply(logKeys);
        write(folder.resolve(CHARTER_DRAFT), draft.json().text() + "\n");
        // Last: where this file is, everything is.
        Files.write(folder.resolve(ServerConfig.FILE), config.bytes(), StandardOpenOption.CREATE_NEW);
        return new Made(config, draft);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, UTF_8, StandardOpenOption.CREATE_NEW);
    }
}
