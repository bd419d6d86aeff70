package org.rescueregistry.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

class PostTextTest {
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    record Vector(String why, String post, String text, String sha256) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Vector> vectors() throws IOException, MalformedException {
        List<Vector> vectors = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(PostTextTest.class.getResourceAsStream("/vectors/post-text/post-text.json"))) {
            for (Json one : ((Json.Arr) Json.parse(in.readAllBytes())).items()) {
                Members members = Members.of(one, "vector");
                vectors.add(new Vector(
                        members.string("why"),
                        members.string("post"),
                        members.string("text"),
                        members.string("sha256")));
                members.done();
            }
        }
        return vectors.stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsThePublishedVectors(Vector vector) {
        PostText read = PostText.of(vector.post());
        assertThat(read.text()).isEqualTo(vector.text());
        assertThat(Digest.sha256(read.utf8()).hex()).isEqualTo(vector.sha256());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isTheSameAfterWhatPlatformsDoToPosts(Vector vector) {
        String text = vector.post();
        // Composing takes a mark out of a run, which changes what is left of one that is too long.
        boolean isShort = !text.contains("\u0300".repeat(Marks.MOST));
        assertThat(PostText.of(isShort ? NFC.normalize(text) : text).text()).isEqualTo(vector.text());
        assertThat(PostText.of("\u200B" + text.replaceAll("[ \n]+", "\n \uFEFF") + "\u00A0")
                        .text())
                .isEqualTo(vector.text());
        assertThat(PostText.of(text + " https://t.co/Ab3dE RR-CN7K-3M9Q-XDP2").text())
                .isEqualTo(vector.text());
    }

    @Property(tries = 300)
    void isTotalAndInNormalFormAndHasNoSpaceToSpare(@ForAll @StringLength(max = 60) String post) {
        String text = PostText.of(post).text();
        assertThat(NFC.isNormalized(text)).isTrue();
        assertThat(text).doesNotContain("  ").doesNotStartWith(" ").doesNotEndWith(" ");
        assertThat(new String(PostText.of(post).utf8(), UTF_8)).isEqualTo(text);
    }

    @Test
    void replacesHalfOfASurrogatePair() {
        assertThat(PostText.of("a\uD83Dz").text()).isEqualTo("a\uFFFDz");
        assertThat(PostText.of("\uDE80").text()).isEqualTo("\uFFFD");
    }

    @Test
    void refusesAPostThatIsTooLong() {
        String longest = "a".repeat(PostText.MAX_CHARS);
        assertThat(PostText.of(longest).text()).isEqualTo(longest);
        assertThatThrownBy(() -> PostText.of(longest + "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichUnicode() {
        assertThat(PostText.unicodeVersion()).matches("[0-9]+\\.[0-9]");
    }
}
