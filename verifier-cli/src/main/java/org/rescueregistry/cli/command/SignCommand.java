package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue sign}. Needs no registry: all that is signed stands in the file, and all of it is shown. */
@Command(
        name = "sign",
        description = {
            "Sign the same as somebody else, from the file that their command wrote with --out: an act that takes several people.",
            "Needs no network. `rescue file` then files what all have signed, within a day."
        })
public final class SignCommand extends RescueCommand {
    @Parameters(paramLabel = "FILE", description = "what somebody else has signed")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the file to write")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Mixin
    private final SigningKey key = new SigningKey();

    public SignCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        SignedAct first = SignedAct.read(file);
        Disk.requireAbsent(out);
        Es256Signer signer = key.open(world);
        Statement statement = first.statement();
        if (statement.signer().equals(signer.keyId())) {
            throw new Stopped(StopCode.BAD_FILE, file + " is signed with this key already; somebody else has to sign");
        }
        Proposal.Ready same = new Proposal.Ready(
                statement.act(), statement.envelope().restamped(world.now(), world.random()), List.of());
        say(file + " says that " + statement.signer() + " has signed the same");
        key.confirm(world, PlainWords.preview(same, signer.keyId(), digest -> meaning(first, digest)));
        print(new SignedAct(same.sign(signer), first.disclosures()).write(out));
        return ExitCode.VERIFIED;
    }

    private static String meaning(SignedAct act, Digest digest) {
        return act.disclosures().stream()
                .filter(given -> given.disclosure().digest().equals(digest))
                .findFirst()
                .map(given -> Meaning.of(given.disclosure()) + ", for " + given.audience())
                .orElse("not disclosed to you, " + digest);
    }
}
