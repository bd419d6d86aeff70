package org.rescueregistry.vetting;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Profile;
import org.rescueregistry.statement.Waiting;

/**
 * The digests that one record holds, what waits in it included.
 *
 * @param application the application that was admitted under the code
 */
public record HeldDigests(Code code, Digest application, Set<Held> held) {
    /**
     * One of them.
     *
     * @param source the application or the statement that brought it
     */
    public record Held(Digest source, Digest digest) {}

    public HeldDigests {
        held = Set.copyOf(held);
    }

    static HeldDigests of(OrganisationRecord record, Digest application) {
        Digest admission = record.admission().at().id();
        Set<Held> held = new HashSet<>();
        profile(record.profile(), held);
        for (Account account : record.accounts()) {
            held.add(new Held(account.by(), account.digest()));
        }
        for (Waiting item : record.waiting()) {
            if (item instanceof Waiting.Amend amend) {
                profile(amend.content(), held);
            }
        }
        // What an admission brought came with the application, before there was an admission.
        Set<Held> bySource = held.stream()
                .map(one -> one.source().equals(admission) ? new Held(application, one.digest()) : one)
                .collect(Collectors.toSet());
        return new HeldDigests(record.code(), application, bySource);
    }

    private static void profile(Profile profile, Set<Held> held) {
        profile.digests().forEach(digest -> held.add(new Held(profile.by(), digest)));
        if (profile.kind() != null) {
            held.add(new Held(profile.by(), profile.kind()));
        }
        if (profile.jurisdiction() != null) {
            held.add(new Held(profile.by(), profile.jurisdiction()));
        }
    }
}
