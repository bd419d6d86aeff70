package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.CanonicalText;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * An account in a record (section 7); which account it is only the disclosure behind the digest says.
 *
 * <pre>{"by":"…","confirmations":[…],"digest":"…","from":1795000000}</pre>
 *
 * @param by id of the act that brought it
 * @param confirmations ascending by {@code who}, one of each
 * @param from before this second it does not count
 */
public record Account(Digest by, List<Confirmation> confirmations, Digest digest, Instant from) {
    static final Comparator<Account> BY_DIGEST = Comparator.comparing(Account::digest, DigestSet.BY_TEXT);

    private static final Comparator<Confirmation> BY_WHO = Comparator.comparing(Confirmation::who);

    public Account {
        confirmations = Ascending.all(confirmations, BY_WHO);
        for (int i = 1; i < confirmations.size(); i++) {
            if (confirmations.get(i - 1).who().equals(confirmations.get(i).who())) {
                throw new IllegalArgumentException("two confirmations by one");
            }
        }
        Fields.requireTime(from);
    }

    /** An account that nobody has confirmed. */
    public static Account unconfirmed(Digest by, Digest digest, Instant from) {
        return new Account(by, List.of(), digest, from);
    }

    /** Whether the account counts: from {@code from} on. Whether somebody confirmed it is another question. */
    public boolean countsAt(Instant now) {
        return !now.isBefore(from);
    }

    /**
     * Whether somebody's word for it counts at {@code now}: that of vetters, or of the platform it is on. Which platform
     * that is only the disclosure says.
     */
    public boolean isConfirmedAt(Instant now, String platform) {
        return confirmations.stream()
                .anyMatch(given -> given.countsAt(now)
                        && given.platform().map(platform::equals).orElse(true));
    }

    /** With this confirmation, which replaces an older one of the same {@code who}. */
    public Account withConfirmation(Confirmation confirmation) {
        List<Confirmation> kept = new ArrayList<>(confirmations);
        kept.removeIf(older -> older.who().equals(confirmation.who()));
        kept.add(confirmation);
        return new Account(by, kept, digest, from);
    }

    /** Without the confirmations in which this key had part at leaf {@code index} or later. */
    public Account withoutConfirmationsBy(KeyId key, long index) {
        return withoutConfirmations(
                given -> given.index() >= index && given.by().contains(key));
    }

    /** Without any confirmation. */
    public Account withoutConfirmations() {
        return withoutConfirmations(given -> true);
    }

    private Account withoutConfirmations(Predicate<Confirmation> dropped) {
        return new Account(by, confirmations.stream().filter(dropped.negate()).toList(), digest, from);
    }

    void putInto(CanonicalText text) {
        text.put("by", by.base64Url())
                .put("confirmations", confirmations, Confirmation::putInto)
                .put("digest", digest.base64Url())
                .put("from", from.getEpochSecond());
    }

    static Account parse(Members members) throws MalformedException {
        List<Confirmation> confirmations = new ArrayList<>();
        for (Members item : members.objects("confirmations")) {
            confirmations.add(Confirmation.parse(item));
        }
        if (confirmations.stream().map(Confirmation::who).distinct().count() < confirmations.size()) {
            throw new MalformedException("record_not_canonical", members.where("confirmations") + " has two by one");
        }
        Account account = new Account(
                Fields.digest(members, "by"),
                confirmations,
                Fields.digest(members, "digest"),
                Fields.dueTime(members, "from"));
        members.done();
        return account;
    }
}
