package org.rescueregistry.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.KeptDecision;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportReason;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue report send}. */
@Command(
        name = "send",
        description = {
            "Report an account to the registry of a code, with your platform's key.",
            "The file is a decision that you kept: of it only the account and the decision id are sent,"
                    + " and the first reason of its verdict that can be reported, unless you say with --reason what"
                    + " people of yours saw."
        })
final class ReportSendCommand extends RescueCommand {
    @Parameters(paramLabel = "FILE", description = "a decision, as the SDK and `rescue sidecar` give it")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "the organisation that the account is, or passes itself off as (default: as in the verdict)")
    private @Nullable Code code;

    @Option(
            names = "--reason",
            paramLabel = "WORD",
            converter = ValueReader.OfReportReason.class,
            description =
                    "what people saw: account_taken_over, impersonation, advance_fee_or_extortion, safeguarding_breach, identity_misrepresented or disputed_by_account")
    private @Nullable ReportReason reason;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final SigningKey key = new SigningKey();

    ReportSendCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        KeptDecision decision = DecisionFile.read(file);
        Code about = about(decision);
        Es256Signer signer = key.open(world);
        ReportDesk desk = View.of(world, trusted, signer).desk(about);
        Stamp stamp = Stamp.at(world.now(), world.random());
        PlatformReport report = reason == null
                ? desk.report(decision, stamp, signer).orElseThrow(ReportSendCommand::nothing)
                : desk.report(decision, new ReportDesk.Seen(about, reason), stamp, signer);
        key.confirm(world, ReportPage.preview("You are about to report:", report, signer.keyId()));
        RegistryClient client = new RegistryClient(desk.registry(), world.web(), world.clock());
        Digest id = Asking.ask(() -> client.report(report));
        print(sent(id, desk));
        return ExitCode.VERIFIED;
    }

    static Page sent(Digest id, ReportDesk desk) {
        return new Page(Json.object()
                        .put("id", id.base64Url())
                        .put("registry", desk.registry().toString())
                        .build())
                .headline(Tone.GOOD, "sent to " + desk.registry())
                .field("report", id.toString());
    }

    private Code about(KeptDecision decision) throws Stopped {
        if (reason != null && reason.source() != ReportReason.Source.PEOPLE) {
            throw new Stopped(StopCode.BAD_OPTION, "--reason says what people saw; " + reason.text() + " is no such");
        }
        if (reason == null && code != null) {
            throw new Stopped(StopCode.BAD_OPTION, "--code goes with --reason");
        }
        if (code != null) {
            return code;
        }
        for (Because because : decision.reasons()) {
            Code said = because.code();
            if (said != null
                    && (reason != null
                            || ReportDesk.reportable(because.reason()).isPresent())) {
                return said;
            }
        }
        throw reason == null
                ? nothing()
                : new Stopped(StopCode.BAD_OPTION, "the verdict speaks of no code: say which with --code");
    }

    private static Stopped nothing() {
        return new Stopped(
                StopCode.BAD_OPTION,
                "nothing in this verdict can be reported: say with --reason what people of yours saw, if they did");
    }
}
