package org.rescueregistry.anchor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.MalformedException;

/**
 * A signed, versioned set of trust anchors that has been verified: what {@code --anchors FILE} names.
 *
 * <pre>{@code
 * AnchorOutcome outcome = AnchorSet.load(Files.readAllBytes(file), now);
 * }</pre>
 *
 * <p><b>First use.</b> The file a person chose is the thing that is trusted: nothing else can vouch for it. Its
 * signatures are checked all the same, by its own threshold of its own root keys: that tells a whole file from a damaged
 * or half-signed one, and proves that the root keys that must sign its successor exist. It does not tell whose they are:
 * compare {@link #digest()}, which {@link #describe()} shows, with what the council publishes elsewhere.
 *
 * <p><b>From then on</b>, as in The Update Framework's root role, version n + 1 must be signed by the thresholds of both
 * n and itself ({@link #next}); so a thief of fewer keys than the threshold changes nothing.
 */
public final class AnchorSet {
    /** How far ahead of ours the signers' clock may be. A set that has expired gets no grace. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final SignedAnchors signed;

    private AnchorSet(SignedAnchors signed) {
        this.signed = signed;
    }

    /**
     * Verifies the file of an anchor set.
     *
     * @throws MalformedException if it is no such file; the codes are in {@code docs/reference/anchors.md}
     */
    public static AnchorOutcome load(byte[] file, Instant now) throws MalformedException {
        SignedAnchors candidate = SignedAnchors.parse(file);
        return outcome(candidate, signatures(candidate).or(() -> times(candidate, now)));
    }

    /**
     * As {@link #load}, but takes a set whose time is over: good for nothing except asking it for its {@link #next}.
     *
     * @throws MalformedException as {@link #load}
     */
    public static AnchorOutcome loadIgnoringExpiry(byte[] file) throws MalformedException {
        SignedAnchors candidate = SignedAnchors.parse(file);
        return outcome(candidate, signatures(candidate));
    }

    /**
     * Verifies the file of the set that follows this one. This set's own time may be over.
     *
     * @throws MalformedException as {@link #load}
     */
    public AnchorOutcome next(byte[] file, Instant now) throws MalformedException {
        SignedAnchors candidate = SignedAnchors.parse(file);
        return outcome(
                candidate, follows(candidate).or(() -> signatures(candidate)).or(() -> times(candidate, now)));
    }

    /** The trust anchors. */
    public List<PinnedAnchor> anchors() {
        return signed.document().anchors();
    }

    /** What the set says. */
    public AnchorDocument document() {
        return signed.document();
    }

    /** SHA-256 of the document, for comparing with one published elsewhere. */
    public Digest digest() {
        return Digest.sha256(signed.document().canonical());
    }

    /** The set in plain words, several lines, each ending in a newline. */
    public String describe() {
        AnchorDocument document = signed.document();
        StringBuilder text = new StringBuilder();
        text.append("anchor set, version ").append(document.version()).append('\n');
        text.append("  digest   ").append(digest()).append('\n');
        text.append("  issued   ").append(document.issuedAt()).append('\n');
        text.append("  expires  ").append(document.expiresAt()).append('\n');
        for (PinnedAnchor anchor : document.anchors()) {
            text.append("  anchor   ").append(anchor.entity()).append('\n');
            anchor.keys().usable().stream()
                    .map(Es256PublicKey::keyId)
                    .sorted()
                    .forEach(kid -> text.append("    key    ").append(kid).append('\n'));
        }
        RootKeys root = document.root();
        text.append("  root     ")
                .append(root.threshold())
                .append(" of ")
                .append(root.keys().size());
        text.append(" keys sign this set and the next\n");
        for (KeyId kid : root.keys().keySet()) {
            boolean hasSigned = signed.signatures().stream()
                    .anyMatch(signature -> signature.kid().equals(kid));
            text.append("    key    ")
                    .append(kid)
                    .append(hasSigned ? ", signed" : "")
                    .append('\n');
        }
        return text.toString();
    }

    private static AnchorOutcome outcome(SignedAnchors candidate, Optional<AnchorOutcome.Refused> refusal) {
        return refusal.isPresent() ? refusal.get() : new AnchorOutcome.Accepted(new AnchorSet(candidate));
    }

    private Optional<AnchorOutcome.Refused> follows(SignedAnchors candidate) {
        AnchorDocument held = signed.document();
        AnchorDocument next = candidate.document();
        if (next.version() != held.version() + 1) {
            return refused(
                    AnchorRefusal.NOT_THE_NEXT_VERSION,
                    "version " + next.version() + " does not follow version " + held.version());
        }
        if (next.issuedAt().isBefore(held.issuedAt())) {
            return refused(
                    AnchorRefusal.OLDER_THAN_PREDECESSOR,
                    "issued " + next.issuedAt() + ", before the set it follows, " + held.issuedAt());
        }
        return signatures(candidate, held.root(), AnchorRefusal.TOO_FEW_OLD_SIGNATURES);
    }

    private static Optional<AnchorOutcome.Refused> signatures(SignedAnchors candidate) {
        return signatures(candidate, candidate.document().root(), AnchorRefusal.TOO_FEW_SIGNATURES);
    }

    /** Counts the signatures of these root keys; signatures of other keys are for those who know them. */
    private static Optional<AnchorOutcome.Refused> signatures(
            SignedAnchors candidate, RootKeys root, AnchorRefusal tooFew) {
        int count = 0;
        for (CompactJws signature : candidate.signatures()) {
            Es256PublicKey key = root.keys().get(signature.kid());
            if (key != null) {
                if (!signature.verify(key)) {
                    return refused(AnchorRefusal.BAD_SIGNATURE, "the signature of " + signature.kid() + " is false");
                }
                count++;
            }
        }
        return count < root.threshold()
                ? refused(
                        tooFew,
                        count + " of " + root.threshold() + " signatures of version "
                                + candidate.document().version())
                : Optional.empty();
    }

    private static Optional<AnchorOutcome.Refused> times(SignedAnchors candidate, Instant now) {
        AnchorDocument document = candidate.document();
        if (document.issuedAt().isAfter(now.plus(CLOCK_SKEW))) {
            return refused(AnchorRefusal.NOT_YET_VALID, "issued " + document.issuedAt() + ", it is " + now);
        }
        if (!document.expiresAt().isAfter(now)) {
            return refused(AnchorRefusal.EXPIRED, "expired " + document.expiresAt() + ", it is " + now);
        }
        return Optional.empty();
    }

    private static Optional<AnchorOutcome.Refused> refused(AnchorRefusal reason, String message) {
        return Optional.of(new AnchorOutcome.Refused(reason, message));
    }
}
