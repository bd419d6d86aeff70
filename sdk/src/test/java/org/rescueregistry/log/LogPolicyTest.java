package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.log.Malformed.refuses;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.MalformedException;

class LogPolicyTest {
    private static final String THREE_OF_FOUR = "group all-of-them 3 w0 w1 w2 w3\nquorum all-of-them\n";

    @Test
    void isMetByEnoughWitnesses() throws Exception {
        TestLog log = new TestLog(4).grow("a", "b");
        LogPolicy policy = log.policy(THREE_OF_FOUR);
        CosignedCheckpoint met = met(policy, log.cosigned(0, 100, 2, 101, 3, 102));
        assertThat(met.checkpoint()).isEqualTo(log.checkpoint().checkpoint());
        assertThat(met.cosignatures())
                .extracting(c -> c.time().getEpochSecond())
                .containsExactly(100L, 101L, 102L);
        assertThat(missing(policy, log.cosigned(0, 100, 2, 101))).containsExactly("w1", "w3");
        assertThat(missing(policy, log.checkpoint())).containsExactly("w0", "w1", "w2", "w3");
    }

    @Test
    void ignoresStrangersAndRefusesForgeries() throws Exception {
        TestLog log = new TestLog(4).grow("a");
        TestLog strangers = new TestLog(3).grow("a");
        LogPolicy policy = log.policy(THREE_OF_FOUR);
        SignedCheckpoint two = log.cosigned(0, 100, 1, 100);
        List<NoteSignature> foreign =
                strangers.cosigned(0, 1, 1, 1, 2, 1).note().signatures();
        assertThat(missing(policy, two.plus(foreign.subList(2, 5)))).containsExactly("w2", "w3");

        // A cosignature of another tree by a witness of ours.
        NoteSignature other = log.grow("b").cosigned(2, 100).note().signatures().get(2);
        refuses(
                "note_bad_signature",
                () -> policy.check(two.plus(List.of(other)).note()));

        // One of ours, with the time changed.
        String line = two.note().signatures().get(2).line();
        NoteSignature late = log.witnesses.get(0).sign(two, Instant.ofEpochSecond(200));
        assertThat(line).isNotEqualTo(late.line());
        byte[] mixed = two.note().toString().replace(line, line + late.line()).getBytes(StandardCharsets.UTF_8);
        refuses("note_signed_twice", () -> policy.check(SignedNote.parse(mixed)));
    }

    @Test
    void countsCosignaturesAsTheyCome() throws Exception {
        TestLog log = new TestLog(4).grow("a");
        LogPolicy policy = log.policy(THREE_OF_FOUR);
        SignedCheckpoint bare = log.checkpoint();
        SignedCheckpoint all = log.cosigned(0, 100, 1, 101, 2, 102);
        List<NoteSignature> lines = all.note().signatures();
        NoteSignature ofAnotherTree =
                log.grow("b").cosigned(3, 100).note().signatures().get(2);

        CosignatureCount one = policy.count(bare.plus(lines.subList(2, 3)).note());
        assertThat(((PolicyResult.TooFew) one.result()).missing()).containsExactly("w1", "w2", "w3");
        refuses("note_signed_twice", () -> one.add(lines.subList(2, 3)));
        refuses("note_bad_signature", () -> one.add(List.of(lines.get(3), ofAnotherTree)));
        assertThat(((PolicyResult.TooFew) one.result()).missing()).containsExactly("w1", "w2", "w3");

        one.add(lines.subList(3, 5));
        CosignedCheckpoint met = ((PolicyResult.Met) one.result()).checkpoint();
        assertThat(met.signed().note().toString()).isEqualTo(all.note().toString());
        assertThat(met.cosignatures())
                .extracting(c -> c.time().getEpochSecond())
                .containsExactly(100L, 101L, 102L);
    }

