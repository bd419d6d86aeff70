package org.rescueregistry.vetting;

import java.util.HashSet;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.DigestSet;

/** The digests of a profile as one set. */
final class Digests {
    private Digests() {}

    static Set<Digest> ofProfile(DigestSet profile, Digest kind, Digest jurisdiction) {
        Set<Digest> all = new HashSet<>(profile.items());
        all.add(kind);
        all.add(jurisdiction);
        return all;
    }
}
