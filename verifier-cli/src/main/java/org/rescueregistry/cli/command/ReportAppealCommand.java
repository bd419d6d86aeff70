package org.rescueregistry.cli.command;

import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.ReportView;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportReason;
import org.rescueregistry.statement.Stamp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue report appeal}. */
@Command(
        name = "appeal",
        description = {
            "Dispute a registry's decision for the account's side, with your platform's key: an auditor of another body decides then.",
            "It stands under the decision id of the report."
        })
final class ReportAppealCommand extends ReportFileCommand {
    @Option(
            names = "--reason",
            paramLabel = "WORD",
            required = true,
            converter = ValueReader.OfReportReason.class,
            description = "facts_wrong, facts_new or wrong_account")
    @SuppressWarnings("NullAway.Init")
    private ReportReason reason;

    @Mixin
    private final SigningKey key = new SigningKey();

    ReportAppealCommand(World world) {
        super(world);
    }

    @Override
    Es256Signer reader() throws Stopped {
        if (reason.source() != ReportReason.Source.APPEAL) {
            throw new Stopped(StopCode.BAD_OPTION, reason.text() + " is no reason for an appeal");
        }
        return key.open(world);
    }

    @Override
    ExitCode run(RegistryClient client, ReportView view, Es256Signer signer) throws Stopped {
        ReportDesk desk = desk(view, signer);
        ReportDecision decision = checked(view, desk)
                .orElseThrow(() -> Stopped.refused("not_decided", "nobody has decided on this report yet"));
        Stamp stamp = Stamp.at(world.now(), world.random());
        PlatformReport appeal = desk.appeal(new ReportDesk.Disputed(view.report(), decision), reason, stamp, signer);
        key.confirm(world, ReportPage.preview("You are about to appeal:", appeal, signer.keyId()));
        Digest id = Asking.ask(() -> client.report(appeal));
        print(ReportSendCommand.sent(id, desk));
        return ExitCode.VERIFIED;
    }
}
