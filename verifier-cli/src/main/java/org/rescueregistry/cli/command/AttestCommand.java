package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Status;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue attest}. */
@Command(
        name = "attest",
        description = "Sign a post of one of your accounts and publish that you did, so that readers can tell"
                + " it from a forged one. The registry is told the account, and digests of the text, of"
                + " pictures and films: not the text itself. Sign the post as it will stand there; white"
                + " space, codes and links in it may change later, no other character.")
public final class AttestCommand extends RescueCommand {
    private static final Duration USUAL_LIFE = Duration.ofDays(90);

    @Parameters(
            index = "0",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "your organisation, such as RR-CN7K-3M9Q-XDP2")
    @SuppressWarnings("NullAway.Init")
    private Code code;

    @Option(
            names = "--account",
            paramLabel = "PLATFORM:ID",
            required = true,
            converter = ValueReader.OfAccount.class,
            description = "your account that shows the post, by its stable id: weibo.com:1234567890")
    @SuppressWarnings("NullAway.Init")
    private AccountId account;

    @Option(
            names = "--text",
            paramLabel = "FILE|-",
            required = true,
            description = "the text of the post, UTF-8, in a file, or - for standard input")
    @SuppressWarnings("NullAway.Init")
    private String text;

    @Option(
            names = "--media",
            paramLabel = "FILE",
            description = "a picture or film of the post, as the platform gives it out; may be given several times")
    private List<Path> media = List.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "how long it counts: 30d, at most 366d (default: 90d)")
    private Duration life = USUAL_LIFE;

    @Option(
            names = "--with-code",
            description =
                    "draw a code that the post may show, RP-CN7K-3M9Q-XDP2, which shows that it is yours if it is edited later")
    private boolean withCode;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "sign, write the attestation into this file and publish nothing: `rescue file` does")
    private @Nullable Path out;

    @Option(
            names = "--log",
            paramLabel = "ORIGIN",
            description =
                    "with --out: the name of your registry's log, such as registry.example/log; then nobody is asked: for a machine without a network")
    private @Nullable String log;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final SigningKey key = new SigningKey();

    public AttestCommand(World world) {
        super(world);
    }

    /** The post, and what is signed of it. */
    private record Draft(PostText text, MediaFiles media, PostAttestation.Content content) {}

    /**
     * Where it belongs.
     *
     * @param registry null if nobody was asked
     * @param cautions what whoever signs has to know of it
     */
    private record Place(String log, @Nullable EntityId registry, List<String> cautions) {}

    @Override
    ExitCode run() throws Stopped {
        if (log != null && out == null) {
            throw new Stopped(StopCode.BAD_OPTION, "--log is for signing into a file, with --out");
        }
        if (out != null) {
            Disk.requireAbsent(out);
        }
        if (life.compareTo(PostAttestation.MAX_LIFE) > 0) {
            throw new Stopped(
                    StopCode.BAD_OPTION, "a post is signed for at most " + PostAttestation.MAX_LIFE.toDays() + " days");
        }
        Draft draft = draft();
        AnchorSet trusted = log == null ? anchors.load(world) : null;
        Es256Signer signer = key.open(world);
        Place place = trusted == null
                ? new Place(Objects.requireNonNull(log), null, List.of("nobody has looked whether this can be"))
                : place(View.of(world, trusted, signer), signer);
        Envelope envelope = Envelope.about(code, place.log(), Stamp.at(world.now(), world.random()));
        Instant until = envelope.stamp().iat().plus(life);
        key.confirm(
                world,
                Preview.of(
                        words(draft, place, until, signer),
                        PostAttestation.TYPE,
                        signer.keyId(),
                        PostAttestation.payload(draft.content(), envelope, until)));
        SignedPost signed = new SignedPost(PostAttestation.sign(draft.content(), envelope, until, signer));
        print(out == null ? signed.publish(client(place)) : signed.write(out));
        return ExitCode.VERIFIED;
    }

    private RegistryClient client(Place place) {
        EntityId registry = place.registry();
        if (registry == null) {
            throw new IllegalStateException("without a registry there is nowhere to publish");
        }
        return new RegistryClient(registry, world.web(), world.clock());
    }

    private Draft draft() throws Stopped {
        PostText words = PostTextReader.read(text, world);
        MediaFiles files = MediaFiles.read(media);
        if (words.text().isEmpty() && files.digests().isEmpty()) {
            throw new Stopped(StopCode.BAD_OPTION, "there is no text in it and no picture: nothing would be signed");
        }
        try {
            PostCode drawn = withCode ? PostCode.generate(code.prefix(), world.random()) : null;
            return new Draft(
                    words,
                    files,
                    new PostAttestation.Content(account, Digest.sha256(words.utf8()), files.set(), drawn));
        } catch (MalformedException e) {
            throw new IllegalStateException("a code's prefix is one", e);
        }
    }

    private Place place(View view, Es256Signer signer) throws Stopped {
        RegistrySnapshot registry = view.registryOf(code);
        OrganisationRecord record = registry.record(code)
                .map(known -> known.at(world.now()))
                .orElseThrow(() ->
                        Stopped.refused("unknown_subject", registry.registry() + " has given nobody the code " + code));
        if (!record.keys().key().keyId().equals(signer.keyId())) {
            throw Stopped.refused(
                    "signer_not_entitled", "this is not the key of " + code + " that is in force in its registry");
        }
        if (record.status() != Status.ACTIVE || !record.isValidAt(world.now())) {
            throw Stopped.refused("not_active", code + " is not active now; its posts cannot be signed meanwhile");
        }
        return new Place(view.log(registry.registry()), registry.registry(), cautions(registry, record));
    }

    /** An account that is not bound, or not confirmed, shows nothing, however well its posts are signed. */
    private List<String> cautions(RegistrySnapshot registry, OrganisationRecord record) throws Stopped {
        List<GivenDisclosure> own = DisclosureFile.beside(key.file()).read();
        boolean bound = record.accounts().stream()
                .filter(known -> known.countsAt(world.now()))
                .anyMatch(known -> Stream.concat(registry.disclosed(known).stream(), ofOwn(own, known.digest()))
                        .anyMatch(there -> there.account().equals(account)));
        return bound
                ? List.of()
                : List.of("careful: " + account.platform() + ":" + account.id()
                        + " is none of the accounts of " + code
                        + " that count now, as far as they are known here; only for those a signed post counts");
    }

    private static Stream<BoundAccount> ofOwn(List<GivenDisclosure> own, Digest digest) {
        return own.stream()
                .filter(given -> given.disclosure().digest().equals(digest))
                .flatMap(given -> MeantAccount.bound(given).stream());
    }

    private List<String> words(Draft draft, Place place, Instant until, Es256Signer signer) {
        List<String> words = new ArrayList<>();
        words.add("You are about to sign that this post is yours:");
        words.add("  organisation " + code);
        words.add("  account " + account.platform() + ":" + account.id());
        words.add("  with this text, without codes and links and with single spaces:");
        words.add("    "
                + (draft.text().text().isEmpty() ? "(none)" : draft.text().text()));
        words.add("  SHA-256 of this text " + draft.content().text());
        draft.media().digests().forEach((file, digest) -> words.add("  with " + file + ", SHA-256 " + digest));
        if (draft.content().code() != null) {
            words.add("  with the code " + draft.content().code());
        }
        words.add("  until " + PlainWords.time(until));
        words.add("  in the log " + place.log());
        words.add("  signed with your key " + signer.keyId());
        words.addAll(place.cautions());
        return words;
    }
}
