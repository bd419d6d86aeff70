package org.rescueregistry.sdk;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationName;

/**
 * Disclosures by their digest, each {@linkplain Disclosure#unread unread}: what it says is read when somebody asks, so that the collector
 * has a few objects for each of tens of thousands, and not a dozen. For the same reason they stand in an array. Immutable.
 */
final class Disclosed {
    static final Disclosed NOTHING = new Disclosed(List.of());

    /** Ascending by their digests, each once. */
    private final Disclosure[] ascending;

    /** The leading bits of each digest, in the order of signed numbers: a search goes to the disclosure for the last step alone. */
    private final long[] leading;

    /** Where those begin whose leading bits begin with a number, and behind the last where they end: there is about one for each number. */
    private final int[] beginning;

    /** By how much leading bits without the last are shifted to be that number. */
    private final int shift;

    /** Made when it is asked for, most of them are the same after a delta. */
    private volatile @Nullable Digest hash;

    private Disclosed(List<Disclosure> unread) {
        Disclosure[] all = unread.toArray(Disclosure[]::new);
        Digest.sort(all, Disclosure::digest);
        long[] orders = new long[all.length];
        int count = 0;
        for (Disclosure one : all) {
            long order = leading(one.digest());
            if (count == 0
                    || order != orders[count - 1]
                    || !all[count - 1].digest().equals(one.digest())) {
                orders[count] = order;
                all[count++] = one;
            }
        }
        ascending = Arrays.copyOf(all, count);
        leading = Arrays.copyOf(orders, count);
        shift = Long.numberOfLeadingZeros(count) - 1;
        beginning = new int[(1 << (Long.SIZE - 1 - shift)) + 1];
        for (int number = 0, i = 0; number < beginning.length; number++) {
            while (i < count && number(leading[i]) < number) {
                i++;
            }
            beginning[number] = i;
        }
    }

    private int number(long order) {
        return (int) ((order ^ Long.MIN_VALUE) >>> 1 >>> shift);
    }

    private static long leading(Digest digest) {
        return digest.leadingBits() ^ Long.MIN_VALUE;
    }

    static Disclosed of(Collection<Disclosure> disclosures) {
        return NOTHING.with(disclosures);
    }

    /** These too. */
    Disclosed with(Collection<Disclosure> more) {
        return more.isEmpty()
                ? this
                : new Disclosed(Stream.concat(
                                Arrays.stream(ascending),
                                more.parallelStream().map(Disclosure::unread).toList().stream())
                        .toList());
    }

    /** Without these. */
    Disclosed without(Set<Digest> digests) {
        return digests.stream().noneMatch(this::has)
                ? this
                : new Disclosed(Arrays.stream(ascending)
                        .filter(one -> !digests.contains(one.digest()))
                        .toList());
    }

    /** Where the disclosure of this digest stands; negative if there is none. */
    private int place(Digest digest) {
        long bits = leading(digest);
        int number = number(bits);
        int place = Arrays.binarySearch(leading, beginning[number], beginning[number + 1], bits);
        while (place > 0 && leading[place - 1] == bits) {
            place--;
        }
        while (place >= 0 && !ascending[place].digest().equals(digest)) {
            place = place + 1 < leading.length && leading[place + 1] == bits ? place + 1 : -1;
        }
        return place;
    }

    private @Nullable Disclosure find(Digest digest) {
        int place = place(digest);
        return place < 0 ? null : ascending[place];
    }

    boolean has(Digest digest) {
        return find(digest) != null;
    }

    /** SHA-256 over all digests, 32 bytes each, ascending: names exactly these disclosures. */
    Digest hash() {
        Digest known = hash;
        if (known == null) {
            known = Digest.sha256(
                    Arrays.stream(ascending).map(Disclosure::digest).toList());
            hash = known;
        }
        return known;
    }

    List<Disclosure> all() {
        return List.of(ascending);
    }

    Optional<Disclosure> disclosure(Digest digest) {
        Disclosure known = find(digest);
        return known == null || isUnreadable(known) ? Optional.empty() : Optional.of(known);
    }

    /** Signed by the organisation, so nobody's to repair: what depends on it stays undisclosed. */
    private static boolean isUnreadable(Disclosure known) {
        return (known.name().equals(BoundAccount.DISCLOSURE) && known.account() == null)
                || (known.name().equals(OrganisationName.DISCLOSURE) && known.organisationName() == null);
    }

    @Nullable
    BoundAccount account(Digest digest) {
        Disclosure known = find(digest);
        return known == null ? null : known.account();
    }

    @Nullable
    OrganisationName name(Digest digest) {
        Disclosure known = find(digest);
        return known == null ? null : known.organisationName();
    }

    /** Begins to note which of these are named. */
    Named named() {
        return new Named();
    }

    /** Which of the disclosures records name. Any number of threads may note. */
    final class Named {
        /** By place; whoever writes writes the same. */
        private final boolean[] is = new boolean[ascending.length];

        private Named() {}

        /** A record names this digest; gives the object that stands here for an equal one, so that who keeps both keeps one of them. */
        Digest note(Digest digest) {
            int place = place(digest);
            if (place < 0) {
                return digest;
            }
            is[place] = true;
            return ascending[place].digest();
        }

        /** The digests that were not noted. */
        Set<Digest> missing() {
            Set<Digest> missing = new HashSet<>();
            for (int place = 0; place < is.length; place++) {
                if (!is[place]) {
                    missing.add(ascending[place].digest());
                }
            }
            return missing;
        }
    }
}
