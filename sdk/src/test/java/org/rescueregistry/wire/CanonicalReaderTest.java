package org.rescueregistry.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalReaderTest {
    private static final String CHARACTERS = "ab\"\\\n\u007F\u00e9\u20ac\uFFFD救\uD83D\uDEA4";
    private static final byte[] PIECES = "{}[],:\"\\0129-.eturafnl\u00c0\u00ed\u0080 ".getBytes(UTF_8);

    @Property(tries = 500)
    void readsWhatTheParserReads(@ForAll long seed) throws Exception {
        byte[] bytes = value(new Random(seed), 0).canonical();
        Json read = CanonicalReader.readAll(bytes);
        String text = new String(bytes, UTF_8);
        if (text.indexOf('\\') < 0 && text.indexOf('-') < 0) {
            assertThat(read).isEqualTo(Json.parse(bytes));
        } else {
            assertThat(read).isNull();
        }
    }

    @Property(tries = 3000)
    void takesOnlyWhatIsCanonical(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] bytes = value(random, 0).canonical();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = PIECES[random.nextInt(PIECES.length)];
        }
        Json read = CanonicalReader.readAll(bytes);
        if (read != null) {
            assertThat(read).isEqualTo(Json.parse(bytes));
            assertThat(read.canonical()).isEqualTo(bytes);
        }
    }

    @Property(tries = 1000)
    void readsBase64UrlAsTheDecoderDoes(@ForAll byte[] bytes, @ForAll long seed) throws Exception {
        StringBuilder text = new StringBuilder(Base64Url.encode(bytes));
        assertThat(base64Url(text, bytes.length)).isEqualTo(bytes);
        Random random = new Random(seed);
        if (text.length() > 0) {
            text.setCharAt(random.nextInt(text.length()), "Af9-_=+/ \u00e9".charAt(random.nextInt(10)));
            byte[] other;
            try {
                other = Base64Url.decode(text.toString(), "here");
            } catch (MalformedException refused) {
                assertThatThrownBy(() -> base64Url(text, bytes.length)).isInstanceOf(MalformedException.class);
                return;
            }
            assertThat(base64Url(text, bytes.length)).isEqualTo(other);
        }
    }

    private static byte[] base64Url(CharSequence text, int length) throws MalformedException {
        byte[] read = new byte[length];
        reader(text).base64Url(read);
        return read;
    }

    @Test
    void refusesWhatIsNotPlain() {
        for (String text :
                List.of("", "01", "-1", "1.0", "1e1", "12345678901234567", "\"a", "[1,]", "{\"b\":1,\"a\":2}")) {
            assertThat(CanonicalReader.readAll(text.getBytes(UTF_8))).as(text).isNull();
        }
        assertThat(CanonicalReader.readAll("[".repeat(100_000).getBytes(UTF_8))).isNull();
        assertThat(CanonicalReader.readAll(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .as("half a surrogate pair")
                .isNull();
    }

    @Test
    void refusesACharacterThatIsCutShort() {
        byte[] whole = "\"\uFFFD\uD83D\uDEA4\"".getBytes(UTF_8);
        for (int end = 2; end < whole.length - 1; end++) {
            byte[] cut = Arrays.copyOf(whole, end + 1);
            cut[end] = '"';
            assertThat(CanonicalReader.readAll(cut) == null).as("%d bytes", end).isEqualTo(end != 4);
        }
    }

    private static CanonicalReader reader(CharSequence text) {
        return new CanonicalReader(("\"" + text + "\"").getBytes(UTF_8));
    }

    private static Json value(Random random, int depth) {
        int kind = random.nextInt(depth > 3 ? 4 : 6);
        return switch (kind) {
            case 0 -> new Json.Num(random.nextInt(20) == 0 ? -7 : random.nextLong() >>> 15 + random.nextInt(48));
            case 1, 2 -> new Json.Str(text(random));
            case 3 -> random.nextBoolean() ? new Json.Bool(random.nextBoolean()) : new Json.Null();
            case 4 -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth + 1));
                }
                yield new Json.Arr(items);
            }
            default -> {
                Json.ObjectBuilder object = Json.object();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.put(i + text(random), value(random, depth + 1));
                }
                yield object.build();
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at =
                    CHARACTERS.offsetByCodePoints(0, random.nextInt(CHARACTERS.codePointCount(0, CHARACTERS.length())));
            text.appendCodePoint(CHARACTERS.codePointAt(at));
        }
        return text.toString();
    }
}
