package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The index loses no name that going through all names would find, and finds no other. */
class LookalikeSearchTest {
    private static final NameDistance DISTANCE = new NameDistance(true, true);
    private static final String HAN = "蓝篮藍兰舟州周洲天夭官宫赐福红晨渡度队隊";
    private static final String LATIN = "blueoatgnvВоаrсh0l1i";
    private static final List<String> SHARED = List.of("救援队", " rescue team", "基金会", " foundation", "【官方】", "");

    @Property(tries = 50)
    void findsWhatAScanOfAllNamesFinds(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> known = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            known.add(random.nextInt(4) == 0 && i > 0 ? known.get(random.nextInt(i)) : name(random));
        }
        LookalikeNames.Builder<Integer> builder = LookalikeNames.builder();
        for (int i = 0; i < known.size(); i++) {
            builder.add(known.get(i), i);
        }
        LookalikeNames<Integer> names = builder.build();
        for (int i = 0; i < 60; i++) {
            String shown = random.nextBoolean() ? name(random) : disguised(known.get(random.nextInt(40)), random);
            assertThat(names.find(shown).map(Likeness::owner)).as(shown).isEqualTo(scan(known, shown));
        }
    }

    // ---- a scan of all names, without keys --------------------------------------------------------------------------

    private static Optional<Integer> scan(List<String> known, String shown) {
        NameLetters letters = NameKeys.letters(shown);
        if (letters.all().isEmpty()) {
            return Optional.empty();
        }
        for (int id = 0; id < known.size(); id++) {
            if (NameKeys.letters(known.get(id)).all().equals(letters.all())) {
                boolean isOne = !letters.own().isEmpty() || Names.areEqual(known.get(id), shown);
                return isOne ? Optional.of(id) : Optional.empty();
            }
        }
        int nearest = -1;
        double distance = Double.MAX_VALUE;
        for (int id = 0; id < known.size(); id++) {
            NameLetters other = NameKeys.letters(known.get(id));
            double here = DISTANCE.between(letters.own(), other.own());
            if (!letters.own().isEmpty()
                    && !other.own().isEmpty()
                    && here < distance
                    && isOneAway(letters.own(), other.own())
                    && here <= limit(letters, other)) {
                nearest = id;
                distance = here;
            }
        }
        return nearest < 0 ? Optional.empty() : Optional.of(nearest);
    }

    private static double limit(NameLetters one, NameLetters other) {
        String shorter = other.own().length() < one.own().length() ? other.own() : one.own();
        double limit = NameDistance.limit(shorter);
        if (one.isGenericInPart() == other.isGenericInPart()) {
            return limit;
        }
        return NameDistance.weight(shorter) < 8 ? -1 : Math.min(limit, NameDistance.DOUBLED);
    }

    private static boolean isOneAway(String shown, String known) {
        Set<String> gone = withoutOne(shown);
        gone.retainAll(withoutOne(known));
        return !gone.isEmpty() || sounds(shown).equals(sounds(known)) || isOtherSpelling(shown, known);
    }

    private static Set<String> withoutOne(String letters) {
        Set<String> all = new HashSet<>(Set.of(letters));
        for (int i = 0; i < letters.length(); i++) {
            all.add(letters.substring(0, i) + letters.substring(i + 1));
        }
        return all;
    }

    private static List<Integer> sounds(String letters) {
        return letters.chars()
                .mapToObj(c -> HanTables.sound((char) c) == 0 ? c : -HanTables.sound((char) c))
                .toList();
    }

    private static boolean isOtherSpelling(String shown, String known) {
        int spellings = 1;
        for (int i = 0; i < shown.length(); i++) {
            spellings *= 1 + HanTables.alike(shown.charAt(i)).length();
            if (spellings > NameKeys.MAX_SPELLINGS) {
                return false;
            }
        }
        // What is looked up are spellings of all letters, and of all but one of a known name too.
        return spellings > 2 && withoutOne(known).stream().anyMatch(one -> isSpelling(shown, one));
    }

    private static boolean isSpelling(String shown, String known) {
        boolean same = shown.length() == known.length();
        for (int i = 0; same && i < shown.length(); i++) {
            char letter = shown.charAt(i);
            same = letter == known.charAt(i) || HanTables.alike(letter).indexOf(known.charAt(i)) >= 0;
        }
        return same;
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    private static String name(Random random) {
        String from = random.nextBoolean() ? HAN : LATIN;
        StringBuilder name = new StringBuilder();
        for (int i = 2 + random.nextInt(from.equals(HAN) ? 3 : 6); i > 0; i--) {
            name.append(from.charAt(random.nextInt(from.length())));
        }
        return name.append(SHARED.get(random.nextInt(SHARED.size()))).toString();
    }

    private static String disguised(String name, Random random) {
        StringBuilder other = new StringBuilder(name);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(other.length());
            char letter = other.charAt(at);
            String alike = HanTables.alike(letter);
            switch (random.nextInt(4)) {
                case 0 -> other.insert(at, letter);
                case 1 -> other.setCharAt(at, alike.isEmpty() ? 'x' : alike.charAt(random.nextInt(alike.length())));
                case 2 -> other.insert(at, (char) ('a' + random.nextInt(26)));
                default -> other.setCharAt(at, HAN.charAt(random.nextInt(HAN.length())));
            }
        }
        return other.toString();
    }
}
