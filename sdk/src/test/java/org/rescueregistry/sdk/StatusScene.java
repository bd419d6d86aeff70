package org.rescueregistry.sdk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.InclusionProof;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.StateMap;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

/** One invented log in which everything has happened that status proofs are about, and everybody who signs its trees. */
final class StatusScene {
    static final List<String> WITNESSES = List.of("w1", "w2", "w3", "w4");
    static final List<String> REPLAYERS = List.of("r1", "r2");

    /** Who signs a tree when nothing is wrong: the quorums, and no more. */
    static final List<String> ENOUGH = List.of("w1", "w2", "w3", "r1", "r2");

    final TestRegistry registry;
    final TestOrganisation active;
    final TestOrganisation withdrawn;
    final TestOrganisation suspended;
    final TestOrganisation revoked;
    final TestOrganisation paused;

    private final LogSigner log;
    private final Map<String, CosignatureSigner> cosigners = new LinkedHashMap<>();
    private final List<State> states = new ArrayList<>();

    /** The log after one of its state leaves. */
    record State(StateLeaf leaf, StateMap map, Map<Code, OrganisationRecord> records) {
        long index() {
            return leaf.size();
        }

        long treeSize() {
            return leaf.size() + 1;
        }

        MapAnswer answer(Code code) {
            return new MapAnswer(code, records.get(code), map.proof(code));
        }
    }

    StatusScene() throws MalformedException {
        this("https://registry.example", "registry.example/log");
    }

    StatusScene(String entity, String origin) throws MalformedException {
        registry = TestRegistry.unfounded(entity, origin, Limits.DEFAULT, 4);
        log = LogSigner.of(origin, TestKeys.ed25519(origin), TestKeys.mlDsa44(origin));
        for (String name : List.of("w1", "w2", "w3", "w4", "r1", "r2", "stranger")) {
            cosigners.put(name, CosignatureSigner.of(keyName(name), TestKeys.ed25519(name)));
        }
        cosigners.put("w1-ml-dsa", CosignatureSigner.of(keyName("w1"), TestKeys.mlDsa44("w1")));
        registry.found();
        active = admit();
        withdrawn = admit();
        write(registry.about(withdrawn, new Act.Withdraw(), withdrawn.key()));
        registry.advance(Duration.ofHours(73));
        suspended = admit();
        revoked = admit();
        paused = admit();
        for (int more = 0; more < 4; more++) {
            admit();
        }
        write(registry.about(
                suspended,
                new Act.Suspend(Reason.SAFEGUARDING_BREACH, registry.now().plus(Duration.ofHours(48))),
                registry.auditor("sea-desk")));
        Statement revoke =
                registry.about(revoked, new Act.Revoke(Reason.ADVANCE_FEE_OR_EXTORTION), registry.auditor("sea-desk"));
        write(revoke);
        registry.advance(Duration.ofMinutes(10));
        write(registry.countersign(revoke, registry.auditor("hill-desk")));
        write(registry.about(paused, new Act.Pause(Reason.PROTECTIVE), paused.pauseKey()));
    }

    private static String keyName(String cosigner) {
        return (cosigner.startsWith("r") ? "replayer.example/" : "witness.example/") + cosigner;
    }

    private TestOrganisation admit() throws MalformedException {
        TestOrganisation organisation = registry.admit();
        capture();
        return organisation;
    }

    private void write(Statement statement) throws MalformedException {
        registry.write(statement);
        capture();
    }

    private void capture() throws MalformedException {
        List<byte[]> leaves = registry.leaves();
        Map<Code, OrganisationRecord> records = new TreeMap<>();
        registry.fold().records().forEach(record -> records.put(record.code(), record));
        states.add(new State(
                StateLeaf.parse(leaves.get(leaves.size() - 1)), registry.fold().map(), records));
    }

    /** After the last leaf. */
    State newest() {
        return states.get(states.size() - 1);
    }

    /** After the batch that holds the act which last changed the record of this organisation. */
    State lastOf(TestOrganisation organisation) {
        long index = registry.record(organisation).last().index();
        return states.stream()
                .filter(state -> state.index() > index)
                .findFirst()
                .orElseThrow();
    }

    /** Before that batch. */
    State before(State state) {
        return states.get(states.indexOf(state) - 1);
    }

    State after(State state) {
        return states.get(states.indexOf(state) + 1);
    }

