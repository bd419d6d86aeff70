package org.rescueregistry.cli.command;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue suspend}. */
@Command(
        name = "suspend",
        description = {
            "Suspend an organisation for a short time, as a vetter, auditor or operator.",
            "With --confirm: keep somebody else's suspension from lapsing, as an officer of another body."
        })
public final class SuspendCommand extends OrganisationActCommand {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            required = true,
            converter = ValueReader.OfReason.class,
            description = "a reason code of the rulebook, such as safeguarding_breach")
    @SuppressWarnings("NullAway.Init")
    private Reason reason;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "how long: 72h, 1d (default: as long as the charter allows one person)")
    private @Nullable Duration length;

    @Option(names = "--confirm", description = "confirm the suspension that is there")
    private boolean confirm;

    @Mixin
    private final Filing filing = new Filing();

    @Mixin
    private final Home home = new Home();

    public SuspendCommand(World world) {
        super(world);
    }

    @Override
    Filing filing() {
        return filing;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        if (confirm && length != null) {
            throw new Stopped(StopCode.BAD_OPTION, "a suspension that is confirmed has no end: leave --for out");
        }
        Duration lasts = orLongest(length, scene.state().charter().limits().suspensionMax());
        return confirm
                ? scene.proposals().uphold(code(), reason)
                : scene.proposals().suspend(code(), reason, wholeSeconds().plus(lasts));
    }

    @Override
    Optional<Unseen> unseen() throws Stopped {
        if (confirm) {
            return Optional.empty();
        }
        Duration lasts = orLongest(length, Limits.DEFAULT.suspensionMax());
        Act suspend = new Act.Suspend(reason, wholeSeconds().plus(lasts));
        return Optional.of(new Unseen(suspend, home, code()));
    }
}