    @Test
    void provesTheLargestTimeThatEnoughWitnessesVouchFor() throws Exception {
        TestLog log = new TestLog(4).grow("a");
        LogPolicy policy = log.policy(THREE_OF_FOUR);
        Instant now = Instant.ofEpochSecond(1000);
        assertThat(met(policy, log.cosigned(0, 100, 1, 300, 2, 200, 3, 400)).provenAsOf(now))
                .contains(Instant.ofEpochSecond(200));
        assertThat(met(policy, log.cosigned(0, 100, 1, 300, 2, 200)).provenAsOf(now))
                .contains(Instant.ofEpochSecond(100));
        // One clock runs an hour ahead: it cannot move T, and does not hold the others up.
        assertThat(met(policy, log.cosigned(0, 100, 1, 300, 2, 200, 3, 4600)).provenAsOf(now))
                .contains(Instant.ofEpochSecond(100));
        assertThat(met(policy, log.cosigned(0, 1060, 1, 1060, 2, 1060)).provenAsOf(now))
                .contains(Instant.ofEpochSecond(1060));
        assertThat(met(policy, log.cosigned(0, 1061, 1, 900, 2, 900)).provenAsOf(now))
                .isEmpty();
        LogPolicy nobody = log.policy("quorum none\n");
        assertThat(met(nobody, log.cosigned(0, 900)).provenAsOf(now)).isEmpty();
    }

    @Test
    void countsGroupsOfGroupsAsTheSpecificationsExampleDoes() throws Exception {
        TestLog log = new TestLog(6).grow("a");
        LogPolicy policy = log.policy("""
                # two operators
                group X-witnesses 2 w0 w1 w2
                group\tY-witnesses any  w3 w4 w5
                  group X-and-Y all X-witnesses Y-witnesses

                quorum X-and-Y
                """);
        assertThat(missing(policy, log.cosigned(0, 1, 1, 1, 2, 1))).containsExactly("w3", "w4", "w5");
        assertThat(missing(policy, log.cosigned(0, 1, 3, 1, 4, 1, 5, 1))).containsExactly("w1", "w2");
        assertThat(met(policy, log.cosigned(1, 1, 2, 1, 5, 1)).cosignatures()).hasSize(3);
        assertThat(met(policy, log.cosigned(1, 50, 2, 70, 5, 60, 0, 10)).provenAsOf(Instant.ofEpochSecond(100)))
                .contains(Instant.ofEpochSecond(50));
        assertThat(met(log.policy("quorum w2\n"), log.cosigned(2, 1)).cosignatures())
                .hasSize(1);
    }

    @Test
    void knowsHowManyLiarsItStands() throws Exception {
        TestLog log = new TestLog(6);
        assertThat(log.policy(THREE_OF_FOUR).toleratedLiars()).isEqualTo(1);
        assertThat(log.policy("group g 2 w0 w1 w2\nquorum g\n").toleratedLiars())
                .isZero();
        assertThat(log.policy("group g any w0 w1\nquorum g\n").toleratedLiars()).isNegative();
        assertThat(log.policy("group g all w0 w1 w2\nquorum g\n").toleratedLiars())
                .isEqualTo(2);
        assertThat(log.policy("quorum w0\n").toleratedLiars()).isZero();
        assertThat(log.policy("quorum none\n").toleratedLiars()).isNegative();
        assertThat(log.policy("group x 2 w0 w1 w2\ngroup y any w3 w4\ngroup z all x y\nquorum z\n")
                        .toleratedLiars())
                .isZero();
    }

    @Test
    void countsTheTwoKeysOfAWitnessOnce() throws Exception {
        TestLog log = new TestLog(4, true).grow("a");
        String both = """
                group w0 any w0-ed25519 w0-ml-dsa-44
                group w1 any w1-ed25519 w1-ml-dsa-44
                group w2 all w2-ed25519 w2-ml-dsa-44
                group w3 any w3-ed25519 w3-ml-dsa-44
                """;
        LogPolicy policy = log.policy(both + "group all4 3 w0 w1 w2 w3\nquorum all4\n");
        assertThat(policy.toleratedLiars()).isEqualTo(1);
        // Numbers 0 to 3 are the Ed25519 keys, 4 to 7 the ML-DSA-44 keys of the same witnesses.
        assertThat(missing(policy, log.cosigned(0, 1, 4, 1, 1, 1, 5, 1))).contains("w3-ed25519");
        assertThat(missing(policy, log.cosigned(0, 1, 1, 1, 2, 1))).contains("w2-ml-dsa-44");
        assertThat(met(policy, log.cosigned(0, 1, 5, 1, 7, 1)).cosignatures()).hasSize(3);
        assertThat(met(policy, log.cosigned(0, 10, 4, 90, 5, 50, 2, 70, 6, 60)).provenAsOf(Instant.ofEpochSecond(100)))
                .contains(Instant.ofEpochSecond(50));

        for (String twice : List.of(
                "group g 3 w0-ed25519 w0-ml-dsa-44 w1-ed25519 w2-ed25519\nquorum g\n",
                "group x any w0-ed25519 w1-ed25519\ngroup y any w0-ml-dsa-44 w1-ml-dsa-44\ngroup g all x y\nquorum g\n",
                "group x any w0-ed25519\ngroup g 2 x w0-ml-dsa-44 w1-ed25519\nquorum g\n")) {
            refuses("policy_counts_witness_twice", () -> log.policy(twice));
        }
        // Outside the quorum it counts nothing.
        assertThat(log.policy("group x all w0-ed25519 w1-ed25519\nquorum x\n").toleratedLiars())
                .isEqualTo(1);
    }

