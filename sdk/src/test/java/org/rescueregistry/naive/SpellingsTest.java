package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What chance seldom comes upon: each odd spelling of what has one right one, before both reducers. */
final class SpellingsTest {
    private static final Founding FOUNDING = Founding.ALL.get(1);

    private final Pen pen = new Pen();

    /** Both come to the same over this log; what they come to, of its last leaf but one. */
    private static String agreed(List<byte[]> leaves) {
        NaiveReducer naive = new NaiveReducer(Pen.LOG);
        leaves.forEach(naive::append);
        assertThat(OurReplay.result(Pen.LOG, leaves, false)).isEqualTo(naive.result());
        return naive.stop() == null ? naive.outcomes().get(leaves.size() - 2) : naive.stop();
    }

    /** The log that begins so, and a state leaf. */
    private static String agreedOnFirst(byte[] leaf) {
        Map<String, Object> state = StateLeaves.right(new NaiveState(Pen.LOG), NaiveKeys.digest(""), 1, Founding.START);
        return agreed(List.of(leaf, Pen.bytes(NaiveJson.print(state))));
    }

    /** The founding, this leaf, and a state leaf behind it. */
    private static String agreedOnNext(byte[] leaf) {
        List<byte[]> leaves = new ArrayList<>(FOUNDING.leaves);
        leaves.add(leaf);
        Map<String, Object> state =
                StateLeaves.right(new NaiveState(Pen.LOG), NaiveKeys.digest(""), leaves.size(), Founding.START + 1);
        leaves.add(Pen.bytes(NaiveJson.print(state)));
        return agreed(leaves);
    }

    private byte[] charter(String entity, Map<String, Object> charter) {
        return Founding.charterLeaf(pen, entity, charter, List.of("operator 1", "council"));
    }

    /** As the first charter, and as one that replaces it: there malformed is told from not holding together. */
    private void agreedOn(Map<String, Object> charter) {
        agreedOnFirst(charter(Pen.ENTITY, charter));
        Map<String, Object> payload = pen.payload("recharter", Pen.ENTITY, Founding.START);
        payload.put("basis", List.of(charterId()));
        payload.put("charter", charter);
        String approval = pen.approval("recharter", Pen.ENTITY, Founding.START, charter, Cast.kid("council"));
        payload.put("approvals", List.of(approval));
        agreedOnNext(Pen.bytes(Cast.signed(Rows.STATEMENT, Cast.kid("operator 0"), payload)));
    }

    private static String charterId() {
        return Rows.statement(new String(FOUNDING.leaves.get(0), UTF_8)).id();
    }

    static List<String> entities() {
        return Unfounded.ENTITIES;
    }

    @ParameterizedTest
    @MethodSource("entities")
    void entityIds(String entity) {
        agreedOnFirst(charter(entity, FOUNDING.charter()));
    }

    private static String verifierKey(String name, byte... key) {
        byte[] hash = NaiveKeys.sha256((name + "\n").getBytes(UTF_8), key);
        return name + "+" + HexFormat.of().formatHex(hash, 0, 4) + "+"
                + Base64.getEncoder().encodeToString(key);
    }

    static List<String> verifierKeys() {
        String right = Cast.logKeys(Pen.LOG).get(0);
        List<String> keys =
                new ArrayList<>(List.of(right, right + "=", right + "+", right + "\n", "+" + right, "", "++"));
        keys.add(right.substring(0, 21) + right.substring(21, 29).toUpperCase(Locale.ROOT) + right.substring(29));
        keys.add(right.substring(0, right.length() - 1));
        for (String name : List.of(
                Pen.LOG, "", "a b", "x\u00a0y", "x\u2003y", "x\u3000y", "x\ty", "other.example/log", "\u00e9")) {
            keys.add(verifierKey(name));
            keys.add(verifierKey(name, (byte) 1));
            keys.add(verifierKey(name, (byte) 1, (byte) 2));
            keys.add(verifierKey(name, (byte) 0xff, (byte) 0xff, (byte) 0xff));
            keys.add(verifierKey(name, (byte) 0xff, (byte) 0xff).replace("=", ""));
            keys.add(verifierKey(name, (byte) 0xfb, (byte) 0xff, (byte) 0xff).replace("/", "_"));
            keys.add(verifierKey(name, new byte[33]));
            keys.add(verifierKey(name, new byte[40]));
        }
        return keys;
    }

