package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HanTablesTest {
    @Test
    void simplifiesAsIcuDoes() {
        Transliterator icu = Transliterator.getInstance("Traditional-Simplified");
        Map<Character, Character> simplified = new HashMap<>();
        for (char c = '\u3400'; c <= '\u9FFF'; c++) {
            String read = icu.transliterate(String.valueOf(c));
            if (read.length() == 1 && read.charAt(0) != c) {
                simplified.put(c, read.charAt(0));
            }
        }
        assertThat(HanTables.simplified()).isEqualTo(simplified);
    }

    @Test
    void readsAsIcuDoes() {
        Transliterator icu = Transliterator.getInstance("Han-Latin; NFD; [:Mn:] Remove; NFC; Latin-ASCII; Lower");
        Map<String, Integer> numbers = new HashMap<>();
        for (char c = '\u4E00'; c <= '\u9FFF'; c += 7) {
            char han = c;
            String read = icu.transliterate(String.valueOf(c)).trim();
            if (read.matches("[a-z]+")) {
                int known = numbers.computeIfAbsent(read, syllable -> HanTables.sound(han));
                assertThat(HanTables.sound(c)).as(read).isEqualTo(known).isPositive();
            }
        }
        assertThat(numbers.values()).doesNotHaveDuplicates().hasSizeGreaterThan(300);
    }

    @Test
    void likenessGoesBothWays() {
        int alike = 0;
        for (char han = HanTables.FIRST; han <= HanTables.LAST; han++) {
            for (char like : HanTables.alike(han).toCharArray()) {
                assertThat(HanTables.alike(like)).contains(String.valueOf(han));
                alike++;
            }
        }
        assertThat(alike).isGreaterThan(1000);
    }
}
