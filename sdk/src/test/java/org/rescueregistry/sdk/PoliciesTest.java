package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

class PoliciesTest {
    private static final String LOG = key("registry.example/log", VerifierKey.Type.ED25519);
    private static final String WITNESSES =
            "log " + LOG + "\n" + lines("w", 4) + "group witnesses 3 w1 w2 w3 w4\nquorum witnesses\n";
    private static final String REPLAYERS = lines("r", 2) + "group replayers 1 r1 r2\nquorum replayers\n";

    private static String key(String name, VerifierKey.Type type) {
        try {
            return VerifierKey.of(
                            name,
                            type,
                            Ed25519Signer.fromSeed(
                                            Digest.sha256(name.getBytes(UTF_8)).toBytes())
                                    .publicKey())
                    .toString();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static String cosigner(String name) {
        return key(name + ".example", VerifierKey.Type.COSIGNATURE_V1);
    }

    private static String lines(String letter, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append(
                    "witness " + letter + i + " " + cosigner(letter + i) + " https://" + letter + i + ".example\n");
        }
        return lines.toString();
    }

    private static String whole() throws MalformedException {
        return LogPolicy.parse(WITNESSES.getBytes(UTF_8))
                .and(LogPolicy.parse(REPLAYERS.getBytes(UTF_8)))
                .toString();
    }

    private static RegistryMetadata metadata(List<String> replayers, @Nullable String whole) {
        URI registry = URI.create("https://registry.example/");
        return new RegistryMetadata(
                "registry.example/log",
                registry.resolve("log"),
                List.of(LOG),
                WITNESSES,
                replayers,
                registry.resolve("status/"),
                registry.resolve("snapshot"),
                registry.resolve("disclosures"),
                "CN",
                Digest.sha256(),
                whole == null ? null : new RegistryMetadata.Status(whole, registry.resolve("checkpoint")));
    }

    private static void refused(RegistryMetadata metadata, String code) {
        assertThatThrownBy(() -> Policies.of(metadata))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void statusNeedsBothQuorums() throws Exception {
        Policies policies = Policies.of(metadata(List.of(cosigner("r1"), cosigner("r2")), whole()));
        assertThat(policies.log().toString()).isEqualTo(WITNESSES);
        assertThat(policies.status().toString()).endsWith("quorum witnesses-and-replayers\n");
        assertThat(policies.status().witnesses()).hasSize(6);
        assertThat(policies.status().toleratedLiars()).isEqualTo(policies.log().toleratedLiars());
    }

    @Test
    void aRegistryWithoutReplayersHasOnePolicy() throws Exception {
        Policies policies = Policies.of(metadata(List.of(), null));
        assertThat(policies.status()).isSameAs(policies.log());
    }

    @Test
    void isReadFromTheWire() throws Exception {
        RegistryMetadata written = metadata(List.of(cosigner("r1"), cosigner("r2")), whole());
        assertThat(RegistryMetadata.parse(written.json(), "metadata")).isEqualTo(written);
        assertThat(metadata(List.of(), null).json().members()).doesNotContainKeys("status_policy", "status_checkpoint");
    }

    @Test
    void refusesAReplayerThatIsAWitnessUnderWhateverName() throws Exception {
        VerifierKey witness = VerifierKey.parse(cosigner("w2"));
        refused(metadata(Stream.of(witness).map(VerifierKey::toString).toList(), whole()), "replayer_is_witness");
        String renamed = VerifierKey.of(
                        "peer.example/replayer",
                        VerifierKey.Type.COSIGNATURE_V1,
                        Ed25519Signer.fromSeed(Digest.sha256("w2.example".getBytes(UTF_8))
                                        .toBytes())
                                .publicKey())
                .toString();
        refused(metadata(List.of(renamed), whole()), "replayer_is_witness");
    }

    @Test
    void refusesAKeyThatIsNeitherWitnessNorReplayer() throws Exception {
        refused(metadata(List.of(cosigner("r1")), whole()), "policy_differs");
    }

    @Test
    void refusesAStatusPolicyThatOneLiarCouldMeetTwice() throws Exception {
        String weak = whole().replace("witnesses-and-replayers all", "witnesses-and-replayers any");
        refused(metadata(List.of(cosigner("r1"), cosigner("r2")), weak), "policy_too_weak");
    }

    @Test
    void refusesTwoPoliciesThatUseAName() {
        assertThatThrownBy(() -> LogPolicy.parse(WITNESSES.getBytes(UTF_8))
                        .and(LogPolicy.parse(
                                (lines("r", 1).replace("witness r1", "witness w1") + "quorum w1\n").getBytes(UTF_8))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("one name given twice");
    }

    @Test
    void joinsPoliciesOfWhichOneAsksNobody() throws Exception {
        LogPolicy none = LogPolicy.parse(("log " + LOG + "\nquorum none\n").getBytes(UTF_8));
        LogPolicy replayers = LogPolicy.parse(REPLAYERS.getBytes(UTF_8));
        assertThat(none.and(replayers).toString()).isEqualTo("log " + LOG + "\n" + REPLAYERS);
        assertThat(none.and(LogPolicy.parse("quorum none\n".getBytes(UTF_8))).toString())
                .isEqualTo(none.toString());
    }
}
