package org.rescueregistry.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class AnchorSetTest {
    private static final long SEED = 20_261_121;
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final List<Es256Signer> ROOT = List.of(signer(1), signer(2), signer(3));
    private static final Es256Signer NEW_ROOT = signer(4);
    private static final Es256Signer STRANGER = signer(9);

    private final AnchorDocument first = document(1, NOW, ROOT);

    @Test
    void loadsASetSignedByTheThreshold() throws Exception {
        AnchorSet set = accepted(AnchorSet.load(signed(first, ROOT.get(0), ROOT.get(2)), NOW));

        assertThat(set.document()).isEqualTo(first);
        assertThat(set.anchors()).extracting(PinnedAnchor::entity).containsExactly(entity());
    }

    @Test
    void refusesASetSignedByFewer() throws Exception {
        assertRefused(AnchorRefusal.TOO_FEW_SIGNATURES, AnchorSet.load(signed(first, ROOT.get(0)), NOW));
        assertRefused(AnchorRefusal.TOO_FEW_SIGNATURES, AnchorSet.load(signed(first, ROOT.get(0), STRANGER), NOW));
    }

    @Test
    void refusesAFalseSignatureOfARootKeyEvenBesideEnoughTrueOnes() throws Exception {
        CompactJws other = document(2, NOW, ROOT).sign(ROOT.get(1));
        TreeMap<String, Json> broken = new TreeMap<>(file(signed(first, ROOT.toArray(Es256Signer[]::new))));
        List<Json> signatures = new ArrayList<>(((Json.Arr) broken.get("signatures")).items());
        String kid = other.compact().substring(0, other.compact().indexOf('.'));
        signatures.replaceAll(item ->
                ((Json.Obj) item).members().get("protected").equals(new Json.Str(kid))
                        ? Json.object()
                                .put("protected", kid)
                                .put(
                                        "signature",
                                        other.compact()
                                                .substring(other.compact().lastIndexOf('.') + 1))
                                .build()
                        : item);
        broken.put("signatures", Json.array(signatures));

        assertRefused(AnchorRefusal.BAD_SIGNATURE, AnchorSet.load(new Json.Obj(broken).canonical(), NOW));
    }

    @ParameterizedTest
    @CsvSource({"-61, NOT_YET_VALID", "31536000, EXPIRED"})
    void refusesASetOutsideItsTimes(long later, AnchorRefusal reason) throws Exception {
        assertRefused(reason, AnchorSet.load(signed(first, ROOT.get(0), ROOT.get(1)), NOW.plusSeconds(later)));
    }

    @Test
    void rollsOverToASetSignedByBothThresholds() throws Exception {
        AnchorSet held = held();
        AnchorDocument second = document(2, NOW.plusSeconds(5), List.of(ROOT.get(1), ROOT.get(2), NEW_ROOT));

        AnchorSet next = accepted(held.next(signed(second, ROOT.get(1), ROOT.get(2)), NOW.plusSeconds(6)));

        assertThat(next.document().version()).isEqualTo(2);
        assertThat(next.document().root().keys()).containsKey(NEW_ROOT.keyId());
    }

    @Test
    void rollsOverAwayFromRootKeysThatHaveToGo() throws Exception {
        Es256Signer other = signer(5);
        AnchorDocument second = document(2, NOW, List.of(NEW_ROOT, other, signer(6)));

        AnchorOutcome outcome = held().next(signed(second, ROOT.get(0), ROOT.get(1), NEW_ROOT, other), NOW);

        assertThat(accepted(outcome).document()).isEqualTo(second);
    }

    @Test
    void refusesASuccessorTheOldRootDidNotSign() throws Exception {
        List<Es256Signer> thieves = List.of(STRANGER, signer(10), signer(11));
        AnchorDocument second = document(2, NOW, thieves);
        byte[] file = signed(second, STRANGER, signer(10), ROOT.get(0));

        assertRefused(AnchorRefusal.TOO_FEW_OLD_SIGNATURES, held().next(file, NOW));
        accepted(AnchorSet.load(file, NOW));
    }

    @Test
    void refusesASuccessorItsOwnRootDidNotSign() throws Exception {
        AnchorDocument second = document(2, NOW, List.of(NEW_ROOT, signer(5), signer(6)));

        assertRefused(
                AnchorRefusal.TOO_FEW_SIGNATURES, held().next(signed(second, ROOT.get(0), ROOT.get(1), NEW_ROOT), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, NOT_THE_NEXT_VERSION",
        "3, 0, NOT_THE_NEXT_VERSION",
        "2, -1, OLDER_THAN_PREDECESSOR",
        "2, 61, NOT_YET_VALID",
        "2, -31536000, OLDER_THAN_PREDECESSOR"
    })
    void refusesASuccessorOutOfOrder(long version, long later, AnchorRefusal reason) throws Exception {
        byte[] file = signed(document(version, NOW.plusSeconds(later), ROOT), ROOT.get(0), ROOT.get(1));

        assertRefused(reason, held().next(file, NOW));
    }

    @Test
    void rollsOverFromASetWhoseTimeIsOver() throws Exception {
        byte[] old = signed(first, ROOT.get(0), ROOT.get(1));
        Instant later = NOW.plus(YEAR);
        assertRefused(AnchorRefusal.EXPIRED, AnchorSet.load(old, later));

        AnchorSet held = accepted(AnchorSet.loadIgnoringExpiry(old));
        byte[] second = signed(document(2, later, ROOT), ROOT.get(0), ROOT.get(1));

        accepted(held.next(second, later));
        assertRefused(AnchorRefusal.EXPIRED, held.next(second, later.plus(YEAR)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version    | 0                                  | anchors_bad_version
                    version    | "1"                                | wrong_type
                    issued_at  | 1900000000                         | anchors_never_valid
                    expires_at |                                    | missing_member
                    anchors    | []                                 | anchors_bad_count
                    anchors    | [{"entity_id":"council.example"}]  | entity_id_malformed
                    anchors    | [{"entity_id":"https://council.example","jwks":{"keys":[{"kid":"a","kty":"RSA"}]}}] | anchors_unusable_key
                    root       | {"keys":[],"threshold":1}          | anchors_bad_threshold
                    root       | {"keys":[],"threshold":0}          | anchors_bad_threshold
                    root       | {"keys":[{"kty":"EC"}],"threshold":1} | missing_member
                    comment    | "a word"                           | unknown_member
                    """)
    void refusesADocumentWithOneMemberWrong(String name, String value, String code) throws Exception {
        TreeMap<String, Json> members = file(first.canonical());
        members.remove(name);
        if (value != null) {
            members.put(name, Json.parse(value));
        }
        assertCode(code, signedText(new Json.Obj(members).canonical()));
    }

    @Test
    void refusesADocumentInAnotherOrder() throws Exception {
        TreeMap<String, Json> members = file(first.canonical());
        TreeMap<String, Json> root = new TreeMap<>(((Json.Obj) members.get("root")).members());
        List<Json> keys = new ArrayList<>(((Json.Arr) root.get("keys")).items());
        Collections.reverse(keys);
        root.put("keys", Json.array(keys));
        members.put("root", new Json.Obj(root));

        assertCode("anchors_not_canonical", signedText(new Json.Obj(members).canonical()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    payload    |                      | missing_member
                    payload    | "e30="               | base64url_not_canonical
                    signatures | []                   | anchors_bad_signature_count
                    signatures | [{"protected":"e30","signature":"e30"}] | missing_member
                    header     | {}                   | unknown_member
                    """)
    void refusesAFileWithOneMemberWrong(String name, String value, String code) throws Exception {
        TreeMap<String, Json> members = file(signed(first, ROOT.get(0), ROOT.get(1)));
        members.remove(name);
        if (value != null) {
            members.put(name, Json.parse(value));
        }
        assertCode(code, new Json.Obj(members).canonical());
    }

    @Test
    void refusesASignatureOverAnotherTypeOfDocument() throws Exception {
        CompactJws other = CompactJws.sign("rescue-statement+jwt", first.canonical(), ROOT.get(0));
        assertCode("anchors_wrong_typ", SignedAnchors.print(List.of(other)));
        assertThatIllegalArgumentException().isThrownBy(() -> first.assemble(List.of(other)));
    }

    @Test
    void refusesTwoSignaturesOfOneKey() throws Exception {
        CompactJws signature = first.sign(ROOT.get(0));
        assertCode("anchors_not_canonical", SignedAnchors.print(List.of(signature, signature)));
    }

    @Test
    void acceptsNoMutation() throws Exception {
        byte[] file = signed(first, ROOT.get(0), ROOT.get(1));
        Random random = new Random(SEED);
        long deadline = System.nanoTime() + 1_000_000_000L;
        for (int round = 0; System.nanoTime() < deadline; round++) {
            byte[] changed = file.clone();
            changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            String outcome;
            try {
                outcome = AnchorSet.load(changed, NOW).getClass().getSimpleName();
            } catch (MalformedException e) {
                outcome = "Refused";
            }
            assertThat(outcome).as("seed %d round %d", SEED, round).isEqualTo("Refused");
        }
    }

    /** The samples of the format page are these very bytes. */
    @Test
    void isShownTruthfullyOnItsPage() throws Exception {
        AnchorDocument small = new AnchorDocument(
                1, NOW, NOW.plus(YEAR), RootKeys.of(1, List.of(ROOT.get(0).publicKey())), first.anchors());
        byte[] file = signed(small, ROOT.get(0));
        String page = Files.readString(Path.of("../docs/reference/anchors.md"));

        assertThat(page)
                .contains(new String(small.canonical(), StandardCharsets.UTF_8))
                .contains(new String(file, StandardCharsets.UTF_8))
                .contains(accepted(AnchorSet.load(file, NOW)).describe());
        for (AnchorRefusal refusal : AnchorRefusal.values()) {
            assertThat(page).contains("`" + refusal.code() + "`");
        }
    }

    private AnchorSet held() throws MalformedException {
        return accepted(AnchorSet.load(signed(first, ROOT.get(0), ROOT.get(1)), NOW));
    }

    private static AnchorDocument document(long version, Instant issuedAt, List<Es256Signer> root) {
        return new AnchorDocument(
                version,
                issuedAt,
                issuedAt.plus(YEAR),
                RootKeys.of(2, root.stream().map(Es256Signer::publicKey).toList()),
                List.of(new PinnedAnchor(entity(), FederationKeys.of(signer(7).publicKey()))));
    }

    private static byte[] signed(AnchorDocument document, Es256Signer... signers) {
        return document.assemble(List.of(signers).stream().map(document::sign).toList());
    }

    private static byte[] signedText(byte[] payload) {
        return SignedAnchors.print(List.of(CompactJws.sign(AnchorDocument.TYPE, payload, ROOT.get(0))));
    }

    private static TreeMap<String, Json> file(byte[] json) throws MalformedException {
        return new TreeMap<>(((Json.Obj) Json.parse(json)).members());
    }

    private static Es256Signer signer(int seed) {
        try {
            return Es256Signer.fromPrivate(BigInteger.valueOf(1_000_003L * seed));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static EntityId entity() {
        try {
            return EntityId.parse("https://council.example");
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static AnchorSet accepted(AnchorOutcome outcome) {
        assertThat(outcome).isInstanceOf(AnchorOutcome.Accepted.class);
        return ((AnchorOutcome.Accepted) outcome).set();
    }

    private static void assertRefused(AnchorRefusal reason, AnchorOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        AnchorOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static void assertCode(String code, byte[] file) {
        assertThatThrownBy(() -> AnchorSet.load(file, NOW))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
