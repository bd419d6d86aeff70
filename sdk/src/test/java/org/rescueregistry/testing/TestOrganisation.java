package org.rescueregistry.testing;

import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.DigestSet;

/** An invented organisation: its code and its two signers. */
public record TestOrganisation(Code code, Es256Signer key, Es256Signer pauseKey) {
    /** What it might say of itself: digests made from its code. */
    public Application.Content content(DigestSet accounts) {
        return new Application.Content(
                key.publicKey(),
                pauseKey.publicKey(),
                DigestSet.of(TestKeys.digest(code + " name"), TestKeys.digest(code + " city")),
                TestKeys.digest(code + " kind"),
                TestKeys.digest(code + " jurisdiction"),
                accounts);
    }
}
