package org.rescueregistry.sdk;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.claim.Carrier;
import org.rescueregistry.claim.Carriers;
import org.rescueregistry.claim.FoundPostCode;

/**
 * The codes and links that a post shows.
 *
 * @param profile in the account's own names and bio
 * @param quoted in the text and in QR codes
 */
record Shown(List<Carrier> profile, List<Carrier> quoted) {
    private static final Shown NOTHING = new Shown(List.of(), List.of());

    static Shown of(Post post, Carriers carriers) {
        List<Carrier> profile = carriers.find(post.bio());
        // By their index: every post comes here, and an iterator is garbage.
        for (int i = 0; i < post.names().size(); i++) {
            profile = joined(carriers.find(post.names().get(i)), profile);
        }
        List<Carrier> quoted = carriers.find(post.text());
        for (int i = 0; i < post.qr().size(); i++) {
            quoted = joined(quoted, carriers.find(post.qr().get(i)));
        }
        return profile.isEmpty() && quoted.isEmpty() ? NOTHING : new Shown(profile, quoted);
    }

    private static List<Carrier> joined(List<Carrier> some, List<Carrier> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        List<Carrier> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Whether text or QR codes quote more than codes of posts. */
    boolean quotesAnOrganisation() {
        return quoted.stream().anyMatch(carrier -> !(carrier instanceof FoundPostCode));
    }

    boolean isPlain() {
        return profile.isEmpty() && quoted.isEmpty();
    }
}
