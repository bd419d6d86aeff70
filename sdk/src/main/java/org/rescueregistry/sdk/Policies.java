package org.rescueregistry.sdk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/**
 * The two policies of a registry (C2SP tlog-policy): what its log's checkpoint has to meet, and what a checkpoint has to meet before
 * the state under it is the registry's status.
 *
 * @param log witnesses: that there is one history
 * @param status witnesses and replayers: that the state follows from it as well; the same as {@code log} where there are none
 */
public record Policies(LogPolicy log, LogPolicy status) {
    /** The code of a policy that one liar could satisfy twice over. */
    public static final String TOO_WEAK = "policy_too_weak";

    /**
     * Reads them.
     *
     * @throws MalformedException {@code policy_too_weak}: one liar would be enough to show two histories; {@code
     *     replayer_is_witness}; {@code policy_differs}: the two are not about the same log, or the second counts keys that are
     *     neither witnesses nor replayers; or as {@link LogPolicy#parse} and {@link VerifierKey#parse}
     */
    public static Policies of(RegistryMetadata metadata) throws MalformedException {
        LogPolicy log = safe(metadata.policy());
        List<VerifierKey> replayers = new ArrayList<>();
        for (String key : metadata.replayers()) {
            VerifierKey replayer = VerifierKey.parse(key);
            log.requireStranger(replayer);
            replayers.add(replayer);
        }
        if (metadata.status() == null) {
            return new Policies(log, log);
        }
        LogPolicy status = safe(metadata.statusPolicy());
        Set<VerifierKey> known = new HashSet<>(replayers);
        log.witnesses().forEach(witness -> known.add(witness.key()));
        boolean counted = status.witnesses().stream().allMatch(line -> known.contains(line.key()));
        if (!counted || !logKeys(status).equals(logKeys(log))) {
            throw new MalformedException(
                    "policy_differs",
                    "status_policy is not about the log's keys, its witnesses and its replayers and nobody else");
        }
        return new Policies(log, status);
    }

    private static LogPolicy safe(String text) throws MalformedException {
        LogPolicy policy = LogPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
        if (policy.toleratedLiars() < 1) {
            throw new MalformedException(TOO_WEAK, "one lying witness would be enough to fork this log");
        }
        return policy;
    }

    private static Set<VerifierKey> logKeys(LogPolicy policy) {
        return policy.logs().stream().map(LogPolicy.Log::key).collect(Collectors.toSet());
    }
}
