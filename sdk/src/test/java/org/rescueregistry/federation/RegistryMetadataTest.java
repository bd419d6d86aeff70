package org.rescueregistry.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rescueregistry.federation.Federation.COUNCIL;
import static org.rescueregistry.federation.Federation.REGISTRY;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class RegistryMetadataTest {
    @Test
    void takesCharterAndCodePrefixFromTheCouncil() throws Exception {
        RegistryMetadata metadata = RegistryMetadata.of(chain(Federation.ofTwoLevels()));

        assertThat(metadata.charter()).isEqualTo(Federation.CHARTER);
        assertThat(metadata.codePrefix()).isEqualTo("CN");
        assertThat(metadata.logOrigin()).isEqualTo("cn.registry.example/log");
        assertThat(RegistryMetadata.parse(metadata.json(), "metadata")).isEqualTo(metadata);
    }

    @Test
    void refusesACharterTheRegistryGivesItself() {
        Federation federation = Federation.ofTwoLevels();
        TreeMap<String, Json> own = new TreeMap<>(Federation.registryMetadata().members());
        own.put("charter", new Json.Str(Federation.CHARTER.base64Url()));
        federation.publish(
                REGISTRY, federation.registry(COUNCIL, Metadata.of(RegistryMetadata.ENTITY_TYPE, new Json.Obj(own))));
        federation.say(COUNCIL, REGISTRY, federation.about(COUNCIL, REGISTRY));

        assertThatThrownBy(() -> RegistryMetadata.of(chain(federation)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("charter_not_pinned"));
    }

    @Test
    void refusesAnEntityOfAnotherType() {
        Federation federation = Federation.ofTwoLevels();
        federation.publish(REGISTRY, federation.registry(COUNCIL, Metadata.NONE));

        assertThatThrownBy(() -> RegistryMetadata.of(chain(federation)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("not_a_registry"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    charter      |                                | missing_member
                    charter      | "AA"                           | digest_bad_length
                    code_prefix  | "cn"                           | bad_code_prefix
                    code_prefix  | "UU"                           | bad_code_prefix
                    disclosures  | "ftp://cn.registry.example"    | bad_url
                    log_keys     | []                             | no_log_keys
                    log_origin   |                                | missing_member
                    log_url      | "http://cn.registry.example"   | bad_url
                    log_url      | "https://a@cn.registry.example" | bad_url
                    policy       | 1                              | wrong_type
                    replayers    |                                | missing_member
                    snapshot     | "//cn.registry.example"        | bad_url
                    status_lists | "not a url"                    | bad_url
                    """)
    void refusesOneMemberWrong(String name, String value, String code) throws Exception {
        TreeMap<String, Json> members =
                new TreeMap<>(Federation.registryMetadata().members());
        members.putAll(
                Federation.pin().of(RegistryMetadata.ENTITY_TYPE).orElseThrow().members());
        RegistryMetadata.parse(new Json.Obj(members), "metadata");
        members.remove(name);
        if (value != null) {
            members.put(name, Json.parse(value));
        }

        assertThatThrownBy(() -> RegistryMetadata.parse(new Json.Obj(members), "metadata"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static TrustChain chain(Federation federation) {
        return federation.resolve(REGISTRY).match(new Resolution.Cases<>() {
            @Override
            public TrustChain trusted(TrustChain chain) {
                return chain;
            }

            @Override
            public TrustChain refused(Resolution.Refused refused) {
                throw new AssertionError(refused);
            }
        });
    }
}
