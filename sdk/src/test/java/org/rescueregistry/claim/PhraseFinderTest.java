package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.wire.MalformedException;

class PhraseFinderTest {
    private static final PhraseFinder PHRASES = new PhraseFinder(Lexicon.standard());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我们是境外救援队，可以联系我",
                "官方救援团队，家属请私信",
                "We are a certified rescue team",
                "เราคือทีมกู้ภัย ได้รับอนุญาต"
            })
    void noticesAnOfferToRescue(String text) {
        assertThat(PHRASES.find(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "今天天气很好", "The government met on Monday", "a rescue"})
    void leavesOrdinaryTextAlone(String text) {
        assertThat(PHRASES.find(text)).isEmpty();
    }

    @Test
    void undoesWidthCaseAndInvisibleCharacters() {
        assertThat(PHRASES.find("ＷＥ ＡＲＥ a Cer\u00ADtified Rescue Team")).isPresent();
    }

    @Test
    void namesTheLineOfALexiconThatIsWrong() {
        assertThatThrownBy(() -> Lexicon.parse("#version\t1\nX\tword\n"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("line 2");
    }
}
