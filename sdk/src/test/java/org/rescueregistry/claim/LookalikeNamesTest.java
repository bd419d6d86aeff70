package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikeNamesTest {
    private static final LookalikeNames<Integer> NAMES = LookalikeNames.<Integer>builder()
            .add("蓝舟救援队", 1)
            .add("Blue Boat Rescue", 2)
            .add("晨渡公益基金会", 3)
            .add("救援队", 4)
            .add("天官赐福团队", 5)
            .add("มูลนิธิเรือฟ้า", 6)
            .add("푸른배 구조대", 7)
            .build();

    @ParameterizedTest
    @CsvSource({
        "蓝舟救援队, 1, EQUAL",
        "救援队, 4, EQUAL",
        "藍舟救援隊, 1, SAME_LETTERS",
        "蓝舟·救援队🚤, 1, SAME_LETTERS",
        "蓝舟救援, 1, SAME_LETTERS",
        "【官方】蓝舟救援中心, 1, SAME_LETTERS",
        "篮舟救援队, 1, HAN_LOOKALIKE",
        "天宫赐福团队, 5, HAN_LOOKALIKE",
        "夭宫赐福团队, 5, HAN_LOOKALIKE",
        "蓝州救援队, 1, HOMOPHONE",
        "晨度公益基金会, 3, HOMOPHONE",
        "BLUE BOAT RESCUE, 2, SAME_LETTERS",
        "Вlue Воаt Rеscuе, 2, SAME_LETTERS",
        "B1ue B0at Rescue Team, 2, SAME_LETTERS",
        "Bluee Boat Rescue, 2, NEAR",
        "Blue Baot Rescue, 2, NEAR",
        "Blue Boats Rescue, 2, NEAR",
        "มูลนิธิเรือฟ้า ทางการ, 6, SAME_LETTERS",
        "푸른배 구조팀, 7, SAME_LETTERS"
    })
    void findsWhatANameCanBeTakenFor(String shown, int owner, Likeness.Kind kind) {
        Optional<Likeness<Integer>> found = NAMES.find(shown);
        assertThat(found).as(shown).isPresent();
        assertThat(found.get().owner()).isEqualTo(owner);
        assertThat(found.get().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "🚤🚤",
                "救 援 队!",
                "Rescue Team",
                "official rescue foundation",
                "红舟救援队",
                "蓝天救援队",
                "兰州救援队",
                "蓝舟",
                "篮舟",
                "蓝舟咖啡馆",
                "Blue Coat Cafe",
                "Green Boat Rescue",
                "Blue Goat",
                "晨跑",
                "小丽",
                "天官"
            })
    void leavesOtherNamesAlone(String shown) {
        assertThat(NAMES.find(shown)).as(shown).isEmpty();
    }

    @Test
    void prefersTheNearestAndThenTheFirst() {
        LookalikeNames<String> names = LookalikeNames.<String>builder()
                .add("Blue Boats Rescue", "far")
                .add("Blue Boat Rescue", "first")
                .add("Blue Boat Rescue", "second")
                .build();
        assertThat(names.find("blue boat rescue").orElseThrow().owner()).isEqualTo("first");
        assertThat(names.size()).isEqualTo(3);
    }

    @Test
    void isTotal() {
        assertThat(NAMES.find("\uD83D")).isEmpty();
        assertThat(NAMES.find("a\u0301".repeat(100_000))).isEmpty();
        assertThat(NAMES.find("蓝".repeat(100_000))).isEmpty();
        assertThat(LookalikeNames.<String>builder().build().find("蓝舟救援队")).isEmpty();
    }
}
