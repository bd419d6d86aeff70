package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
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

    /** Most spellings with other Han that look alike that are looked up for one name. */
    static final int MAX_SPELLINGS = 64;

    /** What a name says that is compared with one that has no part in common with other rescuers, in letters. */
    private static final int PARTICULAR = 8;

    private static final long ID = MAX_NAMES - 1;
    private static final NameDistance PLAIN = new NameDistance(false, false);
    private static final NameDistance SEEN = new NameDistance(true, false);
    private static final NameDistance SEEN_OR_HEARD = new NameDistance(true, true);

    private final List<Known<T>> names;
    private final Map<String, Integer> byLetters;
    private final long[] entries;
    private final int[] starts;
    private final int shift;

    private record Known<T>(String name, NameLetters letters, T owner) {}

    private LookalikeNames(List<Known<T>> names) {
        this.names = List.copyOf(names);
        this.byLetters = new HashMap<>();
        long[] keys = new long[16];
        int count = 0;
        for (int id = 0; id < names.size(); id++) {
            NameLetters letters = names.get(id).letters;
            byLetters.putIfAbsent(letters.all(), id);
            String own = letters.own();
            if (keys.length < count + own.length() + 2) {
                keys = Arrays.copyOf(keys, 2 * (count + own.length() + 2));
            }
            for (int gone = -1; gone < own.length(); gone++) {
                keys[count++] = entry(hash(own, gone), id);
            }
            keys[count++] = entry(soundOf(own), id);
        }
        this.entries = Arrays.copyOf(keys, count);
        Arrays.sort(entries);
        int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(count));
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
        private final List<Known<T>> names = new ArrayList<>();

        /** A name of somebody; one that has no letters is like none. */
        public Builder<T> add(String name, T owner) {
            NameLetters letters = NameLetters.of(name);
            if (!letters.all().isEmpty() && names.size() < MAX_NAMES) {
                names.add(new Known<>(name, letters, owner));
            }
            return this;
        }

        public LookalikeNames<T> build() {
            return new LookalikeNames<>(names);
        }
    }

    /** How many names there are. */
    public int size() {
        return names.size();
    }

    /** The known name that is nearest to this one; of several as near the one that was added first. */
    public Optional<Likeness<T>> find(String shown) {
        NameLetters letters = NameLetters.of(shown);
        if (letters.all().isEmpty()) {
            return Optional.empty();
        }
        Likeness<T> same = sameLetters(shown, letters);
        if (same != null || letters.own().isEmpty()) {
            return Optional.ofNullable(same);
        }
        Nearest nearest = new Nearest(letters);
        String own = letters.own();
        for (int gone = -1; gone < own.length(); gone++) {
            at(hash(own, gone), nearest);
        }
        at(soundOf(own), nearest);
        spellings(own, nearest);
        return Optional.ofNullable(nearest.found());
    }

    private @Nullable Likeness<T> sameLetters(String shown, NameLetters letters) {
        Integer id = byLetters.get(letters.all());
        if (id == null) {
            return null;
        }
        Known<T> known = names.get(id);
        boolean equal = Names.areEqual(known.name, shown);
        // Where all is generic, other case or another space is no imitation.
        return equal || !letters.own().isEmpty()
                ? new Likeness<>(known.name, known.owner, equal ? Likeness.Kind.EQUAL : Likeness.Kind.SAME_LETTERS, 0)
                : null;
    }

    /** The nearest of the names that the index brings up. */
    private final class Nearest implements IntConsumer {
        private final NameLetters letters;
        private int nearest = -1;
        private double distance = Double.MAX_VALUE;

        Nearest(NameLetters letters) {
            this.letters = letters;
        }

        @Override
        public void accept(int id) {
            NameLetters known = names.get(id).letters;
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
            Known<T> known = names.get(nearest);
            return new Likeness<>(known.name, known.owner, kind(known), distance);
        }

        private Likeness.Kind kind(Known<T> known) {
            String own = known.letters.own();
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

    private void at(long hash, IntConsumer found) {
        long key = entry(hash, 0);
        int bucket = (int) (key >>> shift);
        for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
            if ((entries[i] & ~ID) == key) {
                found.accept((int) (entries[i] & ID));
            }
        }
    }

    private static long entry(long hash, int id) {
        return ((hash >>> 1) & ~ID) | id;
    }

    /** Of the letters but for the one at {@code gone}; -1 for all of them. */
    private static long hash(String letters, int gone) {
        long hash = 1;
        for (int i = 0; i < letters.length(); i++) {
            if (i != gone) {
                hash = hash * 0x9E3779B97F4A7C15L + letters.charAt(i);
            }
        }
        return mixed(hash);
    }

    /** Of the sounds of Han, and of other letters as they are. */
    private static long soundOf(String letters) {
        long hash = 2;
        for (int i = 0; i < letters.length(); i++) {
            int sound = HanTables.sound(letters.charAt(i));
            hash = hash * 0x9E3779B97F4A7C15L + (sound == 0 ? letters.charAt(i) : -sound);
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long folded = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return folded ^ (folded >>> 32);
    }

    /** Looks up what a name could have been before several of its Han were replaced. */
    private void spellings(String own, IntConsumer found) {
        List<String> spellings = new ArrayList<>(List.of(""));
        for (int i = 0; i < own.length(); i++) {
            String choices = own.charAt(i) + HanTables.alike().getOrDefault(own.charAt(i), "");
            if (spellings.size() * choices.length() > MAX_SPELLINGS) {
                return;
            }
            spellings = spellings.stream()
                    .flatMap(begun -> choices.chars().mapToObj(c -> begun + (char) c))
                    .toList();
        }
        if (spellings.size() > 2) {
            spellings.forEach(spelling -> at(hash(spelling, -1), found));
        }
    }
}
