package org.rescueregistry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MembersTest {
    @Test
    void takesMembersByNameAndType() throws Exception {
        Members m = Members.of(
                Json.parse("{\"s\":\"x\",\"n\":3,\"b\":true,\"o\":{\"in\":1},\"l\":[\"a\",\"b\"],\"r\":[{\"k\":1}]}"),
                "payload");
        assertThat(m.string("s")).isEqualTo("x");
        assertThat(m.integer("n")).isEqualTo(3);
        assertThat(m.bool("b")).isTrue();
        assertThat(m.object("o").integer("in")).isEqualTo(1);
        assertThat(m.strings("l")).containsExactly("a", "b");
        assertThat(m.objects("r").get(0).where("k")).isEqualTo("payload.r[0].k");
        assertThat(m.optionalString("absent")).isEmpty();
        m.done();
    }

    @Test
    void namesThePathOfWhatIsWrong() throws Exception {
        Json json = Json.parse("{\"charter\":{\"limits\":{\"wait\":\"soon\",\"extra\":1}}}");
        Members limits = Members.of(json, "payload").object("charter").object("limits");
        refused(() -> limits.integer("wait"), "wrong_type", "payload.charter.limits.wait");
        refused(() -> limits.integer("other"), "missing_member", "payload.charter.limits.other");
        refused(limits::done, "unknown_member", "payload.charter.limits.extra");
        refused(() -> Members.of(new Json.Num(1), "payload"), "wrong_type", "payload");
    }

    @Test
    void treatsNullAsAValueOfAnotherType() throws Exception {
        Members m = Members.of(Json.parse("{\"a\":null}"), "payload");
        refused(() -> m.optionalString("a"), "wrong_type", "payload.a");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code, String path) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MalformedException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageContaining(path);
        });
    }
}
