package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class StateLeafTest {
    private static final Digest EMPTY = Digest.sha256();
    private static final String LOG = "registry.example/log";

    @Test
    void isWrittenAsThePageShowsIt() {
        assertThat(leaf().bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"act\":\"state\",\"attestations\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\","
                        + "\"charter\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\",\"log\":\"registry.example/log\","
                        + "\"map\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\",\"rules\":1,\"size\":7,"
                        + "\"status_lists\":{\"https://registry.example/status/1\":{\"bits\":2,\"length\":131072,"
                        + "\"sha256\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}},\"time\":1795000000}");
    }

    @Test
    void readsWhatItPrints() throws Exception {
        assertThat(StateLeaf.parse(leaf().bytes())).isEqualTo(leaf());
        assertThat(StateLeaf.looksLike(leaf().bytes())).isTrue();
        assertThat(StateLeaf.looksLike(new byte[0])).isFalse();
        assertThat(StateLeaf.looksLike("eyJ".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }

    @Property(tries = 1000)
    void refusesOrReprintsWhateverIsDoneToTheBytes(@ForAll @IntRange(max = 1000) int at, @ForAll byte put) {
        byte[] bytes = leaf().bytes();
        bytes[at % bytes.length] = put;
        try {
            assertThat(StateLeaf.parse(bytes).bytes()).isEqualTo(bytes);
        } catch (MalformedException refused) {
            assertThat(refused.code()).matches("[a-z0-9_]+");
        }
    }

    @Test
    void refusesOtherMembersAndValues() throws Exception {
        for (String name : object().members().keySet()) {
            refuses(members -> members.remove(name));
            refuses(members -> members.put(name, new Json.Null()));
        }
        refuses(members -> members.put("more", new Json.Num(1)));
        refuses(members -> members.put("act", new Json.Str("State")));
        refuses(members -> members.put("rules", new Json.Num(0)));
        refuses(members -> members.put("rules", new Json.Num(2)));
        refuses(members -> members.put("size", new Json.Num(-1)));
        refuses(members -> members.put("time", new Json.Num(-1)));
        refuses(members -> members.put("time", new Json.Num(1L << 40)));
        refuses(members -> members.put("status_lists", Json.strings(List.of())));
        refuses(members -> members.put("status_lists", list(1, 4)));
        refuses(members -> members.put("status_lists", list(2, -4)));
        assertThatThrownBy(() -> StateLeaf.parse("{}".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> StateLeaf.parse((object().text() + " ").getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void tellsLaterRulesWhateverElseTheLeafHas() throws Exception {
        byte[] later = "{\"act\":\"state\",\"log\":\"registry.example/log\",\"new\":[],\"rules\":2}"
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(StateLeaf.isOfLaterRules(later, LOG)).isTrue();
        assertThat(StateLeaf.isOfLaterRules(later, "other.example/log")).isFalse();
        assertThat(StateLeaf.isOfLaterRules(leaf().bytes(), LOG)).isFalse();
        for (String other : new String[] {
            "{\"act\":\"state\",\"rules\":2}",
            "{\"act\":\"other\",\"log\":\"registry.example/log\",\"rules\":2}",
            "{\"act\":\"state\",\"log\":\"registry.example/log\",\"rules\":\"2\"}",
            "{\"act\":\"state\", \"log\":\"registry.example/log\",\"rules\":2}",
            "{"
        }) {
            assertThat(StateLeaf.isOfLaterRules(other.getBytes(StandardCharsets.US_ASCII), LOG))
                    .as(other)
                    .isFalse();
        }
    }

    private static StateLeaf leaf() {
        TreeMap<String, StatusListRef> lists = new TreeMap<>();
        lists.put("https://registry.example/status/1", new StatusListRef(131_072, EMPTY));
        return new StateLeaf(EMPTY, EMPTY, LOG, EMPTY, 7, lists, Instant.ofEpochSecond(1_795_000_000));
    }

    private static Json.Obj object() throws MalformedException {
        return (Json.Obj) Json.parse(leaf().bytes());
    }

    private static Json.Obj list(long bits, long length) {
        Json.Obj ref = Json.object()
                .put("bits", bits)
                .put("length", length)
                .put("sha256", EMPTY.base64Url())
                .build();
        return Json.object().put("https://registry.example/status/1", ref).build();
    }

    private static void refuses(Consumer<TreeMap<String, Json>> change) throws MalformedException {
        TreeMap<String, Json> members = new TreeMap<>(object().members());
        change.accept(members);
        assertThatThrownBy(() -> StateLeaf.parse(new Json.Obj(members).canonical()))
                .as(new Json.Obj(members).text())
                .isInstanceOf(MalformedException.class);
    }
}
