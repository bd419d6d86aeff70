package org.rescueregistry.statement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.rescueregistry.key.KeyId;

/**
 * What the admission gave a record (section 6, {@code admit}).
 *
 * @param at the act
 * @param vouchers who vouched, ascending by the text of the key; dismissed ones may be gone
 * @param statusIndex the record's number in the status lists, counted through all of them
 * @param validFrom the first second of validity
 * @param validUntil the first second after it
 */
public record Admission(Position at, List<Voucher> vouchers, long statusIndex, Instant validFrom, Instant validUntil) {
    public Admission {
        vouchers = vouchers.stream()
                .sorted(Comparator.comparing(voucher -> voucher.key().toString()))
                .toList();
        Fields.requireIndex(statusIndex);
        Fields.requireTime(validFrom);
        Fields.requireTime(validUntil);
    }

    Admission withoutVoucher(KeyId key) {
        List<Voucher> left =
                vouchers.stream().filter(voucher -> !voucher.key().equals(key)).toList();
        return new Admission(at, left, statusIndex, validFrom, validUntil);
    }
}
