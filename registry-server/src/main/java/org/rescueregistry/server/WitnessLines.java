package org.rescueregistry.server;

import java.util.List;
import org.rescueregistry.log.CosignatureSigner;

/**
 * The lines of a log policy for witnesses that sign with two keys (C2SP tlog-policy): the keys of one are a group of their own, so
 * that it counts once.
 *
 * <pre>
 * witness w1-ed25519 witness.example/w1+…+BK… https://witness.example/witness
 * witness w1-ml-dsa-44 witness.example/w1+…+Bp… https://witness.example/witness
 * group w1 any w1-ed25519 w1-ml-dsa-44
 * </pre>
 */
public final class WitnessLines {
    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder names = new StringBuilder();

    /** Adds a witness under this name in the policy. */
    public WitnessLines add(String name, List<CosignatureSigner> keys, String url) {
        StringBuilder group = new StringBuilder("group ").append(name).append(" any");
        for (CosignatureSigner key : keys) {
            String kind = switch (key.verifierKey().type()) {
                case ED25519, COSIGNATURE_V1 -> "-ed25519";
                case ML_DSA_44 -> "-ml-dsa-44";
            };
            lines.append("witness ").append(name).append(kind);
            lines.append(' ').append(key.verifierKey()).append(' ').append(url).append('\n');
            group.append(' ').append(name).append(kind);
        }
        lines.append(group).append('\n');
        names.append(' ').append(name);
        return this;
    }

    /** All lines, with a quorum of so many of the witnesses. */
    public String enough(int count) {
        return enough("witnesses", count);
    }

    /** The same for others that cosign, under a name of their own for the quorum: replayers. */
    public String enough(String group, int count) {
        return lines + "group " + group + " " + count + names + "\nquorum " + group + "\n";
    }
}