    @ParameterizedTest
    @MethodSource("verifierKeys")
    void verifierKeys(String key) {
        Map<String, Object> charter = FOUNDING.charter();
        charter.put("log_keys", List.of(key));
        agreedOn(charter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry",
                "",
                "-",
                "a",
                "A",
                "a_b",
                "é",
                "a-b-1",
                "12345678901234567890123456789012",
                "123456789012345678901234567890123"
            })
    void namesOfBodies(String name) {
        Map<String, Object> charter = FOUNDING.charter();
        charter.put("bodies", List.of(Records.of("id", name, "key", Cast.jwk(Cast.kid("body sea-desk")))));
        agreedOn(charter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN", "cn", "C", "CNA", "IL", "0O", "U1", "ZZ", "C ", "ＣＮ"})
    void codePrefixes(String prefix) {
        Map<String, Object> charter = FOUNDING.charter();
        charter.put("code_prefix", prefix);
        agreedOn(charter);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                -1,
                0,
                1,
                2,
                3,
                4,
                5,
                8,
                1 << 20,
                (1 << 20) + 4,
                Integer.MAX_VALUE,
                1L << 31,
                (1L << 53) - 1,
                1L << 53
            })
    void limitsAndQuorums(long number) {
        for (String limit : Shapes.LIMITS) {
            Map<String, Object> charter = FOUNDING.charter();
            Map<String, Object> limits = new TreeMap<>(NaiveJson.object(charter.get("limits")));
            limits.put(limit, number);
            charter.put("limits", limits);
            agreedOn(charter);
        }
        Map<String, Object> charter = FOUNDING.charter();
        charter.put("quorum", number);
        agreedOn(charter);
    }

    private byte[] appointment(String member, Object value) {
        Map<String, Object> payload = pen.payload("appoint", Pen.ENTITY, Founding.START);
        payload.put("basis", List.of(charterId()));
        payload.put("body", "sea-desk");
        payload.put("key", Cast.jwk(Cast.kid("somebody new")));
        payload.put("role", "platform");
        payload.put("platform", "chat.example");
        payload.put(member, value);
        return Pen.bytes(Cast.signed(Rows.STATEMENT, Cast.kid("operator 0"), payload));
    }

    static List<String> domains() {
        return List.of(
                "a.b",
                ".",
                "..",
                "a",
                "",
                "A.b",
                "a_b.c",
                "a.b.",
                "é.b",
                "-.-",
                "a.b\n",
                "a." + "b".repeat(251),
                "a." + "b".repeat(252));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void domains(String domain) {
        agreedOnNext(appointment("platform", domain));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                -1,
                0,
                1_799_999_901,
                1_799_999_900,
                1_800_000_006,
                1_800_000_007,
                (1L << 40) - 1,
                1L << 40,
                (1L << 53) - 1,
                1L << 53
            })
    void times(long iat) {
        agreedOnNext(appointment("iat", iat));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 42, 43, 1L << 40, (1L << 53) - 1, 1L << 53})
    void indicesOfLeaves(long from) {
        Map<String, Object> payload = pen.payload("dismiss", Pen.ENTITY, Founding.START);
        payload.put("key", Cast.kid("sea-desk vetter 0"));
        payload.put("reason", "unspecified");
        payload.put("from", from);
        agreedOnNext(Pen.bytes(Cast.signed(Rows.STATEMENT, Cast.kid("body sea-desk"), payload)));
    }

    static List<String> codes() {
        String right = "RR-CN00-0000-00" + Shapes.checkSymbols("CN00000000");
        return List.of(
                right,
                right.replace('0', 'O'),
                right.toLowerCase(Locale.ROOT),
                right.replace("-", ""),
                right + " ",
                "RP" + right.substring(2),
                right.substring(0, right.length() - 1) + "7",
                "RR-CNUU-UUUU-UUUU",
                "");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void codes(String code) {
        Map<String, Object> payload = pen.payload("withdraw", code, Founding.START);
        agreedOnNext(Pen.bytes(Cast.signed(Rows.STATEMENT, Cast.kid("council"), payload)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "!", ".", "x.y", "é", " "})
    void whatStandsWhereASignatureShouldInAnActToCome(String last) {
        String signed = Cast.signed(Rows.STATEMENT, Cast.kid("council"), pen.payload("marry", "x", 1));
        agreedOnNext(Pen.bytes(signed.substring(0, signed.lastIndexOf('.') + 1) + last));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 31, 32, 33, 1000})
    void depths(int depth) {
        Object nested = 1L;
        for (int i = 0; i < depth; i++) {
            nested = i % 2 == 0 ? List.of(nested) : Map.of("a", nested);
        }
        Map<String, Object> payload = pen.payload("marry", "x", 1);
        payload.put("deep", nested);
        agreedOnNext(Pen.bytes(Cast.signed(Rows.STATEMENT, Cast.kid("council"), payload)));
    }

    @Test
    void leavesThatAreTooLong() {
        Map<String, Object> state = StateLeaves.right(
                new NaiveState(Pen.LOG), NaiveKeys.digest(""), FOUNDING.leaves.size(), Founding.START + 1);
        for (int length : List.of(65_000, 65_400, 70_000)) {
            String uri = "x".repeat(length);
            state.put("status_lists", Map.of(uri, Map.of("bits", 2L, "length", 4L, "sha256", NaiveKeys.digest(""))));
            agreedOnNext(Pen.bytes(NaiveJson.print(state)));
            state.put("rules", 2L);
            agreedOnNext(Pen.bytes(NaiveJson.print(state)));
            state.put("rules", 1L);
        }
        assertThat(agreedOnNext(Pen.bytes("{" + "x".repeat(65_535)))).isEqualTo("state_misplaced");
        assertThat(agreedOnNext(Pen.bytes("x".repeat(65_536)))).isEqualTo("malformed");
    }

    @Test
    void leavesOfALogWithoutACharter() {
        for (String first : List.of("", "{", "{}", "nonsense")) {
            assertThat(agreedOnFirst(Pen.bytes(first))).isEqualTo("no_charter");
        }
    }
}
