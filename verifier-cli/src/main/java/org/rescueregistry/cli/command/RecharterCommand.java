package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.AwaitedCharter;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code rescue recharter …}. Between those who agree go files: the draft, the member {@code charter} of the statement, and an
 * approval by each, a compact JWS.
 */
@Command(
        name = "recharter",
        description = {
            "Replace a registry's charter: other operators, bodies, council or limits. Somebody writes a"
                    + " draft; the council and a quorum of operators, of the old charter and the new, approve it,"
                    + " each into a file; one operator signs with all approvals. When so many operators have lost"
                    + " their keys that there is no quorum, the council signs with the approvals of the new"
                    + " operators: that waits, and any act the old quorum completes cancels it. Once it is in force"
                    + " the council has to recognise it:",
            "`registry council recognise URL --charter ID`."
        },
        subcommands = {
            RecharterCommand.Show.class,
            RecharterCommand.Draft.class,
            RecharterCommand.Approve.class,
            RecharterCommand.Sign.class
        })
public final class RecharterCommand extends GroupCommand {
    /** The registry whose charter it is. */
    static final class Subject {
        @Option(
                names = "--registry",
                paramLabel = "URL",
                required = true,
                converter = ValueReader.OfEntity.class,
                description = "the registry")
        @SuppressWarnings("NullAway.Init")
        private EntityId registry;

        EntityId registry() {
            return registry;
        }

        Envelope envelope(FoldedState state, World world) {
            return Envelope.about(registry, state.charter().log(), Stamp.at(world.now(), world.random()));
        }
    }

    /** {@code rescue recharter show}. */
    @Command(name = "show", description = "Show the charter in force, and the one that waits if there is one.")
    static final class Show extends RescueCommand {
        @Mixin
        private final Subject subject = new Subject();

        @Mixin
        private final Anchors anchors = new Anchors();

        Show(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            Fold fold = View.of(world, anchors.load(world), null).fold(subject.registry());
            Charter inForce = fold.charter();
            Optional<AwaitedCharter> awaited = fold.awaitedCharter();
            Json.ObjectBuilder data = Json.object()
                    .put("charter", inForce.json())
                    .put("id", fold.charterId().base64Url())
                    .put("registry", subject.registry().toString());
            Page page;
            if (awaited.isPresent()) {
                AwaitedCharter next = awaited.get();
                data.put(
                        "waiting",
                        Json.object()
                                .put("charter", next.charter().json())
                                .put("from", next.from().getEpochSecond())
                                .put("id", next.id().base64Url())
                                .build());
                page = new Page(data.build())
                        .headline(
                                Tone.DOUBT,
                                "another charter waits until " + PlainWords.time(next.from())
                                        + ": the council alone has signed it")
                        .field("its id", next.id().toString());
                new CharterChange(inForce, next.charter()).words().forEach(page::line);
                page.line("Any act that a quorum of operators completes before then cancels it.");
            } else {
                page = new Page(data.build()).headline(Tone.GOOD, "one charter, and none waits");
            }
            page.field("in force", fold.charterId().toString());
            CharterWords.of(subject.registry().toString(), inForce, List.of()).forEach(page::line);
            print(page);
            return ExitCode.VERIFIED;
        }
    }

    /** {@code rescue recharter draft}. */
    @Command(
            name = "draft",
            description = {
                "Write the charter in force into a file, with the changes asked for, for everybody to read and approve. Signs nothing.",
            })
    static final class Draft extends RescueCommand {
        @Mixin
        private final Subject subject = new Subject();

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "the file to write")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        @Mixin
        private final CharterDraft draft = new CharterDraft();

        @Mixin
        private final Anchors anchors = new Anchors();

