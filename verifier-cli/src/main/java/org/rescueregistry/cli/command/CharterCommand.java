package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue charter …}: how the people who found a registry sign its constitution. */
@Command(
        name = "charter",
        description = "Found a registry: council and operators approve the draft that `registry init` wrote,"
                + " one operator signs it with their approvals; `registry serve` then begins the log with"
                + " it.",
        subcommands = {CharterCommand.Approve.class, CharterCommand.Sign.class})
public final class CharterCommand extends GroupCommand {
    /** What both need. */
    abstract static class OnDraft extends RescueCommand {
        @Parameters(index = "0", paramLabel = "CHARTER", description = "the draft, charter.json")
        @SuppressWarnings("NullAway.Init")
        private Path draft;

        @Option(
                names = "--registry",
                paramLabel = "URL",
                required = true,
                converter = ValueReader.OfEntity.class,
                description = "the registry it founds")
        @SuppressWarnings("NullAway.Init")
        private EntityId registry;

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "the file to write")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        @Mixin
        private final SigningKey key = new SigningKey();

        OnDraft(World world) {
            super(world);
        }

        final Charter charter() throws Stopped {
            try {
                return Charter.parse(Disk.readJson(draft));
            } catch (MalformedException e) {
                throw Stopped.at(draft.toString(), e);
            }
        }

        final Es256Signer signer() throws Stopped {
            Disk.requireAbsent(out);
            return key.open(world);
        }

        /** The envelope of whoever signs now. */
        final Envelope envelope(Charter charter) {
            return Envelope.about(registry, charter.log(), Stamp.at(world.now(), world.random()));
        }

        final List<String> words(String what, Charter charter, List<Approval> approvals, Es256Signer signer) {
            List<String> words = new ArrayList<>(CharterWords.of(what + " " + registry, charter, approvals));
            words.add("signed with your key " + signer.keyId());
            return words;
        }

        final void confirm(Preview preview) throws Stopped {
            key.confirm(world, preview);
        }

        final void write(String compact, String words) throws Stopped {
            Disk.writeNew(out, (compact + "\n").getBytes(StandardCharsets.US_ASCII));
            print(new Page(Json.object()
                            .put("file", out.toString())
                            .put("registry", registry.toString())
                            .build())
                    .headline(Tone.GOOD, words)
                    .field("file", out.toString()));
        }
    }

    /** {@code rescue charter approve}. */
    @Command(name = "approve", description = "Approve a charter, as the council or as one of its operators.")
    static final class Approve extends OnDraft {
        Approve(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            Charter charter = charter();
            Es256Signer signer = signer();
            Envelope envelope = envelope(charter);
            confirm(Preview.of(
                    words("You are about to approve the founding of", charter, List.of(), signer),
                    Approval.TYPE,
                    signer.keyId(),
                    Approval.payload(Approval.Of.CHARTER, charter.digest(), envelope)));
            Approval approval = Approval.sign(Approval.Of.CHARTER, charter.digest(), envelope, signer);
            write(approval.compact(), "approved");
            return ExitCode.VERIFIED;
        }
    }

    /** {@code rescue charter sign}. */
    @Command(name = "sign", description = "Sign a charter that is approved, as one of its operators.")
    static final class Sign extends OnDraft {
        @Option(
                names = "--approval",
                paramLabel = "FILE",
                required = true,
                description = "an approval, as `charter approve` wrote it; once for each")
        private List<Path> approvals = List.of();

        Sign(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            Charter charter = charter();
            List<Approval> given = Approvals.read(approvals);
            Es256Signer signer = signer();
            Act found = new Act.Found(charter, given);
            Envelope envelope = envelope(charter);
            confirm(Preview.of(
                    words("You are about to found", charter, given, signer),
                    Statement.TYPE,
                    signer.keyId(),
                    Statement.payload(found, envelope)));
            Statement statement;
            try {
                statement = Statement.sign(found, envelope, signer);
            } catch (IllegalArgumentException wouldNotParse) {
                throw new Stopped(
                        StopCode.BAD_FILE, "the approvals do not fit together: one for each key, none by the signer");
            }
            write(statement.compact(), "founding statement of id " + statement.id());
            return ExitCode.VERIFIED;
        }
    }

    public CharterCommand(World world) {
        super(world);
    }
}
