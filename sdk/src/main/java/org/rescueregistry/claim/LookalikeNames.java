package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names that others may be taken for, those of organisations and protected ones, to be asked with the name of an account.
 * Not for whole posts.
 *
 * <p>Two names are alike if what is particular in them is: what many names of rescuers have (救援队, rescue team,
 * foundation) counts for nothing, and a name that has nothing else is like none but its equal. What is particular may
 * differ by little, and the shorter it is the less ({@link NameDistance}). If only one of the two has a part that many
 * have, what is particular must be longer and differ by less: 蓝天 alone is no rescue team.
 *
 * <p>An index finds what is one letter away, and Han of the same look or sound, without going through all names. It never
 * changes; for use by many threads.
 */
public final class LookalikeNames<T> {
    /** Most names. */
    public static final int MAX_NAMES = 1 << 24;

    /** What a name says that is compared with one that has no part in common with other rescuers, in letters. */
    private static final int PARTICULAR = 8;

    private static final long ID = MAX_NAMES - 1;
    private static final NameDistance PLAIN = new NameDistance(false, false);
    private static final NameDistance SEEN = new NameDistance(true, false);
    private static final NameDistance SEEN_OR_HEARD = new NameDistance(true, true);

    private final List<String> names;
    private final List<T> owners;

    /** A key's first bits with a name that has it behind them, ascending. */
    private final long[] entries;

    /** Where the entries begin that have the same few bits first. */
    private final int[] starts;

    private final int shift;

    private LookalikeNames(Builder<T> built) {
        this.names = List.copyOf(built.names);
        this.owners = List.copyOf(built.owners);
        this.entries = Arrays.copyOf(built.entries, built.count);
        Arrays.sort(entries);
        int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(entries.length));
        this.shift = 63 - bits;
        this.starts = new int[(1 << bits) + 1];
        for (long entry : entries) {
            starts[(int) (entry >>> shift) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
    }

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** Collects names. Not for use by several threads. */
    public static final class Builder<T> {
        private final List<String> names = new ArrayList<>();
        private final List<T> owners = new ArrayList<>();
        private long[] entries = new long[16];
        private int count;

        /** A name of somebody; one that has no letters is like none. */
        public Builder<T> add(String name, T owner) {
            NameKeys keys = NameKeys.known(name);
            if (keys.count() == 0 || names.size() == MAX_NAMES) {
                return this;
            }
            if (entries.length < count + keys.count()) {
                entries = Arrays.copyOf(entries, 2 * (count + keys.count()));
            }
            for (int i = 0; i < keys.count(); i++) {
                entries[count++] = entry(keys.at(i), names.size());
            }
            names.add(name);
            owners.add(owner);
            return this;
        }

        public LookalikeNames<T> build() {
            return new LookalikeNames<>(this);
        }
    }

    /** How many names there are. */
    public int size() {
        return names.size();
    }

    /** The known name that is nearest to this one; of several as near the one that was added first. */
    public Optional<Likeness<T>> find(String shown) {
        NameKeys keys = NameKeys.sought(shown);
        for (int i = 0; i < keys.count(); i++) {
            // Most names have no key in common with any, and that is all there is to say of them.
            if (first(keys.at(i)) >= 0) {
                return Optional.ofNullable(found(shown, keys));
            }
        }
        return Optional.empty();
    }

    private @Nullable Likeness<T> found(String shown, NameKeys sought) {
        long[] keys = sought.copy();
        NameLetters letters = NameKeys.letters(shown);
        Likeness<T> same = sameLetters(shown, letters, keys[0]);
        if (same != null || letters.own().isEmpty()) {
            return same;
        }
        Nearest nearest = new Nearest(letters);
        for (int i = 1; i < keys.length; i++) {
            for (int at = first(keys[i]); at >= 0; at = next(at)) {
                nearest.accept(id(at));
            }
        }
        return nearest.found();
    }

    private @Nullable Likeness<T> sameLetters(String shown, NameLetters letters, long key) {
        for (int at = first(key); at >= 0; at = next(at)) {
            String name = names.get(id(at));
            if (NameKeys.letters(name).all().equals(letters.all())) {
                boolean equal = Names.areEqual(name, shown);
                // Where all is generic, other case or another space is no imitation.
                return equal || !letters.own().isEmpty()
                        ? new Likeness<>(
                                name, owners.get(id(at)), equal ? Likeness.Kind.EQUAL : Likeness.Kind.SAME_LETTERS, 0)
                        : null;
            }
        }
        return null;
    }

    /** The nearest of the names that the index brings up. */
    private final class Nearest {
        private final NameLetters letters;
        private int nearest = -1;
        private double distance = Double.MAX_VALUE;

        Nearest(NameLetters letters) {
            this.letters = letters;
        }

        void accept(int id) {
            NameLetters known = NameKeys.letters(names.get(id));
            String shorter = known.own().length() < letters.own().length() ? known.own() : letters.own();
            double here = SEEN_OR_HEARD.between(letters.own(), known.own());
            boolean nearer = here < distance || (here == distance && id < nearest);
            if (!shorter.isEmpty() && here <= limit(known, shorter) && nearer) {
                distance = here;
                nearest = id;
            }
        }

        private double limit(NameLetters known, String shorter) {
            double limit = NameDistance.limit(shorter);
            if (known.isGenericInPart() == letters.isGenericInPart()) {
                return limit;
            }
            return NameDistance.weight(shorter) < PARTICULAR ? -1 : Math.min(limit, NameDistance.DOUBLED);
        }

        @Nullable
        Likeness<T> found() {
            if (nearest < 0) {
                return null;
            }
            String name = names.get(nearest);
            String own = NameKeys.letters(name).own();
            return new Likeness<>(name, owners.get(nearest), kind(own), distance);
        }

        private Likeness.Kind kind(String own) {
            if (distance == 0) {
                return Likeness.Kind.SAME_LETTERS;
            }
            if (PLAIN.between(letters.own(), own) == distance) {
                return Likeness.Kind.NEAR;
            }
            return SEEN.between(letters.own(), own) == distance ? Likeness.Kind.HAN_LOOKALIKE : Likeness.Kind.HOMOPHONE;
        }
    }

    // ---- the index --------------------------------------------------------------------------------------------------

    /** The place of the first entry of a key, whose names ascend; -1 where it has none. */
    private int first(long key) {
        long sought = entry(key, 0);
        int bucket = (int) (sought >>> shift);
        for (int at = starts[bucket]; at < starts[bucket + 1]; at++) {
            if ((entries[at] & ~ID) == sought) {
                return at;
            }
        }
        return -1;
    }

    /** The place of the next of the same key; -1 behind the last. */
    private int next(int at) {
        boolean same = at + 1 < entries.length && (entries[at + 1] & ~ID) == (entries[at] & ~ID);
        return same ? at + 1 : -1;
    }

    private int id(int at) {
        return (int) (entries[at] & ID);
    }

    private static long entry(long key, int id) {
        return ((key >>> 1) & ~ID) | id;
    }
}
