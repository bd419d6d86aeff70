package org.rescueregistry.cli.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.RefusalCode;
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
        OrganisationRecord record = scene.state()
                .record(code())
                .orElseThrow(() -> Stopped.by(new Proposal.Impossible(
                        RefusalCode.UNKNOWN_SUBJECT, "no organisation in this registry has the code " + code())));
        List<Digest> meant = record.accounts().stream()
                .filter(known -> isMeant(known, scene))
                .map(Account::digest)
                .toList();
        if (meant.size() != 1) {
            throw new Stopped(
                    StopCode.BAD_OPTION,
                    meant.isEmpty()
                            ? "no account of " + code() + " that was disclosed to you is meant; name it by its digest,"
                                    + " which `rescue show` lists"
                            : "several accounts of " + code() + " were disclosed to you; say which with --account");
        }
        Duration lasts = orLongest(length, scene.state().charter().limits().confirmationMax());
        return scene.proposals().confirm(code(), meant.get(0), wholeSeconds().plus(lasts));
    }

    private boolean isMeant(Account known, Scene scene) {
        if (account != null && known.digest().toString().equals(account.strip())) {
            return true;
        }
        return scene.registry()
                .disclosed(known)
                .map(bound -> bound.account().platform() + ":" + bound.account().id())
                .filter(name -> account == null || account.equals(name))
                .isPresent();
    }
}
