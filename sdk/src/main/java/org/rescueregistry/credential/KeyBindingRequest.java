package org.rescueregistry.credential;

/**
 * What a verifier asks a holder to sign over, so that the answer can be shown to nobody else and not again.
 *
 * @param nonce fresh for each request
 * @param audience who asks, in the form the two agreed on, such as an entity identifier
 */
public record KeyBindingRequest(String nonce, String audience) {
    public KeyBindingRequest {
        if (nonce.isEmpty() || audience.isEmpty()) {
            throw new IllegalArgumentException("a key binding needs a nonce and an audience");
        }
    }
}
