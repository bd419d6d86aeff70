package org.rescueregistry.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.wire.MalformedException;

class EntityIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://registry.example",
                "https://registry.example:8443/cn/a~b.c",
                "https://xn--fiqs8s.example/o/CN7K3M9QXDP2",
                "http://127.0.0.1:4711/council",
                "http://[::1]:4711",
                "http://localhost:4711"
            })
    void printsWhatItRead(String text) throws Exception {
        assertThat(EntityId.parse(text)).hasToString(text);
        assertThat(EntityId.parse(text).resolve("/x").toString()).isEqualTo(text + "/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://",
                "https://Registry.example",
                "https://registry.example/",
                "https://registry.example:443",
                "https://registry.example:0443",
                "https://registry.example:65536",
                "https://registry.example/a//b",
                "https://registry.example/a/../b",
                "https://registry.example/..",
                "https://registry.example/%61",
                "https://registry.example?a",
                "https://registry.example#a",
                "https://me@registry.example",
                "https://registry.example./a",
                "https://-a.example",
                "https://登记.example",
                "ftp://registry.example",
                "https://registry.example\n"
            })
    void refusesEveryOtherSpelling(String text) {
        assertThatThrownBy(() -> EntityId.parse(text))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("entity_id_malformed"));
    }

    @Test
    void refusesPlainHttpButOnLoopback() {
        for (String text : new String[] {"http://registry.example", "http://127.0.0.1.example", "http://10.0.0.1"}) {
            assertThatThrownBy(() -> EntityId.parse(text))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("entity_id_not_https"));
        }
    }

    @Test
    void namesOrganisationsUnderTheirRegistry() throws Exception {
        EntityId registry = EntityId.parse("https://registry.example");
        assertThat(registry.organisation(Code.of("CN", "7K3M9QXD")))
                .hasToString("https://registry.example/o/CN7K3M9QXDP2");
    }

    @Test
    void accountsKeepThePlatformsOwnIdentifier() throws Exception {
        AccountId account = AccountId.parse("weibo.com", "UID 1234567890/ü");
        assertThat(account.id()).isEqualTo("UID 1234567890/ü");
        for (String platform : new String[] {"Weibo.com", "weibo", "", "weibo.com.", "weibo .com"}) {
            assertThatThrownBy(() -> AccountId.parse(platform, "1"))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("account_bad_platform"));
        }
        for (String id : new String[] {"", "a\u0000", "a\n", "\ud800", "x".repeat(257)}) {
            assertThatThrownBy(() -> AccountId.parse("weibo.com", id))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("account_bad_id"));
        }
    }
}
