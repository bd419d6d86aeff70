package org.rescueregistry.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class SafeTextTest {
    @Test
    void losesControls() {
        assertThat(SafeText.of("a\u001b[31mred\u0007\u0000\u007f\u009bb")).isEqualTo("a[31mredb");
        assertThat(SafeText.of("one\ntwo\r\tthree\u2028four")).isEqualTo("one two  three four");
    }

    @Test
    void losesEveryBidirectionalCharacter() {
        for (int point : new int[] {
            0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069
        }) {
            assertThat(SafeText.of("a" + Character.toString(point) + "b"))
                    .as(Integer.toHexString(point))
                    .isEqualTo("ab");
        }
    }

    @Test
    void losesTagsAndShowsLoneSurrogates() {
        assertThat(SafeText.of("a\uDB40\uDC41b")).isEqualTo("ab");
        assertThat(SafeText.of("a\uD800b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void leavesWhatScriptsNeed() {
        for (String name : new String[] {"蓝舟救援", "ทีมกู้ภัย", "ក្រុម\u200bសង្គ្រោះ", "ကယ်ဆယ်ရေး", "نمی\u200cخواهم"}) {
            assertThat(SafeText.of(name)).isEqualTo(name);
        }
    }

    @Test
    void isolatesWhatIsWrittenFromRightToLeft() {
        assertThat(SafeText.isolated("الصليب")).isEqualTo("\u2068الصليب\u2069");
        assertThat(SafeText.isolated("蓝舟救援")).isEqualTo("蓝舟救援");
        assertThat(SafeText.isolated("\u202eevil" + "الصليب")).isEqualTo("\u2068evilالصليب\u2069");
        assertThat(SafeText.isolated("a" + SafeText.BETWEEN + "الصليب")).isEqualTo("a, \u2068الصليب\u2069");
    }

    @Test
    void jsonMeansTheSameAndCannotHarm() throws MalformedException {
        Json.Obj value =
                Json.object().put("name", "a\u009b\u202e\uDB40\uDC41 الصليب").build();
        String safe = SafeText.inJson(value.text());
        assertThat(safe).contains("\\u009b\\u202e\\udb40\\udc41 الصليب");
        assertThat(Json.parse(safe)).isEqualTo(value);
    }

    @Property
    void nothingHarmfulIsEverLeft(@ForAll String outside) {
        assertThat(SafeText.of(outside).codePoints())
                .noneMatch(point -> Character.isISOControl(point)
                        || (point >= 0x202A && point <= 0x202E)
                        || (point >= 0x2066 && point <= 0x2069)
                        || Character.getType(point) == Character.SURROGATE);
        assertThat(SafeText.of(SafeText.of(outside))).isEqualTo(SafeText.of(outside));
    }
}