        Draft(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            Disk.requireAbsent(out);
            Charter inForce = View.of(world, anchors.load(world), null)
                    .state(subject.registry())
                    .charter();
            Charter next = draft.of(inForce);
            Disk.writeNew(out, (next.json().text() + "\n").getBytes(StandardCharsets.UTF_8));
            Page page = new Page(Json.object()
                            .put("digest", next.digest().base64Url())
                            .put("file", out.toString())
                            .build())
                    .headline(Tone.GOOD, "drafted")
                    .field("file", out.toString())
                    .field("digest", next.digest() + ": what everybody approves");
            new CharterChange(inForce, next).words().forEach(page::line);
            print(page);
            return ExitCode.VERIFIED;
        }
    }

    /** {@code rescue recharter approve}. */
    @Command(
            name = "approve",
            description = "Approve a draft, as the council or as an operator of the old charter or the new.")
    static final class Approve extends RescueCommand {
        @Parameters(index = "0", paramLabel = "CHARTER", description = "the draft")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Mixin
        private final Subject subject = new Subject();

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "the file to write")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        @Mixin
        private final Anchors anchors = new Anchors();

        @Mixin
        private final SigningKey key = new SigningKey();

        Approve(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            var trusted = anchors.load(world);
            Charter next = read(file);
            Disk.requireAbsent(out);
            Es256Signer signer = key.open(world);
            FoldedState state = View.of(world, trusted, null).state(subject.registry());
            Envelope envelope = subject.envelope(state, world);
            List<String> words = new ArrayList<>(CharterWords.of(
                    "You are about to approve another charter of " + subject.registry(), next, List.of()));
            words.addAll(new CharterChange(state.charter(), next).words());
            words.add("signed with your key " + signer.keyId());
            key.confirm(
                    world,
                    Preview.of(
                            words,
                            Approval.TYPE,
                            signer.keyId(),
                            Approval.payload(Approval.Of.RECHARTER, next.digest(), envelope)));
            Approval approval = Approval.sign(Approval.Of.RECHARTER, next.digest(), envelope, signer);
            Disk.writeNew(out, (approval.compact() + "\n").getBytes(StandardCharsets.US_ASCII));
            print(new Page(Json.object()
                            .put("digest", next.digest().base64Url())
                            .put("file", out.toString())
                            .build())
                    .headline(Tone.GOOD, "approved")
                    .field("file", out.toString())
                    .field("digest", next.digest().toString()));
            return ExitCode.VERIFIED;
        }
    }

    /** {@code rescue recharter sign}. */
    @Command(
            name = "sign",
            description = {
                "Sign and file a charter that is approved: as an operator, with a quorum of the old operators, or as the council, alone.",
            })
    static final class Sign extends ActCommand {
        @Parameters(index = "0", paramLabel = "CHARTER", description = "the draft")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Mixin
        private final Subject subject = new Subject();

        @Option(
                names = "--approval",
                paramLabel = "FILE",
                required = true,
                description = "an approval, as `recharter approve` wrote it; once for each")
        private List<Path> approvals = List.of();

        Sign(World world) {
            super(world);
        }

        @Override
        EntityId registry(View view) {
            return subject.registry();
        }

        @Override
        Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
            List<Approval> given = Approvals.read(approvals);
            if (given.stream().anyMatch(approval -> approval.signer().equals(signer.keyId()))) {
                throw new Stopped(StopCode.BAD_FILE, "one of the approvals is by the key that signs: leave it out");
            }
            return scene.proposals().recharter(read(file), given);
        }

        @Override
        List<String> moreWords(Scene scene, Proposal.Ready ready, Es256Signer signer) {
            Act.Recharter recharter = (Act.Recharter) ready.act();
            Charter inForce = scene.state().charter();
            CharterChange change = new CharterChange(inForce, recharter.charter());
            List<String> words = new ArrayList<>(change.words());
            words.addAll(change.agreed(
                    signer.keyId(),
                    recharter.approvals().stream().map(Approval::signer).toList()));
            if (inForce.council().keyId().equals(signer.keyId())) {
                words.addAll(change.byCouncilAlone(wholeSeconds()));
            }
            return words;
        }
    }

    private static Charter read(Path file) throws Stopped {
        try {
            return Charter.parse(Disk.readJson(file));
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }

    public RecharterCommand(World world) {
        super(world);
    }
}
