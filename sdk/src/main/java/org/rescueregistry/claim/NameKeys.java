package org.rescueregistry.claim;

import java.util.Arrays;

/**
 * The keys of a name in an index of names: hashes of all its letters, of its own letters, of these but for one, and of their sounds.
 * Two names that are alike have one in common; a name that is looked for has besides those of what it could have been before several
 * of its Han were replaced. Each is made with a few multiplications, in memory that the thread uses again.
 */
final class NameKeys {
    /** Most spellings with other Han that look alike that are looked up for one name. */
    static final int MAX_SPELLINGS = 64;

    private static final long ALL = 3;
    private static final long OWN = 1;
    private static final long SOUNDS = 2;
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private static final ThreadLocal<NameKeys> OF_THREAD = ThreadLocal.withInitial(NameKeys::new);

    private final NameReading name = new NameReading();
    private final long[] keys = new long[3 + NameReading.MAX_LETTERS + MAX_SPELLINGS];
    private int count;

    private NameKeys() {}

    /** Those under which a name is found; they are this thread's until it asks for those of another. None if it has no letters. */
    static NameKeys known(String name) {
        NameKeys keys = OF_THREAD.get();
        keys.read(name);
        return keys;
    }

    /** Those under which names that this one is like are looked for, likewise. */
    static NameKeys sought(String name) {
        NameKeys keys = known(name);
        keys.addSpellings();
        return keys;
    }

    /** The letters of a name. */
    static NameLetters letters(String name) {
        NameReading reading = OF_THREAD.get().name;
        reading.read(name);
        return reading.copy();
    }

    int count() {
        return count;
    }

    /** The first is the one of all letters, the others are of its own. */
    long at(int index) {
        return keys[index];
    }

    /** All of them, to be kept. */
    long[] copy() {
        return Arrays.copyOf(keys, count);
    }

    private void read(String text) {
        name.read(text);
        count = 0;
        if (name.length() > 0) {
            long all = ALL;
            for (int i = 0; i < name.length(); i++) {
                all = all * BASE + name.charAt(i);
            }
            add(all);
        }
        if (name.ownLength() > 0) {
            addOwn();
            addSounds();
        }
    }

    private void add(long hash) {
        keys[count++] = mixed(hash);
    }

    /** Without the letter i the hash is that of what is before it, moved up, and of what is behind it. */
    private void addOwn() {
        int length = name.ownLength();
        long before = OWN;
        for (int i = 0; i < length; i++) {
            keys[count + i] = before;
            before = before * BASE + name.ownAt(i);
        }
        long behind = 0;
        long power = 1;
        for (int i = length - 1; i >= 0; i--) {
            keys[count + i] = mixed(keys[count + i] * power + behind);
            behind += name.ownAt(i) * power;
            power *= BASE;
        }
        count += length;
        add(before);
    }

    /** Of Han, and of other letters as they are; a name without Han sounds as none that is spelled otherwise. */
    private void addSounds() {
        boolean sounds = false;
        long hash = SOUNDS;
        for (int i = 0; i < name.ownLength(); i++) {
            int sound = HanTables.sound(name.ownAt(i));
            sounds |= sound != 0;
            hash = hash * BASE + (sound == 0 ? name.ownAt(i) : -sound);
        }
        if (sounds) {
            add(hash);
        }
    }

    /** None where one letter at most has another that looks like it: without that letter it is found anyhow. */
    private void addSpellings() {
        int ways = 1;
        keys[count] = OWN;
        for (int i = 0; i < name.ownLength(); i++) {
            char letter = name.ownAt(i);
            String alike = HanTables.alike(letter);
            int choices = 1 + alike.length();
            if (ways * choices > MAX_SPELLINGS) {
                return;
            }
            // From the last, whose place no other is written to before it is read.
            for (int way = ways - 1; way >= 0; way--) {
                long begun = keys[count + way] * BASE;
                for (int k = 1; k < choices; k++) {
                    keys[count + way * choices + k] = begun + alike.charAt(k - 1);
                }
                keys[count + way * choices] = begun + letter;
            }
            ways *= choices;
        }
        for (int end = count + (ways > 2 ? ways : 0); count < end; ) {
            add(keys[count]);
        }
    }

    private static long mixed(long hash) {
        long folded = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return folded ^ (folded >>> 32);
    }
}
