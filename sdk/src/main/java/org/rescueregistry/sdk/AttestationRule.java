package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.Carrier;
import org.rescueregistry.claim.FoundPostCode;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.sdk.VerificationPolicy.Check;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;

/**
 * What the organisation of a verified account says of the very post. It finds an attestation by account and text, and needs nothing in
 * the post for it. That a post is another than was signed it says only where something shows that <em>this</em> post was signed: the
 * post's code in it, or the attestation that the platform kept. The text of an account without attestations is not even hashed.
 */
final class AttestationRule {
    private final VerificationPolicy policy;

    AttestationRule(VerificationPolicy policy) {
        this.policy = policy;
    }

    /**
     * What is to be said of a post of an account that is verified now; null when nothing is.
     *
     * @return {@link VerdictReason#POST_ATTESTED}, or a reason why that cannot be said
     */
    @Nullable
    Because find(Binding binding, Post post, List<Carrier> quoted, Instant now) {
        List<HeldAttestation> live = binding.attested();
        PostAttestation kept = post.attestation();
        if (live.isEmpty() && kept == null) {
            return null;
        }
        OrganisationRecord record =
                binding.registry().record(binding.code()).orElseThrow().at(now);
        KeyId key = record.keys().key().keyId();
        Digest text = Digest.sha256(PostText.of(post.text()).utf8());
        Because found = ofThisText(binding, text, post, key, now);
        if (found == null) {
            found = byItsCode(binding, quoted, key, now);
        }
        return found == null && kept != null ? byTheKept(binding, kept, text, record, now) : found;
    }

    private @Nullable Because ofThisText(Binding binding, Digest text, Post post, KeyId key, Instant now) {
        Because almost = null;
        for (HeldAttestation one : binding.attested()) {
            if (!one.isOf(text)) {
                continue;
            }
            if (!one.isBy(key) || !one.isInTime(now)) {
                almost = almost == null ? because(VerdictReason.ATTESTATION_NOT_IN_TIME, binding, one.id()) : almost;
            } else if (hasMedia(post, one)) {
                return because(VerdictReason.POST_ATTESTED, binding, one.id());
            } else if (almost == null || almost.reason() != VerdictReason.MEDIA_DIFFER) {
                almost = because(VerdictReason.MEDIA_DIFFER, binding, one.id());
            }
        }
        return almost;
    }

    /** The same pictures, in whatever order. */
    private boolean hasMedia(Post post, HeldAttestation one) {
        return policy.ignores(Check.MEDIA)
                || (post.media().isEmpty()
                        ? one.media().size() == 0
                        : new HashSet<>(post.media())
                                .equals(new HashSet<>(one.media().items())));
    }

    /** The code of another text that this organisation signed for this account: the post had that text when it got the code. */
    private static @Nullable Because byItsCode(Binding binding, List<Carrier> quoted, KeyId key, Instant now) {
        Set<PostCode> codes = new HashSet<>();
        for (Carrier carrier : quoted) {
            if (carrier instanceof FoundPostCode found) {
                codes.add(found.code());
            }
        }
        for (HeldAttestation one : codes.isEmpty() ? List.<HeldAttestation>of() : binding.attested()) {
            if (one.code() != null && codes.contains(one.code()) && one.isBy(key) && one.isInTime(now)) {
                return because(VerdictReason.EDITED_SINCE, binding, one.id());
            }
        }
        return null;
    }

    /** One that was live when the post was judged before; by now the text is another, or it is not live any longer. */
    private static @Nullable Because byTheKept(
            Binding binding, PostAttestation kept, Digest text, OrganisationRecord record, Instant now) {
        if (!kept.organisation().equals(binding.code()) || !binding.isOf(kept.account())) {
            return null;
        }
        boolean isOfTheKey = record.keys().key().keyId().equals(kept.signer());
        if (isOfTheKey && !kept.isSignedBy(record.keys().key())) {
            return null;
        }
        Instant asOf = binding.registry().proven().asOf();
        if (!isOfTheKey
                || !LiveAttestations.isLive(kept, record, now)
                || kept.iat().isAfter(asOf)) {
            return because(VerdictReason.ATTESTATION_NOT_IN_TIME, binding, kept.id());
        }
        boolean isLive = binding.attested().stream().anyMatch(one -> one.hasId(kept.id()));
        if (!isLive && !binding.registry().attested().isKnown()) {
            return null;
        }
        if (!isLive) {
            // It counts by its key and its times, and the registry was seen to hold it: so it was taken back.
            return because(VerdictReason.ATTESTATION_RETRACTED, binding, kept.id());
        }
        return kept.text().equals(text) ? null : because(VerdictReason.EDITED_SINCE, binding, kept.id());
    }

    private static Because because(VerdictReason reason, Binding binding, Digest attestation) {
        return Because.of(reason, binding).detail(attestation.base64Url());
    }
}
