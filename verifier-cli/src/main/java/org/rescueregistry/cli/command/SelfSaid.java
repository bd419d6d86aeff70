package org.rescueregistry.cli.command;

import java.util.Collection;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.fetch.HttpEntities;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Jwt;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Members;

/** What a registry says of itself, for who has no anchors at hand: enough to see whether it contradicts itself, and no more. */
final class SelfSaid {
    private static final String TYPE = "entity-statement+jwt";

    private SelfSaid() {}

    /** The keys in its entity configuration, as it answers now. */
    static Collection<Es256PublicKey> keys(EntityId registry, World world) throws Stopped {
        return Asking.ask(() -> {
            String configuration = new HttpEntities(world.web()).configuration(registry);
            Members claims = Members.of(Jwt.parse(configuration, TYPE).claims(), "payload");
            return FederationKeys.parse(claims.value("jwks"), claims.where("jwks"))
                    .usable();
        });
    }
}
