package org.rescueregistry.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.StatementDraft;
import org.rescueregistry.key.Es256Signer;

/**
 * One entity statement that is asked for again and again. It is signed anew when what it says changed or half of its life
 * is over, so that whoever asks always gets one to last. Safe for any number of threads.
 */
final class Issued {
    /** How long an entity statement is valid. A registry struck off the council's list is out within a day. */
    static final Duration VALIDITY = Duration.ofHours(24);

    private @Nullable Object content;
    private Instant at = Instant.EPOCH;
    private String compact = "";

    /**
     * The statement.
     *
     * @param about equal to the one before exactly when the statement says the same
     */
    synchronized String at(Instant now, Object about, Supplier<StatementDraft> draft, Es256Signer signer) {
        boolean isFresh = !now.isBefore(at) && now.isBefore(at.plus(VALIDITY.dividedBy(2)));
        if (!isFresh || !about.equals(content)) {
            compact = draft.get().valid(now, now.plus(VALIDITY)).sign(signer);
            content = about;
            at = now;
        }
        return compact;
    }
}