    /** A code nobody has, whose place in the newest map is empty, or holds another code's leaf. */
    Code unknown(boolean behindAnotherLeaf) throws MalformedException {
        for (int number = 90_000_000; ; number++) {
            Code code = Code.of(registry.charter().codePrefix(), Integer.toString(number));
            if ((newest().map().proof(code).leaf() != null) == behindAnotherLeaf) {
                return code;
            }
        }
    }

    List<byte[]> leaves() {
        return registry.leaves();
    }

    static List<Digest> hashes(List<byte[]> leaves) {
        return leaves.stream().map(Merkle::leafHash).toList();
    }

    /** RFC 6962, section 2.1.1, as it is written there. */
    static List<Digest> path(int index, List<Digest> hashes) {
        if (hashes.size() == 1) {
            return new ArrayList<>();
        }
        int half = Integer.highestOneBit(hashes.size() - 1);
        List<Digest> left = hashes.subList(0, half);
        List<Digest> right = hashes.subList(half, hashes.size());
        List<Digest> path = index < half ? path(index, left) : path(index - half, right);
        path.add(Merkle.root(index < half ? right : left));
        return path;
    }

    /** A tree of the first leaves of the log, signed by the log and by these, all at one time. */
    Signed tree(long size, Instant time, Collection<String> signers) {
        return tree(leaves().subList(0, (int) size), time, signers);
    }

    Signed tree(List<byte[]> leaves, Instant time, Collection<String> signers) {
        List<Digest> hashes = hashes(leaves);
        SignedCheckpoint signed = log.sign(new Checkpoint(log.origin(), hashes.size(), Merkle.root(hashes)));
        return new Signed(hashes, signed).plus(time, signers);
    }

    /** A signed tree with the hashes of its leaves. */
    final class Signed {
        private final List<Digest> hashes;
        private final SignedCheckpoint checkpoint;

        Signed(List<Digest> hashes, SignedCheckpoint checkpoint) {
            this.hashes = hashes;
            this.checkpoint = checkpoint;
        }

        Signed plus(Instant time, Collection<String> signers) {
            return new Signed(
                    hashes,
                    checkpoint.plus(signers.stream()
                            .map(name -> cosigners.get(name).sign(checkpoint, time))
                            .toList()));
        }

        StatusProof proof(State state, Code code) {
            return proof(state.answer(code), state.leaf(), state.index());
        }

        StatusProof proof(MapAnswer answer, StateLeaf leaf, long index) {
            return StatusProof.of(
                    answer, leaf, TlogProof.of(new InclusionProof(index, hashes.size(), at(index)), checkpoint));
        }

        List<Digest> at(long index) {
            return path((int) index, hashes);
        }

        /** The leaves from a state's on to the next state leaf. */
        List<LeafInTree> next(State state) {
            List<LeafInTree> next = new ArrayList<>();
            for (long index = state.index() + 1; index <= after(state).index(); index++) {
                next.add(new LeafInTree(leaves().get((int) index), at(index)));
            }
            return next;
        }

        Statement statement(OrganisationRecord record) throws MalformedException {
            return Statement.parse(leaves().get((int) record.last().index()));
        }

        @Override
        public String toString() {
            return checkpoint.toString();
        }
    }

    /** A policy that demands three of four witnesses; the first has two keys. */
    String witnessPolicy() {
        return lines() + "quorum witnesses\n";
    }

    /** A policy that demands both replayers beside them. */
    String replayerPolicy() {
        StringBuilder text = new StringBuilder(lines());
        REPLAYERS.forEach(name -> text.append("witness " + name + " " + key(name) + "\n"));
        return text + "group replayers all r1 r2\ngroup both all witnesses replayers\nquorum both\n";
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        log.verifierKeys().forEach(key -> text.append("log " + key + "\n"));
        text.append("witness w1-ed25519 " + key("w1") + "\n");
        text.append("witness w1-ml-dsa-44 " + key("w1-ml-dsa") + "\n");
        text.append("group w1 any w1-ed25519 w1-ml-dsa-44\n");
        WITNESSES.stream().skip(1).forEach(name -> text.append("witness " + name + " " + key(name) + "\n"));
        return text.append("group witnesses 3 w1 w2 w3 w4\n").toString();
    }

    private String key(String name) {
        return cosigners.get(name).verifierKey().toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
