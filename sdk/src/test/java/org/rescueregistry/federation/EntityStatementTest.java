package org.rescueregistry.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rescueregistry.federation.Federation.COUNCIL;
import static org.rescueregistry.federation.Federation.NOW;
import static org.rescueregistry.federation.Federation.REGISTRY;
import static org.rescueregistry.federation.Federation.key;
import static org.rescueregistry.federation.Federation.keys;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class EntityStatementTest {
    private static final long SEED = 20_261_121;
    private static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":\"entity-statement+jwt\"}";

    @Test
    void readsWhatItSigned() throws Exception {
        Federation federation = Federation.ofTwoLevels();
        String compact = federation.configurations.get(REGISTRY);

        SignedEntityStatement statement = SignedEntityStatement.parse(compact);

        assertThat(statement.compact()).isEqualTo(compact);
        assertThat(statement.claims().authorityHints()).containsExactly(COUNCIL);
        assertThat(statement.claims().keys().json()).isEqualTo(keys(REGISTRY).json());
        assertThat(statement.isSignedBy(key(REGISTRY).publicKey())).isTrue();
        assertThat(statement.isSignedBy(key(COUNCIL).publicKey())).isFalse();
    }

    @Test
    void readsAForeignStatementWithHeadersAndClaimsItDoesNotKnow() throws Exception {
        String header = "{\"kid\":\"k\", \"x\":1, \"typ\":\"entity-statement+jwt\", \"alg\":\"ES256\"}";
        TreeMap<String, Json> claims = claims();
        claims.put("logo_uri", new Json.Str("https://council.example/logo.svg"));
        claims.put(
                "trust_marks",
                Json.parse("[{\"trust_mark_type\":\"t\",\"trust_mark\":\"e30.eyJ0cnVzdF9tYXJrX3R5cGUiOiJ0In0.e30\"}]"));
        claims.put("trust_mark_issuers", Json.parse("{\"t\":[\"https://a.example\"],\"u\":[]}"));
        claims.put("authority_hints", Json.parse("[\"https://a.example\"]"));

        SignedEntityStatement statement = SignedEntityStatement.parse(jws(header, new Json.Obj(claims)));

        assertThat(statement.kid()).isEqualTo("k");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"alg":"ES256","kid":"k"}                                              | missing_member
                    {"alg":"ES256","kid":"k","typ":"JWT"}                                  | jwt_type
                    {"alg":"ES256","kid":"k","typ":"application/entity-statement+jwt"}     | jwt_type
                    {"alg":"none","kid":"k","typ":"entity-statement+jwt"}                  | jwt_algorithm
                    {"alg":"HS256","kid":"k","typ":"entity-statement+jwt"}                 | jwt_algorithm
                    {"alg":"RS256","kid":"k","typ":"entity-statement+jwt"}                 | jwt_algorithm
                    {"alg":"ES256","typ":"entity-statement+jwt"}                           | missing_member
                    {"alg":"ES256","kid":"","typ":"entity-statement+jwt"}                  | missing_kid
                    {"alg":"ES256","kid":"k","typ":"entity-statement+jwt","crit":["b64"]}  | jwt_critical
                    {"alg":"none","alg":"ES256","kid":"k","typ":"entity-statement+jwt"}    | json_duplicate_member
                    []                                                                     | wrong_type
                    """)
    void refusesAHeader(String header, String code) throws Exception {
        assertCode(code, jws(header, new Json.Obj(claims())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    iss                  |                                  | missing_member
                    sub                  |                                  | missing_member
                    iat                  |                                  | missing_member
                    exp                  |                                  | missing_member
                    jwks                 |                                  | missing_member
                    iss                  | "http://council.example"         | entity_id_not_https
                    sub                  | "https://council.example?q"      | entity_id_malformed
                    iat                  | "1795000000"                     | wrong_type
                    exp                  | 1.5                              | wrong_type
                    exp                  | 0                                | never_valid
                    jwks                 | {"keys":[]}                      | no_keys
                    jwks                 | {"keys":[{"kty":"EC"}]}          | missing_member
                    jwks                 | {"keys":[{"kty":"RSA","kid":"a"},{"kty":"RSA","kid":"a"}]} | duplicate_kid
                    jwks                 | {"keys":[{"kty":"oct","kid":"a","k":"AA"}]}                | private_key
                    metadata             | []                               | wrong_type
                    metadata             | {"t":1}                          | wrong_type
                    metadata             | {"t":{"p":null}}                 | null_metadata
                    authority_hints      | []                               | empty_array
                    authority_hints      | "https://a.example"              | wrong_type
                    trust_anchor_hints   | []                               | empty_array
                    trust_marks          | [{"trust_mark_type":"t"}]        | missing_member
                    trust_marks          | [{"trust_mark_type":"t","trust_mark":"e30.e30.e30"}] | missing_member
                    trust_mark_issuers   | {"t":"https://a.example"}        | wrong_type
                    trust_mark_owners    | {"t":{"sub":"https://a.example"}} | missing_member
                    crit                 | ["jti"]                          | critical_not_understood
                    crit                 | []                               | critical_not_understood
                    constraints          | {}                               | claim_not_allowed
                    metadata_policy      | {}                               | claim_not_allowed
                    metadata_policy_crit | ["regexp"]                       | claim_not_allowed
                    source_endpoint      | "https://council.example/fetch"  | claim_not_allowed
                    aud                  | "https://council.example"        | claim_not_allowed
                    trust_anchor         | "https://council.example"        | claim_not_allowed
                    """)
    void refusesAConfigurationWithOneClaimWrong(String name, String value, String code) throws Exception {
        TreeMap<String, Json> claims = claims();
        claims.remove(name);
        if (value != null) {
            claims.put(name, Json.parse(value));
        }
        assertCode(code, jws(HEADER, new Json.Obj(claims)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    authority_hints      | ["https://a.example"]                  | claim_not_allowed
                    trust_marks          | []                                     | claim_not_allowed
                    metadata_policy_crit | ["regexp"]                             | critical_not_understood
                    metadata_policy      | {"t":{"p":{"value":null,"default":1}}} | invalid_policy
                    constraints          | {"max_path_length":-1}                 | bad_constraint
                    constraints          | {"allowed_entity_types":["federation_entity"]} | bad_constraint
                    constraints          | {"naming_constraints":{"excluded":"a"}} | wrong_type
                    source_endpoint      | "http://council.example/fetch"         | bad_url
                    source_endpoint      | "https://council.example/fetch#f"      | bad_url
                    """)
    void refusesASubordinateStatementWithOneClaimWrong(String name, String value, String code) throws Exception {
        TreeMap<String, Json> claims = claims();
        claims.put("sub", new Json.Str(REGISTRY.toString()));
        claims.put(name, Json.parse(value));
        assertCode(code, jws(HEADER, new Json.Obj(claims)));
    }

    @Test
    void usesOnlyKeysThatSignWithEs256() throws Exception {
        TreeMap<String, Json> jwk = new TreeMap<>(key("a").publicKey().jwk().members());
        jwk.put("kid", new Json.Str("plain"));
        Json.Obj plain = new Json.Obj(jwk);
        jwk.put("kid", new Json.Str("enc"));
        jwk.put("use", new Json.Str("enc"));
        Json.Obj set = Json.object()
                .put(
                        "keys",
                        Json.array(List.of(plain, new Json.Obj(jwk), Json.parse("{\"kty\":\"RSA\",\"kid\":\"r\"}"))))
                .build();

        FederationKeys keys = FederationKeys.parse(set, "jwks");

        assertThat(keys.usable()).hasSize(1);
        assertThat(keys.find("plain")).contains(key("a").publicKey());
        assertThat(keys.find("enc")).isEmpty();
        assertThat(keys.json()).isEqualTo(set);
    }

    @Test
    void willNotSignWhatIsNoStatement() {
        StatementDraft untimed = StatementDraft.configuration(REGISTRY, keys(REGISTRY));
        StatementDraft constrained = Federation.valid(StatementDraft.configuration(REGISTRY, keys(REGISTRY)))
                .constraints(Constraints.NONE);

        assertThatIllegalArgumentException().isThrownBy(() -> untimed.sign(key(REGISTRY)));
        assertThatIllegalArgumentException().isThrownBy(() -> constrained.sign(key(REGISTRY)));
    }

    /** Whatever one changed byte does, it is refused, and nothing but a refusal comes out. */
    @Test
    void trustsNoMutation() {
        Federation federation = Federation.ofTwoLevels();
        Random random = new Random(SEED);
        List<Link> links =
                List.of(Link.configuration(COUNCIL), Link.configuration(REGISTRY), new Link(COUNCIL, REGISTRY));
        long deadline = System.nanoTime() + 1_000_000_000L;
        for (int round = 0; System.nanoTime() < deadline; round++) {
            Federation broken = new Federation();
            broken.configurations.putAll(federation.configurations);
            broken.statements.putAll(federation.statements);
            Link link = links.get(round % links.size());
            if (link.issuer().equals(link.subject())) {
                broken.configurations.computeIfPresent(link.subject(), (id, jws) -> mutate(jws, random));
            } else {
                broken.statements.computeIfPresent(link, (id, jws) -> mutate(jws, random));
            }
            assertThat(broken.resolve(REGISTRY))
                    .as("seed %d round %d", SEED, round)
                    .isInstanceOf(Resolution.Refused.class);
        }
    }

    private static String mutate(String jws, Random random) {
        StringBuilder changed = new StringBuilder(jws);
        int place = random.nextInt(jws.length());
        char other = (char) (33 + random.nextInt(94));
        switch (random.nextInt(3)) {
            case 0 -> changed.deleteCharAt(place);
            case 1 -> changed.insert(place, other);
            default -> changed.setCharAt(place, other == jws.charAt(place) ? '~' : other);
        }
        return changed.toString();
    }

    private static TreeMap<String, Json> claims() {
        return new TreeMap<>(Json.object()
                .put("iss", COUNCIL.toString())
                .put("sub", COUNCIL.toString())
                .put("iat", NOW.getEpochSecond())
                .put("exp", NOW.getEpochSecond() + 60)
                .put("jwks", keys(COUNCIL).json())
                .build()
                .members());
    }

    private static String jws(String header, Json.Obj claims) {
        return Base64Url.encode(header.getBytes(StandardCharsets.UTF_8)) + "." + Base64Url.encode(text(claims)) + "."
                + Base64Url.encode(new byte[64]);
    }

    /** The canonical writer has no decimals; one case needs 1.5. */
    private static byte[] text(Json.Obj claims) {
        TreeMap<String, Json> members = new TreeMap<>(claims.members());
        boolean decimal = members.get("exp") instanceof Json.Dec && members.put("exp", new Json.Num(15)) != null;
        String text = new Json.Obj(members).text();
        return (decimal ? text.replace("\"exp\":15", "\"exp\":1.5") : text).getBytes(StandardCharsets.UTF_8);
    }

    private static void assertCode(String code, String compact) {
        assertThatThrownBy(() -> SignedEntityStatement.parse(compact))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
