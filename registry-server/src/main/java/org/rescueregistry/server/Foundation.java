package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.ledger.ForkGuard;
import org.rescueregistry.ledger.Founding;
import org.rescueregistry.ledger.LogFiles;
import org.rescueregistry.ledger.LogHome;
import org.rescueregistry.ledger.Pace;
import org.rescueregistry.ledger.SeenByWitnesses;
import org.rescueregistry.ledger.Sequencer;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.ledger.Submission;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.membership.RegistryEntity;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.store.Store;
import org.rescueregistry.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a registry stands on: its keys, its policy, its database, and its log, open for writing. */
record Foundation(Sequencer ledger, Store store, RegistryEntity.Vouched vouched, Es256Signer entityKey)
        implements Closeable {
    static final String DATABASE = "registry";

    private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);

    /**
     * Opens the log; founds it first if it is empty. The database first, for the log counts the attestations in it.
     *
     * @throws MalformedException {@code charter_missing}, {@code other_entity}, the refusal of the charter, or what is wrong
     *     with keys and policy
     * @throws SigningRefusedException the log must not be signed
     */
    static Foundation lay(ServerConfig config, InstantSource clock)
            throws IOException, MalformedException, SigningRefusedException {
        Secrets secrets = Secrets.read(config.passphrase());
        LogSigner logKey = secrets.noteKeys(config.logKey(), new SecureRandom()).asLog(config.origin());
        Es256Signer entityKey = secrets.es256(config.entityKey());
        LogPolicy policy = LogKeys.policy(config.policy());
        Path file = config.replayers();
        LogPolicy replayers = file == null ? null : LogKeys.policy(file);
        RegistryEntity.Vouched vouched = vouched(policy, replayers);
        Files.createDirectories(config.data());
        ForkGuard guard = ForkGuard.in(config.guard(), config.origin());
        try {
            Store store = Store.open(config.data().resolve(DATABASE));
            try {
                LogHome home = new LogHome(LogFiles.in(config.logFiles()), guard, logKey, store.attestations());
                Sequencer.Witnesses witnesses =
                        new Sequencer.Witnesses(policy, replayers, new HttpWitnesses(Pace.DEFAULT.patience()));
                return new Foundation(open(home, witnesses, config, clock), store, vouched, entityKey);
            } catch (IOException | MalformedException | SigningRefusedException | RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (IOException | MalformedException | SigningRefusedException | RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    private static Sequencer open(LogHome home, Sequencer.Witnesses witnesses, ServerConfig config, InstantSource clock)
            throws IOException, MalformedException, SigningRefusedException {
        if (home.guard().held().size() == 0) {
            // An empty folder and an old key: perhaps this log was founded before.
            SeenByWitnesses.requireNothingLarger(home, witnesses, Pace.DEFAULT.patience());
            found(home, config, clock);
        }
        Sequencer ledger = Sequencer.open(home, witnesses, clock, Pace.DEFAULT);
        if (!ledger.accepted().registry().equals(config.entity())) {
            ledger.close();
            throw new MalformedException(
                    "other_entity",
                    "the log is of " + ledger.accepted().registry() + ", the settings are of " + config.entity());
        }
        return ledger;
    }

    /** The log first: its last answers may still be written to the database. */
    @Override
    public void close() throws IOException {
        try (Store closing = store) {
            ledger.close();
        }
    }

    private static void found(LogHome home, ServerConfig config, InstantSource clock)
            throws IOException, MalformedException, SigningRefusedException {
        Path file = config.charter();
        String compact;
        try {
            compact = Files.readString(file, UTF_8).strip();
        } catch (NoSuchFileException e) {
            throw new MalformedException(
                    "charter_missing",
                    "there is no log yet, and no charter to begin one: have the council and the operators approve charter.json,"
                            + " have one operator sign it, and put the result at " + file,
                    e);
        }
        Submission answer = Founding.found(home, Statement.parse(compact), clock);
        if (answer instanceof Submission.Refused refused) {
            throw new MalformedException(refused.code(), file + ": " + refused.message());
        }
        LOG.info("founded the log {} from {}", config.origin(), file);
    }

    /** Demands that both policies go together before anything is signed under them. */
    private static RegistryEntity.Vouched vouched(LogPolicy policy, @Nullable LogPolicy replayers)
            throws MalformedException {
        if (replayers == null) {
            return RegistryEntity.Vouched.byWitnesses(policy.toString());
        }
        return new RegistryEntity.Vouched(
                policy.toString(),
                policy.and(replayers).toString(),
                replayers.witnesses().stream()
                        .map(line -> line.key().toString())
                        .toList());
    }
}
