package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.ReportView;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.sdk.AnswerFinding;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.statement.Stamp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue report decide}. */
@Command(
        name = "decide",
        description = {
            "Decide a report or an appeal, as an auditor: the registry answers the platform with what you sign.",
            "It changes nothing in the log. Where something was wrong, first file what follows (`rescue"
                    + " finding --complaint REPORT`, `rescue suspend`, `rescue revoke`), and name it here with"
                    + " --statement. An appeal is for an auditor of another body."
        })
final class ReportDecideCommand extends ReportFileCommand {
    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            required = true,
            description =
                    "upheld (what is reported is so; of an appeal: the decision was wrong), not_upheld, settled or out_of_scope")
    @SuppressWarnings("NullAway.Init")
    private FindingOutcome outcome;

    @Option(
            names = "--statement",
            paramLabel = "ID",
            converter = ValueReader.OfDigest.class,
            description = "the id of a statement that followed; again for each")
    private List<Digest> statements = new ArrayList<>();

    @Mixin
    private final SigningKey key = new SigningKey();

    ReportDecideCommand(World world) {
        super(world);
    }

    @Override
    Es256Signer reader() throws Stopped {
        if (statements.size() > ReportRuling.MAX_STATEMENTS) {
            throw new Stopped(
                    StopCode.BAD_OPTION, "a ruling names at most " + ReportRuling.MAX_STATEMENTS + " statements");
        }
        return key.open(world);
    }

    @Override
    ExitCode run(RegistryClient client, ReportView view, Es256Signer signer) throws Stopped {
        ReportDesk desk = desk(view, signer);
        Stamp stamp = Stamp.at(world.now(), world.random());
        ReportRuling.Content content = new ReportRuling.Content(report(), outcome, DigestSet.of(statements));
        List<String> words = new ArrayList<>(List.of(
                "You are about to decide this " + view.report().content().kind().text() + ":"));
        words.addAll(ReportPage.words(view.report()));
        words.add("  with the outcome " + outcome.text());
        content.statements().forEach(statement -> words.add("  followed by the statement " + statement));
        words.add("  signed with your key " + signer.keyId());
        key.confirm(
                world,
                Preview.of(words, ReportRuling.TYPE, signer.keyId(), ReportRuling.payload(content, desk.log(), stamp)));
        ReportRuling ruling = ReportRuling.sign(content, desk.log(), stamp, signer);
        ReportDecision decision = Asking.ask(() -> client.rule(ruling));
        if (desk.check(decision.compact(), view.report()) instanceof AnswerFinding.Refused refused) {
            throw Stopped.refused(refused.code(), "the registry's answer is worth nothing: " + refused.message());
        }
        print(ReportPage.of(new ReportView(view.report(), view.received(), Optional.of(decision)))
                .headline(Tone.GOOD, "decided: " + outcome.text()));
        return ExitCode.VERIFIED;
    }
}
