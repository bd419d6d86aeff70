package org.rescueregistry.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rescueregistry.wire.MalformedException;

/**
 * A credential with the proof that its holder shows it, here and now: an SD-JWT+KB (RFC 9901 section 4), not yet
 * verified.
 *
 * <p>Whether a proof is needed is for the verifier to decide, never for what was sent (section 7.3 step 1): who needs
 * one reads with this class, which refuses a bare credential; {@link RescueCredential#parse} refuses a proof.
 */
public final class KeyBoundCredential {
    /** How old a proof may be. */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final RescueCredential credential;
    private final KeyBinding binding;

    private KeyBoundCredential(RescueCredential credential, KeyBinding binding) {
        this.credential = credential;
        this.binding = binding;
    }

    /**
     * Reads {@code <credential><key binding JWT>}.
     *
     * @throws MalformedException {@code key_binding_missing key_binding_empty}, or as {@link RescueCredential#parse}
     */
    public static KeyBoundCredential parse(String text) throws MalformedException {
        int end = text.lastIndexOf('~') + 1;
        if (end == text.length()) {
            throw new MalformedException("key_binding_missing", "the credential comes without a key binding");
        }
        RescueCredential credential = RescueCredential.parse(text.substring(0, end));
        return new KeyBoundCredential(credential, KeyBinding.parse(text.substring(end)));
    }

    /** The credential alone; its {@code verify} says nothing of who shows it. */
    public RescueCredential credential() {
        return credential;
    }

    /** Verifies the credential, then that its holder answered this very request (RFC 9901 section 7.3). */
    public CredentialVerification verify(CredentialIssuer expected, KeyBindingRequest request, Instant now) {
        CredentialVerification verification = credential.verify(expected, now);
        if (verification instanceof CredentialVerification.Refused) {
            return verification;
        }
        return refusal(request, now)
                .<CredentialVerification>map(CredentialVerification.Refused::new)
                .orElse(verification);
    }

    private Optional<CredentialRefusal> refusal(KeyBindingRequest request, Instant now) {
        if (!binding.signedBy(credential.claimedHolder())) {
            return Optional.of(CredentialRefusal.KEY_BINDING_SIGNATURE);
        }
        if (!binding.hash().equals(credential.sdJwt().hash())) {
            return Optional.of(CredentialRefusal.KEY_BINDING_HASH);
        }
        if (!binding.request().nonce().equals(request.nonce())) {
            return Optional.of(CredentialRefusal.KEY_BINDING_NONCE);
        }
        if (!binding.request().audience().equals(request.audience())) {
            return Optional.of(CredentialRefusal.KEY_BINDING_AUDIENCE);
        }
        boolean isFresh = !binding.issuedAt().isAfter(now.plus(RescueCredential.CLOCK_LEEWAY))
                && !binding.issuedAt().plus(MAX_AGE).isBefore(now);
        return isFresh ? Optional.empty() : Optional.of(CredentialRefusal.KEY_BINDING_TIME);
    }
}
