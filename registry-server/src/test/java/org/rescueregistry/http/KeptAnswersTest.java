package org.rescueregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptAnswersTest {
    private final KeptAnswers answers = new KeptAnswers();

    private static Ready ready(int bytes) {
        return Ready.of(new byte[bytes], Reply.TEXT, Caching.REVALIDATE);
    }

    @Test
    void givesBackWhatWasMade() {
        Ready delta = answers.keep(KeptAnswers.Of.since(3, false), ready(1));
        Ready whole = answers.keep(KeptAnswers.Of.all(false), ready(2));
        assertThat(answers.find(KeptAnswers.Of.since(3, false))).isSameAs(delta);
        assertThat(answers.find(KeptAnswers.Of.all(false))).isSameAs(whole);
        assertThat(answers.find(KeptAnswers.Of.since(3, true))).isNull();
        assertThat(answers.find(KeptAnswers.Of.since(4, false))).isNull();
    }

    @Test
    void forgetsTheDeltaThatWasNotAskedForLongest() {
        for (int size = 0; size < KeptAnswers.MOST; size++) {
            answers.keep(KeptAnswers.Of.since(size, false), ready(1));
        }
        assertThat(answers.find(KeptAnswers.Of.since(0, false))).isNotNull();
        answers.keep(KeptAnswers.Of.since(99, false), ready(1));
        assertThat(answers.find(KeptAnswers.Of.since(0, false))).isNotNull();
        assertThat(answers.find(KeptAnswers.Of.since(1, false))).isNull();
    }

    @Test
    void keepsNoMoreBytesThanItMay() {
        for (int size = 0; size < 3; size++) {
            answers.keep(KeptAnswers.Of.since(size, false), ready(KeptAnswers.HEAVIEST / 2 - 1024));
        }
        assertThat(answers.find(KeptAnswers.Of.since(0, false))).isNull();
        assertThat(answers.find(KeptAnswers.Of.since(2, false))).isNotNull();
        answers.keep(KeptAnswers.Of.since(3, false), ready(KeptAnswers.HEAVIEST));
        assertThat(answers.find(KeptAnswers.Of.since(3, false))).isNull();
    }
}
