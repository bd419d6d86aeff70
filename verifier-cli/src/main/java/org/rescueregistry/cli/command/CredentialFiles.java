package org.rescueregistry.cli.command;

import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.fetch.HttpEntities;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.CredentialCheck;
import org.rescueregistry.sdk.CredentialFinding;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Checks credential files: finds the chain from their issuer to an anchor, then lets {@link CredentialCheck} judge. */
final class CredentialFiles {
    private final World world;
    private final TrustChainResolver resolver;
    private final View view;

    CredentialFiles(World world, AnchorSet anchors, View view) {
        this.world = world;
        this.resolver = new TrustChainResolver(anchors.anchors());
        this.view = view;
    }

    CredentialFinding check(CredentialFile file) {
        EntityId issuer = file.credential().claimedIssuer();
        Resolution chain = resolver.resolve(issuer, new HttpEntities(world.web()), world.now());
        if (chain instanceof Resolution.Refused) {
            chain = carried(file, chain);
        }
        return chain.match(new Resolution.Cases<>() {
            @Override
            public CredentialFinding trusted(TrustChain trusted) {
                return new CredentialCheck(view.snapshot(), VerificationPolicy.ONLINE, world.now())
                        .check(file, trusted);
            }

            @Override
            public CredentialFinding refused(Resolution.Refused refused) {
                return new CredentialFinding.Undetermined(
                        refused.reason().code(),
                        "no chain leads from these anchors to " + issuer + ": " + refused.message());
            }
        });
    }

    /** The chain in the file: as good as one from the network while it has not expired. */
    private Resolution carried(CredentialFile file, Resolution fromNetwork) {
        try {
            Resolution carried = resolver.verify(Json.strings(file.chain()), world.now());
            return carried instanceof Resolution.Trusted ? carried : fromNetwork;
        } catch (MalformedException unreadable) {
            return fromNetwork;
        }
    }
}
