package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten offers in ten languages, each disguised in fifteen ways; the table is printed. */
class EvasionTest {
    private static final PhraseFinder PHRASES = new PhraseFinder(Lexicon.standard());

    @Test
    void noticesEveryOfferAsItIs() {
        for (String[] offer : WrittenPosts.read("offers.tsv")) {
            assertThat(PHRASES.find(offer[1])).as(offer[1]).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void undoesATrick(Disguise trick) {
        List<String> missed = new ArrayList<>();
        int disguised = 0;
        for (String[] offer : WrittenPosts.read("offers.tsv")) {
            String text = trick.of(offer[1]);
            if (!text.equals(offer[1])) {
                disguised++;
                if (PHRASES.find(text).isEmpty()) {
                    missed.add(offer[0]);
                }
            }
        }
        System.out.printf("| %s | %d | %d | %s |%n", trick.title, disguised, disguised - missed.size(), missed);
        assertThat(10 * missed.size()).as("%s missed of %d", missed, disguised).isLessThanOrEqualTo(disguised);
        assertThat(disguised).isPositive();
    }

    @Test
    void saysWhereThePhrasesAre() {
        String text = "你好！我\u200B们是官方 救.援.隊，加微信";
        Suspicion found = PHRASES.find(text).orElseThrow();
        assertThat(found.phrases()).containsExactly("我们是", "救援队", "加微信");
        assertThat(text.substring(found.start(), found.end())).isEqualTo("我\u200B们是官方 救.援.隊，加微信");
        assertThat(text.substring(found.team().start(), found.team().end())).isEqualTo("救.援.隊");
    }
}
