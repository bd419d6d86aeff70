package org.rescueregistry.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Proposal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue retract}. */
@Command(
        name = "retract",
        description = {
            "Take back what your organisation said of a post (`rescue attest`): by the attestation's id, or by the post's text.",
            "It counts no longer, and never will again; to say the same once more, sign the post anew."
        })
public final class RetractCommand extends OrganisationActCommand {
    @Option(
            names = "--attestation",
            paramLabel = "ID",
            converter = ValueReader.OfDigest.class,
            description = "the id of the attestation; `rescue attestations` lists them")
    private @Nullable Digest attestation;

    @Option(
            names = "--text",
            paramLabel = "FILE|-",
            description = "instead of the id: the text that was signed, in a file, or - for standard input")
    private @Nullable String text;

    @Option(
            names = "--account",
            paramLabel = "PLATFORM:ID",
            converter = ValueReader.OfAccount.class,
            description = "with --text: the account that showed it, if several did")
    private @Nullable AccountId account;

    @Mixin
    private final Filing filing = new Filing();

    @Mixin
    private final Home home = new Home();

    private @Nullable PostAttestation found;

    public RetractCommand(World world) {
        super(world);
    }

    @Override
    Filing filing() {
        return filing;
    }

    @Override
    Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
        List<PostAttestation> own = scene.registry().attestations().stream()
                .filter(one -> one.organisation().equals(code()))
                .toList();
        Digest meant = attestation == null ? byText(own) : attestation;
        found = own.stream().filter(one -> one.id().equals(meant)).findFirst().orElse(null);
        return scene.proposals().retract(code(), meant);
    }

    private Digest byText(List<PostAttestation> own) throws Stopped {
        if (text == null) {
            throw new Stopped(StopCode.BAD_OPTION, "say which one: with --attestation its id, or with --text the post");
        }
        Digest digest = Digest.sha256(PostTextReader.read(text, world).utf8());
        List<PostAttestation> meant = own.stream()
                .filter(one -> one.text().equals(digest))
                .filter(one -> account == null || one.account().equals(account))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0).id();
        }
        throw new Stopped(
                StopCode.BAD_OPTION,
                meant.isEmpty()
                        ? code() + " has signed no post of this text that counts now"
                        : "several of this text are signed; say which one with --attestation: "
                                + meant.stream()
                                        .map(one -> one.id() + " on " + SignedPost.account(one))
                                        .collect(Collectors.joining(", ")));
    }

    @Override
    List<String> moreWords(Scene scene, Proposal.Ready ready, Es256Signer signer) {
        PostAttestation one = found;
        return List.of(
                one == null
                        ? "no post of " + code() + " that is signed and counts now has this id"
                        : "it was signed at " + PlainWords.time(one.iat()) + " for a post of "
                                + SignedPost.account(one));
    }

    @Override
    Optional<Unseen> unseen() throws Stopped {
        if (attestation == null) {
            throw new Stopped(StopCode.BAD_OPTION, "the registry does not answer: give the attestation by its id");
        }
        return Optional.of(new Unseen(new Act.Retract(attestation), home, code()));
    }
}