    @Test
    void keepsUrlsAndItsOwnText() throws Exception {
        TestLog log = new TestLog(1);
        String text = "log " + log.key() + "\nwitness w " + log.witnesses.get(0).verifierKey()
                + " http://127.0.0.1:1/witness\nquorum w\n# end\n";
        LogPolicy policy = LogPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(policy.logs()).containsExactly(new LogPolicy.Log(log.key(), null));
        assertThat(policy.witnesses().get(0).url()).isEqualTo("http://127.0.0.1:1/witness");
        assertThat(policy).hasToString(text);
    }

    @Test
    void refusesWhatIsNoPolicy() throws Exception {
        TestLog log = new TestLog(2);
        for (String end : List.of(
                "",
                "quorum w9\n",
                "quorum w0\nquorum w1\n",
                "quorum w0",
                "quorum\n",
                "group g 3 w0 w1\nquorum g\n",
                "group g 0 w0 w1\nquorum g\n",
                "group g 01 w0 w1\nquorum g\n",
                "group g all\nquorum g\n",
                "group g all w0 w0\nquorum g\n",
                "group g all w0\ngroup h all w0\nquorum g\n",
                "group g all g\nquorum g\n",
                "group g all h\ngroup h all w0\nquorum g\n",
                "group w0 all w1\nquorum w0\n",
                "group none all w1\nquorum none\n",
                "group g all none\nquorum g\n",
                "witnes w0\nquorum none\n",
                "log\nquorum none\n",
                "quorum none\r\n",
                "quorum none\u007f\n")) {
            refuses("policy_malformed", () -> log.policy(end));
        }
        String logKey = log.key().toString();
        refuses("policy_duplicate_key", () -> log.policy("log " + logKey + "\nquorum none\n"));
        refuses(
                "policy_duplicate_key",
                () -> log.policy("witness again " + log.witnesses.get(0).verifierKey() + "\nquorum none\n"));
        refuses("policy_wrong_key_type", () -> log.policy("witness w9 " + logKey + "\nquorum none\n"));
        refuses("policy_malformed", () -> LogPolicy.parse(new byte[LogPolicy.MAX_BYTES + 1]));
    }

    @Test
    void survivesMutation() throws Exception {
        TestLog log = new TestLog(2);
        // With the short keys alone: damage would rarely strike anything else.
        byte[] good = log.policyText("# two\ngroup g any w0 w1\nquorum g\n")
                .replace("log " + log.signer.verifierKeys().get(1) + " https://registry.example/log\n", "")
                .getBytes(StandardCharsets.UTF_8);
        Malformed.fuzz(good, b -> LogPolicy.parse(b).toString().getBytes(StandardCharsets.UTF_8));
    }

    static CosignedCheckpoint met(LogPolicy policy, SignedCheckpoint checkpoint) throws MalformedException {
        return policy.check(checkpoint.note()).match(new PolicyResult.Cases<>() {
            @Override
            public CosignedCheckpoint met(PolicyResult.Met result) {
                return result.checkpoint();
            }

            @Override
            public CosignedCheckpoint tooFew(PolicyResult.TooFew result) {
                throw new AssertionError("missing " + result.missing());
            }
        });
    }

    private static List<String> missing(LogPolicy policy, SignedCheckpoint checkpoint) throws MalformedException {
        return policy.check(checkpoint.note()).match(new PolicyResult.Cases<>() {
            @Override
            public List<String> met(PolicyResult.Met result) {
                throw new AssertionError("met");
            }

            @Override
            public List<String> tooFew(PolicyResult.TooFew result) {
                return result.missing();
            }
        });
    }
}
