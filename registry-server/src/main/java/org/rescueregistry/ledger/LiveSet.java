package org.rescueregistry.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.PostAttestation;

/** The post attestations that are live by one state leaf. Never changes; any thread may keep it. */
public final class LiveSet {
    /** None at all. */
    static final LiveSet EMPTY = new LiveSet(List.of());

    private final List<PostAttestation> all;
    private final Digest over;

    /** Made when somebody first asks. */
    private volatile @Nullable Map<AccountId, List<PostAttestation>> byAccount;

    private LiveSet(Collection<PostAttestation> all) {
        this.all = List.copyOf(all);
        this.over =
                LiveAttestations.hash(this.all.stream().map(PostAttestation::id).toList());
    }

    static LiveSet of(Collection<PostAttestation> all) {
        return all.isEmpty() ? EMPTY : new LiveSet(all);
    }

    /** All of them, in no order. */
    public List<PostAttestation> all() {
        return all;
    }

    /** SHA-256 over their ids, 32 bytes each, ascending: what a state leaf says. */
    public Digest over() {
        return over;
    }

    /** Those that are said of an account, whoever says it. */
    public List<PostAttestation> of(AccountId account) {
        Map<AccountId, List<PostAttestation>> known = byAccount;
        if (known == null) {
            known = new HashMap<>();
            for (PostAttestation one : all) {
                known.computeIfAbsent(one.account(), none -> new ArrayList<>()).add(one);
            }
            byAccount = known;
        }
        return List.copyOf(known.getOrDefault(account, List.of()));
    }
}
