package org.rescueregistry.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.claim.Lexicon;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.CredentialFinding;
import org.rescueregistry.sdk.Overrides;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.ReplayFile;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue verify}. */
@Command(
        name = "verify",
        description = {
            "Verify a code, a credential file or a post. A post is JSON: platform, id, names, bio, text and more.",
            "Ends with 0 only if it is verified, 1 if it is refuted, 3 if nobody can say or nothing was claimed.",
            "With --replay: 0 if the verdict comes out the same, byte for byte, 1 if it does not, 3 if"
                    + " it cannot be hoped for, since something that decides is of another version than then."
        })
public final class VerifyCommand extends RescueCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = "-",
            paramLabel = "CODE|FILE|-",
            description = "a code, a file with a credential or post, or - for standard input (default)")
    private String subject = "-";

    @Option(
            names = "--replica",
            paramLabel = "DIR",
            description =
                    "answer from this folder, which `rescue replica pull` fills, and ask nobody; a status counts for a day")
    private @Nullable Path folder;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "write post, moment and verdict into this file, to be replayed; it must not be there yet")
    private @Nullable Path record;

    @Option(
            names = "--replay",
            description = "the file is one that --record wrote: judge its post again, as of its moment")
    private boolean replay;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final ReaderKey reader = new ReaderKey();

    public VerifyCommand(World world) {
        super(world);
    }

    /** What is verified, read before anybody is asked. */
    private interface Subject {
        ExitCode verify(AnchorSet trusted, View view) throws Stopped;
    }

    @Override
    ExitCode run() throws Stopped {
        AnchorSet trusted = anchors.load(world);
        Subject read = subject();
        View view =
                folder == null ? View.of(world, trusted, reader.open(world)) : View.ofFolder(world, trusted, folder);
        return read.verify(trusted, view);
    }

    private Subject subject() throws Stopped {
        if (!subject.equals("-") && !isFile(subject)) {
            return code(subject);
        }
        byte[] content = subject.equals("-") ? standardInput() : Disk.read(Path.of(subject));
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{")) {
            return code(text);
        }
        try {
            if (replay) {
                ReplayFile file = ReplayFile.parse(content);
                return (trusted, view) -> replay(file, view);
            }
            if (Json.parse(content) instanceof Json.Obj object
                    && object.members().containsKey("credential")) {
                CredentialFile file = CredentialFile.parse(text.getBytes(StandardCharsets.UTF_8));
                return (trusted, view) -> verify(file, trusted, view);
            }
            Post post = Post.parse(content);
            return (trusted, view) -> verify(post, view);
        } catch (MalformedException e) {
            throw Stopped.at(subject.equals("-") ? "standard input" : subject, e);
        }
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private byte[] standardInput() throws Stopped {
        try {
            return world.in().readNBytes(Json.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new Stopped(StopCode.FILE_UNREADABLE, "cannot read standard input: " + e.getMessage());
        }
    }

    private Subject code(String text) throws Stopped {
        Code code;
        try {
            code = Code.parse(text);
        } catch (MalformedException e) {
            throw Stopped.at("neither a file nor a code", e);
        }
        return (trusted, view) -> verify(code, view);
    }

    private ExitCode verify(Code code, View view) throws Stopped {
        RegistrySnapshot registry = view.registryOf(code);
        var record = registry.record(code);
        if (record.isEmpty()) {
            throw Stopped.refused("unknown_code", registry.registry() + " has given nobody the code " + code);
        }
        RecordPage page = new RecordPage(registry, record.get(), world.now());
        boolean stale = registry.proven().asOf().plus(policy().maxStatusAge()).isBefore(world.now());
        print(page.page());
        if (stale) {
            say("this is as of " + registry.proven().asOf() + ", too long ago to say what holds now");
            return ExitCode.UNDETERMINED;
        }
        return page.isGood() ? ExitCode.VERIFIED : ExitCode.REFUTED;
    }

    private VerificationPolicy policy() {
        return folder == null ? VerificationPolicy.ONLINE : VerificationPolicy.OFFLINE;
    }

    private ExitCode replay(ReplayFile file, View view) {
        ReplayFile.Finding finding = file.replay(view.snapshot(), Lexicon.standard());
        print(VerdictPage.replayed(finding));
        if (finding.isSame()) {
            return ExitCode.VERIFIED;
        }
        return finding.differences().isEmpty() ? ExitCode.REFUTED : ExitCode.UNDETERMINED;
    }

    private ExitCode verify(Post post, View view) throws Stopped {
        RescueVerifier verifier = new RescueVerifier(policy());
        verifier.use(view.snapshot());
        Verdict verdict = verifier.verify(post, wholeSeconds());
        if (record != null) {
            Json.Obj kept = ReplayFile.json(post, wholeSeconds(), Overrides.NONE, verdict);
            Disk.writeNew(record, kept.canonical());
        }
        print(VerdictPage.of(verdict));
        view.troubleLines().forEach(this::say);
        return VerdictPage.exit(verdict.outcome());
    }

    private ExitCode verify(CredentialFile file, AnchorSet trusted, View view) throws Stopped {
        CredentialFinding finding = new CredentialFiles(world, trusted, view).check(file);
        return finding.match(new CredentialFinding.Cases<>() {
            @Override
            public ExitCode valid(CredentialFinding.Valid valid) {
                Json.Obj data = Json.object()
                        .put("as_of", valid.asOf().getEpochSecond())
                        .put("code", valid.record().code().canonical())
                        .put("fresh_until", valid.freshUntil().getEpochSecond())
                        .put("outcome", "CREDENTIAL_VERIFIED")
                        .build();
                Page page = new Page(data)
                        .headline(Tone.GOOD, "the credential is valid")
                        .field("code", valid.record().code().canonical())
                        .field("registry", valid.credential().claims().issuer().toString());
                valid.credential().disclosures().forEach(shown -> page.field("says", Meaning.of(shown)));
                print(page.field("as of", PlainWords.time(valid.asOf()))
                        .field("fresh until", PlainWords.time(valid.freshUntil())));
                return ExitCode.VERIFIED;
            }

            @Override
            public ExitCode refuted(CredentialFinding.Refuted refuted) {
                print(page("CREDENTIAL_REFUTED", Tone.BAD, refuted.code(), refuted.message()));
                return ExitCode.REFUTED;
            }

            @Override
            public ExitCode undetermined(CredentialFinding.Undetermined open) {
                print(page("UNDETERMINED", Tone.DOUBT, open.code(), open.message()));
                return ExitCode.UNDETERMINED;
            }
        });
    }

    private static Page page(String outcome, Tone tone, String code, String message) {
        Json.Obj data = Json.object()
                .put("code", code)
                .put("message", message)
                .put("outcome", outcome)
                .build();
        return new Page(data).headline(tone, outcome + ": " + message).field("code", code);
    }
}
