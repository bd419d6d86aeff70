package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RefusalReason;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.fetch.HttpEntities;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.MalformedException;

/** Finds which registry a code is of, by the chains that lead to it from an anchor set; no log is read for it. */
final class RegistryFinder {
    private final World world;
    private final AnchorSet anchors;

    RegistryFinder(World world, AnchorSet anchors) {
        this.world = world;
        this.anchors = anchors;
    }

    /** The chain of the registry that gives codes like this one. */
    TrustChain chainOf(Code code) throws Stopped {
        TrustChainResolver resolver = new TrustChainResolver(anchors.anchors());
        List<Resolution.Refused> refused = new ArrayList<>();
        for (PinnedAnchor anchor : anchors.anchors()) {
            for (Resolution found : resolver.discover(
                    anchor.entity(), RegistryMetadata.ENTITY_TYPE, new HttpEntities(world.web()), world.now())) {
                if (found instanceof Resolution.Refused no) {
                    refused.add(no);
                } else if (found instanceof Resolution.Trusted trusted && gives(trusted.chain(), code)) {
                    return trusted.chain();
                }
            }
        }
        String which = "these anchors lead to no registry that gives codes beginning with " + code.prefix();
        if (refused.isEmpty()) {
            throw new Stopped(StopCode.REGISTRY_UNKNOWN, which);
        }
        boolean silent = refused.stream().allMatch(no -> no.reason() == RefusalReason.UNREACHABLE);
        throw new Stopped(
                silent ? StopCode.UNREACHABLE : StopCode.REGISTRY_IN_TROUBLE,
                which + ": " + refused.get(0).link() + ": " + refused.get(0).message());
    }

    private static boolean gives(TrustChain chain, Code code) {
        try {
            return RegistryMetadata.of(chain).codePrefix().equals(code.prefix());
        } catch (MalformedException unreadable) {
            return false;
        }
    }
}
