package org.rescueregistry.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.wire.MalformedException;

/**
 * The log that somebody asks about, and whom he believes that it shows everybody the same.
 *
 * @param codePrefix the two symbols its codes begin with; null if that is not known
 */
public record TrustedLog(
        String origin, LogPolicy policy, @Nullable String codePrefix) {
    /**
     * The log of a registry that a chain of trust leads to, under the policy that its status has to meet.
     *
     * @throws MalformedException {@code policy_of_another_log}, or as {@link RegistryMetadata#of} and {@link Policies#of}
     */
    public static TrustedLog of(TrustChain chain) throws MalformedException {
        RegistryMetadata metadata = RegistryMetadata.of(chain);
        LogPolicy policy = Policies.of(metadata).status();
        if (!origins(policy).equals(List.of(metadata.logOrigin()))) {
            throw new MalformedException("policy_of_another_log", "the policy is not of " + metadata.logOrigin());
        }
        return new TrustedLog(metadata.logOrigin(), policy, metadata.codePrefix());
    }

    /**
     * The one log of a policy that somebody has chosen himself, however weak.
     *
     * @throws MalformedException {@code policy_of_several_logs} if it has several, or none
     */
    public static TrustedLog of(LogPolicy policy) throws MalformedException {
        List<String> origins = origins(policy);
        if (origins.size() != 1) {
            throw new MalformedException("policy_of_several_logs", "the policy is not of one log but of " + origins);
        }
        return new TrustedLog(origins.get(0), policy, null);
    }

    private static List<String> origins(LogPolicy policy) {
        return policy.logs().stream().map(log -> log.key().name()).distinct().toList();
    }
}
