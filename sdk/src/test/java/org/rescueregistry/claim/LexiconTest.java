package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.wire.MalformedException;

class LexiconTest {
    private static final Lexicon STANDARD = Lexicon.standard();

    private static boolean picks(Lexicon lexicon, String text) {
        return new PhraseFinder(lexicon).find(text).isPresent();
    }

    @Test
    void isExtendedAndNamesBothVersions() throws MalformedException {
        Lexicon ours = Lexicon.parse("#version\texample-7\n# ours\nT\tбригада спасателей\nS\tмы -\nC\tпишите нам\n");
        Lexicon both = STANDARD.extendedBy(ours);
        assertThat(both.version()).isEqualTo(STANDARD.version() + "+example-7");
        assertThat(picks(STANDARD, "Мы - бригада спасателей, пишите нам")).isFalse();
        assertThat(picks(both, "Мы - бригада спасателей, пишите нам")).isTrue();
        assertThat(picks(both, "МЫ - БРИГАДА СПАСАТЕЛЕЙ, ПИШИТЕ НАМ")).isTrue();
        assertThat(picks(both, "我们是官方救援队，加微信")).isTrue();
    }

    @Test
    void losesPhrasesThatAnExtensionTakesOut() throws MalformedException {
        Lexicon without = STANDARD.extendedBy(Lexicon.parse("#version\tx\n-\t搜救队\n"));
        assertThat(picks(STANDARD, "我们是搜救队，加微信")).isTrue();
        assertThat(picks(without, "我们是搜救队，加微信")).isFalse();
    }

    @Test
    void canBeEmpty() throws MalformedException {
        Lexicon empty = Lexicon.parse("#version\tnone");
        assertThat(picks(empty, "我们是官方救援队，加微信")).isFalse();
        assertThat(picks(empty.extendedBy(STANDARD), "我们是官方救援队，加微信")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T\t救援队",
                "#version\t\nT\t救援队",
                "#version\ta+b",
                "#version\t1\nX\tword",
                "#version\t1\nT word",
                "#version\t1\nT\t",
                "#version\t1\nT\t队",
                "#version\t1\nT\t!!!",
                "#version\t1\nTT\tword",
                "#version\t1\n\tword",
                "#version\t1\nT\tword\tweibo.example 1",
                "#version\t1\nN\tword\tweibo.example",
                "#version\t1\nN\tword\t",
                "#version\t1\nN\tword\tweibo.example 1\t",
                "#version\t1\nN\tword\tWeibo.example 1"
            })
    void refusesWhatIsNoLexicon(String text) {
        assertThatThrownBy(() -> Lexicon.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesALexiconThatIsTooLarge() throws MalformedException {
        String phrase = "T\tword ";
        StringBuilder text = new StringBuilder("#version\t1\n");
        for (int i = 0; i <= Lexicon.MAX_PHRASES; i++) {
            text.append(phrase).append(i).append('\n');
        }
        assertThatThrownBy(() -> Lexicon.parse(text.toString())).hasMessageContaining("20000");
        assertThatThrownBy(() -> Lexicon.parse("#version\t1\nT\t" + "队".repeat(65)))
                .hasMessageContaining("line 2");
    }

    @Test
    void shipsPhrasesOfEachKind() {
        assertThat(STANDARD.version()).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
        assertThat(STANDARD.kinds()).containsExactlyInAnyOrder(Phrase.Kind.values());
    }

    @Test
    void readsALongHostileTextInLinearTime() {
        for (String part : new String[] {
            "救援队",
            "我们是",
            "官方救援队",
            "we are ",
            "a\u0301",
            "rescue team police ",
            "官方",
            "ทีมกู้ภัย",
            "\u0E49\u0E38",
            "0.",
            "救\n援\n队\n官\n方\n"
        }) {
            String text = part.repeat(200_000 / part.length());
            assertThat(new PhraseFinder(STANDARD).find(text)).isNotNull();
        }
    }
}
