package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue dismiss}. */
@Command(
        name = "dismiss",
        description = {
            "End somebody's office: their body alone, or a quorum of operators, each of whom runs this with the same options.",
            "With --from what they did from that leaf on stops counting; admissions left short of vouches are suspended."
        })
public final class DismissCommand extends ActCommand {
    @Option(
            names = "--registry",
            paramLabel = "URL",
            required = true,
            converter = ValueReader.OfEntity.class,
            description = "the registry")
    @SuppressWarnings("NullAway.Init")
    private EntityId registry;

    @Option(
            names = "--person",
            paramLabel = "KEY|FILE",
            required = true,
            description = "whose office: the id of their key, or their public key, a JWK")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            required = true,
            converter = ValueReader.OfReason.class,
            description = "a reason code of the rulebook, such as key_compromise")
    @SuppressWarnings("NullAway.Init")
    private Reason reason;

    @Option(
            names = "--from",
            paramLabel = "INDEX",
            description = "the leaf from which on what they did stops counting (default: all of it stands)")
    private @Nullable Long from;

    @Mixin
    private final Filing filing = new Filing();

    public DismissCommand(World world) {
        super(world);
    }

    @Override
    Filing filing() {
        return filing;
    }

    @Override
    EntityId registry(View view) {
        return registry;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        if (from != null && (from < 0 || from > scene.state().size())) {
            throw new Stopped(
                    StopCode.BAD_OPTION,
                    "--from is the index of a leaf; the log has "
                            + scene.state().size());
        }
        return scene.proposals().dismiss(key(), reason, from);
    }

    private KeyId key() throws Stopped {
        try {
            return KeyId.parse(person.strip());
        } catch (MalformedException noKeyId) {
            if (PublicKeys.isFile(person)) {
                return PublicKeys.read(Path.of(person)).keyId();
            }
            throw Stopped.at("--person is neither a file nor the id of a key", noKeyId);
        }
    }

    @Override
    Optional<Unseen> unseen() throws Stopped {
        return Optional.of(new Unseen(new Act.Dismiss(key(), reason, from), Home.of(registry), null));
    }
}
