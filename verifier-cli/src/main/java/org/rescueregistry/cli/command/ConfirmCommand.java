package org.rescueregistry.cli.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue confirm}. */
@Command(
        name = "confirm",
        description = {
            "Confirm that an account belongs to an organisation: a platform alone, or two vetters one after the other.",
            "Without --account the only account that was disclosed to you is meant."
        })
public final class ConfirmCommand extends OrganisationActCommand {
    @Option(
            names = "--account",
            paramLabel = "DIGEST|PLATFORM:ID",
            description = "the account, by its digest or by platform and id if it was disclosed to you")
    private @Nullable String account;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "how long it counts: 180d, 12h (default: as long as the charter allows)")
    private @Nullable Duration length;

    public ConfirmCommand(World world) {
        super(world);
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        Digest meant = MeantAccount.of(account, scene, code(), List.of());
        Duration lasts = orLongest(length, scene.state().charter().limits().confirmationMax());
        return scene.proposals().confirm(code(), meant, wholeSeconds().plus(lasts));
    }
}
