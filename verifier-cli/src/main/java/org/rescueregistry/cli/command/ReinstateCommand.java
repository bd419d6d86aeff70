package org.rescueregistry.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Suspension;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue reinstate}. */
@Command(
        name = "reinstate",
        description = "Lift an organisation's suspensions: two officers of two bodies, or, when it paused"
                + " itself, the organisation and a vetter. Each runs this.")
public final class ReinstateCommand extends OrganisationActCommand {
    /** What can be lifted. */
    enum Kind {
        self(Suspension.Kind.SELF),
        officers(Suspension.Kind.OFFICERS);

        private final Suspension.Kind kind;

        Kind(Suspension.Kind kind) {
            this.kind = kind;
        }
    }

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "self or officers: which suspensions, when there are both")
    private @Nullable Kind kind;

    public ReinstateCommand(World world) {
        super(world);
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        if (kind != null) {
            return scene.proposals().reinstate(code(), kind.kind);
        }
        List<Suspension.Kind> kinds =
                scene.state().record(code()).map(OrganisationRecord::suspensions).orElse(List.of()).stream()
                        .map(Suspension::kind)
                        .distinct()
                        .toList();
        if (kinds.size() > 1) {
            throw new Stopped(
                    StopCode.BAD_OPTION,
                    code() + " is suspended by itself and by officers; say with --kind which to lift");
        }
        return scene.proposals().reinstate(code(), kinds.isEmpty() ? Suspension.Kind.OFFICERS : kinds.get(0));
    }
}
