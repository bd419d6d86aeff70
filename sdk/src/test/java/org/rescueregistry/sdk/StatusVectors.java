package org.rescueregistry.sdk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.MapProof;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Siblings;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Makes the vectors of {@code vectors/status}: the same bytes each time. What each has to come to is said here by hand. */
final class StatusVectors {
    static final String WITNESSES = "witnesses.policy";
    static final String REPLAYERS = "witnesses-and-replayers.policy";

    private static final Duration DAY = Duration.ofHours(24);
    private static final String ZEROS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final StatusScene scene = new StatusScene();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<StatusVector> index = new ArrayList<>();

    private final StatusScene.State newest = scene.newest();
    private final Instant end = newest.leaf().time();
    private final Instant signed = end.plusSeconds(5);
    private final Instant now = end.plusSeconds(60);
    private final StatusScene.Signed tree = scene.tree(newest.treeSize(), signed, StatusScene.ENOUGH);
    private final Code active = scene.active.code();
    private final Code suspended = scene.suspended.code();
    private final Code revoked = scene.revoked.code();

    /** What is asked of one file. */
    private record Question(Code code, Instant now, Instant at, String policy) {}

    StatusVectors() throws MalformedException {
        files.put(WITNESSES, StatusScene.utf8(scene.witnessPolicy()));
        files.put(REPLAYERS, StatusScene.utf8(scene.replayerPolicy()));
        goodProofs();
        goodProofsOfEarlierTimes();
        falseInclusions();
        falseMapProofs();
        falseRecords();
        falseStates();
        falseCheckpoints();
        tooFewSignatures();
        wrongTimes();
        falseReceiptsOfTheLast();
        falseHistories();
        otherFiles();
    }

    Map<String, byte[]> files() {
        Map<String, byte[]> all = new TreeMap<>(files);
        Json.Arr rows = Json.array(
                index.stream().map(StatusVector::json).map(Json.class::cast).toList());
        all.put("index.json", StatusScene.utf8(rows.text().replace("},{\"about\"", "},\n{\"about\"") + "\n"));
        return all;
    }

    private Question ask(Code code) {
        return new Question(code, now, null, REPLAYERS);
    }

    private Question askAt(Code code, Instant at) {
        return new Question(code, now, at, REPLAYERS);
    }

    private void add(String name, String about, String text, Question asked, Json.Obj expected) {
        String file = name + ".status-proof";
        if (files.put(file, StatusScene.utf8(text)) != null) {
            throw new AssertionError("twice: " + name);
        }
        index.add(new StatusVector(file, about, asked.code, asked.now, DAY, asked.at, asked.policy, expected));
    }

    private void refuted(String name, String about, String text, Question asked, String reason) {
        add(name, about, text, asked, StatusVector.reason("refuted", reason));
    }

    private void undetermined(String name, String about, String text, Question asked, String reason) {
        add(name, about, text, asked, StatusVector.reason("undetermined", reason));
    }

    private static Json.Obj registered(String status, boolean valid, Instant asOf) {
        return Json.object()
                .put("as_of", asOf.getEpochSecond())
                .put("outcome", "registered")
                .put("status", status)
                .put("valid", valid)
                .build();
    }

    private static Json.Obj notRegistered(Instant asOf) {
        return Json.object()
                .put("as_of", asOf.getEpochSecond())
                .put("outcome", "not_registered")
                .build();
    }

    private StatusProof proof(Code code) {
        return tree.proof(newest, code);
    }

    private StatusProof withLast(Code code) throws MalformedException {
        OrganisationRecord record = newest.records().get(code);
        return proof(code)
                .withLast(tree.statement(record), tree.at(record.last().index()));
    }

    private static String replaced(String text, String old, String by) {
        String changed = text.replace(old, by);
        if (changed.equals(text)) {
            throw new AssertionError("not there: " + old);
        }
        return changed;
    }

    /** With the lines of one part of the file changed; {@code first} begins the part, {@code end} the line behind it. */
    private static String edited(String text, String first, String end, UnaryOperator<List<String>> edit) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int from = 0;
        while (!lines.get(from).startsWith(first)) {
            from++;
        }
        int to = from + 1;
        while (!lines.get(to).startsWith(end)
                || (end.isEmpty() && !lines.get(to).isEmpty())) {
            to++;
        }
        List<String> all = new ArrayList<>(lines.subList(0, from + 1));
        all.addAll(edit.apply(new ArrayList<>(lines.subList(from + 1, to))));
        all.addAll(lines.subList(to, lines.size()));
        String changed = String.join("\n", all);
        if (changed.equals(text)) {
            throw new AssertionError("nothing changed behind " + first);
        }
        return changed;
    }

    private static String inclusion(StatusProof proof, UnaryOperator<List<String>> edit) {
        return edited(proof.toString(), "index ", "", edit);
    }

    private static String flipped(String hash) {
        byte[] bytes = Base64.getDecoder().decode(hash);
        bytes[7] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static UnaryOperator<List<String>> at(int line, UnaryOperator<String> change) {
        return lines -> {
            lines.set(line, change.apply(lines.get(line)));
            return lines;
        };
    }

    private static UnaryOperator<List<String>> without(int line) {
        return lines -> {
            lines.remove(line);
            return lines;
        };
    }

    private static UnaryOperator<List<String>> with(String line) {
        return lines -> {
            lines.add(line);
            return lines;
        };
    }

    private void goodProofs() throws MalformedException {
        add("good-active", "active", proof(active).toString(), ask(active), registered("active", true, signed));
        add(
                "good-active-last",
                "active, with the receipt of the last statement",
                withLast(active).toString(),
                ask(active),
                registered("active", true, signed));
        add(
                "good-active-chain",
                "active, with a trust chain, which is nobody's here: it is carried, and not looked at",
                proof(active)
                        .withChain(List.of("eyJhIjoxfQ.eyJhIjoxfQ.AAAA", "eyJhIjoxfQ.eyJiIjoxfQ.AAAA"))
                        .toString(),
                ask(active),
                registered("active", true, signed));
        add(
                "good-suspended",
                "suspended by an auditor, until later",
                withLast(suspended).toString(),
                ask(suspended),
                registered("suspended", true, signed));
        add("good-revoked", "revoked", withLast(revoked).toString(), ask(revoked), registered("revoked", true, signed));
        add(
                "good-paused",
                "suspended by itself, without end",
                proof(scene.paused.code()).toString(),
                ask(scene.paused.code()),
                registered("suspended", true, signed));
        add(
                "good-withdrawn",
                "withdrawn: it fell due 72 hours after the statement",
                withLast(scene.withdrawn.code()).toString(),
                ask(scene.withdrawn.code()),
                registered("withdrawn", true, signed));
        Code empty = scene.unknown(false);
        add(
                "good-absent-empty",
                "not there: the place is empty",
                proof(empty).toString(),
                ask(empty),
                notRegistered(signed));
        Code behind = scene.unknown(true);
        add(
                "good-absent-other",
                "not there: another code's leaf is in the place",
                proof(behind).toString(),
                ask(behind),
                notRegistered(signed));
        add(
                "good-other-key-of-witness",
                "the first witness has signed with its other key",
                scene.tree(newest.treeSize(), signed, List.of("w1-ml-dsa", "w2", "w3", "r1", "r2"))
                        .proof(newest, active)
                        .toString(),
                ask(active),
                registered("active", true, signed));
        add(
                "good-more-signatures",
                "a stranger has signed too, and the fourth witness long ago",
                scene.tree(newest.treeSize(), signed, StatusScene.ENOUGH)
                        .plus(signed.minus(DAY), List.of("w4"))
                        .plus(signed, List.of("stranger"))
                        .proof(newest, active)
                        .toString(),
                ask(active),
                registered("active", true, signed));
        readByTheClock();
    }

    /** What falls due, and what runs out, by the reader's clock. */
    private void readByTheClock() {
        Instant later = end.plus(Duration.ofHours(49));
        add(
                "good-suspension-lapsed",
                "the suspension has lapsed by the reader's clock",
                scene.tree(newest.treeSize(), later, StatusScene.ENOUGH)
                        .proof(newest, suspended)
                        .toString(),
                new Question(suspended, later.plusSeconds(9), null, REPLAYERS),
                registered("active", true, later));
        Instant expired = newest.records().get(active).admission().validUntil();
        add(
                "good-expired",
                "active, and from this second on no longer valid",
                scene.tree(newest.treeSize(), expired, StatusScene.ENOUGH)
                        .proof(newest, active)
                        .toString(),
                new Question(active, expired, null, REPLAYERS),
                registered("active", false, expired));
        add(
                "good-just-fresh",
                "as old as is allowed, to the second",
                proof(active).toString(),
                new Question(active, signed.plus(DAY), null, REPLAYERS),
                registered("active", true, signed));
        add(
                "good-before-its-cosignatures",
                "the reader's clock is 60 seconds behind the witnesses'",
                proof(active).toString(),
                new Question(active, signed.minusSeconds(60), null, REPLAYERS),
                registered("active", true, signed));
    }

    private void goodProofsOfEarlierTimes() {
        StatusScene.State before = scene.before(scene.lastOf(scene.revoked));
        Instant then = before.leaf().time().plusSeconds(300);
        add(
                "good-past-suspended",
                "revoked since; only the first of two had signed then",
                tree.proof(before, revoked).withNext(tree.next(before)).toString(),
                askAt(revoked, then),
                registered("suspended", true, signed));
        StatusScene.State early = scene.lastOf(scene.withdrawn);
        add(
                "good-past-absent",
                "admitted since; not there then",
                tree.proof(early, suspended).withNext(tree.next(early)).toString(),
                askAt(suspended, early.leaf().time().plusSeconds(3600)),
                notRegistered(signed));
        add(
                "good-past-due",
                "the withdrawal had fallen due by then, though no state says so yet",
                tree.proof(early, scene.withdrawn.code())
                        .withNext(tree.next(early))
                        .toString(),
                askAt(scene.withdrawn.code(), early.leaf().time().plus(Duration.ofHours(72))),
                registered("withdrawn", true, signed));
        add(
                "good-past-newest",
                "asked about a time after the newest state, up to which the cosignatures reach",
                proof(active).toString(),
                new Question(active, now.plus(Duration.ofDays(900)), signed, REPLAYERS),
                registered("active", true, signed));
    }

    private void falseInclusions() {
        StatusProof good = proof(active);
        long last = newest.index();
        String index = "index " + last + "\n";
        refuted(
                "index-plus-one",
                "the index is one more",
                replaced(good.toString(), index, "index " + (last + 1) + "\n"),
                ask(active),
                "state_not_included");
        refuted(
                "index-minus-one",
                "the index is one less",
                replaced(good.toString(), index, "index " + (last - 1) + "\n"),
                ask(active),
                "state_not_included");
        refuted("inclusion-short", "a hash is missing", inclusion(good, without(0)), ask(active), "state_not_included");
        refuted("inclusion-long", "a hash too many", inclusion(good, with(ZEROS)), ask(active), "state_not_included");
        refuted(
                "inclusion-flipped",
                "a bit of a hash is another",
                inclusion(good, at(0, StatusVectors::flipped)),
                ask(active),
                "state_not_included");
        refuted(
                "inclusion-order",
                "two hashes have changed places",
                inclusion(good, lines -> {
                    lines.add(lines.remove(0));
                    return lines;
                }),
                ask(active),
                "state_not_included");
        refuted(
                "inclusion-of-another-leaf",
                "index and hashes of the leaf before",
                edited(
                        replaced(good.toString(), index, "index " + (last - 1) + "\n"),
                        "index ",
                        "",
                        lines ->
                                tree.at(last - 1).stream().map(ProofLines::text).toList()),
                ask(active),
                "state_not_included");
    }

    private void falseMapProofs() throws MalformedException {
        falseSiblings();
        Code behind = scene.unknown(true);
        refuted(
                "absent-other-value",
                "the value in another code's leaf has another bit",
                edited(proof(behind).toString(), "code ", "state ", lines -> {
                    String[] words = lines.get(0).split(" ");
                    lines.set(0, words[0] + " " + words[1] + " " + flipped(words[2]));
                    return lines;
                }),
                ask(behind),
                "map_proof_false");
        MapProof real = newest.map().proof(active);
        refuted(
                "present-as-absent-own-leaf",
                "a code that is there, said to be absent because of its own leaf",
                forged(active, real.siblings(), real.leaf()),
                ask(active),
                "map_proof_false");
        refuted(
                "present-as-absent-empty",
                "a code that is there, said to have an empty place",
                forged(active, real.siblings(), null),
                ask(active),
                "map_proof_false");
        MapProof neighbour = newest.map().proof(revoked);
        refuted(
                "present-as-absent-other",
                "a code that is there, with the place of another code, which is elsewhere",
                forged(active, neighbour.siblings(), neighbour.leaf()),
                ask(active),
                "map_proof_false");
        Code empty = scene.unknown(false);
        refuted(
                "absent-by-far-leaf",
                "a code that is not there, by a leaf that is not on its way",
                forged(empty, neighbour.siblings(), neighbour.leaf()),
                ask(empty),
                "map_proof_false");
    }

    private void falseSiblings() {
        StatusProof good = proof(active);
        SiblingsLine three = SiblingsLine.of(good).withBits(0b1110_0000);
        mapFalse("map-sibling-flipped", "a bit of a sibling is another", three.with(siblings -> {
            siblings.get(0)[7] ^= 1;
            return siblings;
        }));
        mapFalse(
                "map-sibling-missing",
                "the last sibling is missing",
                three.withBits(0b1100_0000).with(siblings -> siblings.subList(0, 2)));
        mapFalse(
                "map-sibling-absent",
                "a sibling that is there, said to be absent",
                three.withBits(0b0110_0000).with(siblings -> siblings.subList(1, 3)));
        mapFalse(
                "map-sibling-added",
                "a sibling more",
                three.withBits(0b1111_0000).with(SiblingsLine::again));
        mapFalse("map-sibling-lower", "the last sibling one bit further down", three.withBits(0b1101_0000));
        mapFalse("map-siblings-turned", "the siblings from below upwards", three.with(siblings -> {
            Collections.reverse(siblings);
            return siblings;
        }));
        mapFalse("map-siblings-none", "no siblings", three.withBits().with(siblings -> List.of()));
        notPacked("siblings-bit-alone", "a bit more, and no sibling for it", three.withBits(0b1111_0000));
        notPacked("siblings-bit-missing", "a sibling more, and no bit for it", three.with(SiblingsLine::again));
        notPacked("siblings-no-bits", "siblings, and no bits", three.withBits());
        notPacked(
                "siblings-zero-bits", "a byte of bits that are all 0 behind the last", three.withBits(0b1110_0000, 0));
        notPacked(
                "siblings-all-zero-bits",
                "a byte of bits that are all 0, and no siblings",
                three.withBits(0).with(siblings -> List.of()));
        notPacked(
                "siblings-absent-carried",
                "the zeros of an absent sibling, with a bit that says it is there",
                three.withBits(0b1111_0000).with(siblings -> {
                    siblings.add(1, new byte[Digest.SIZE]);
                    return siblings;
                }));
        notPacked(
                "siblings-257",
                "more siblings than a key has bits",
                SiblingsLine.of257(three.there().get(0)));
        byte[] bytes = three.bytes();
        refuted(
                "siblings-cut",
                "half a sibling is missing",
                SiblingsLine.in(good, Arrays.copyOf(bytes, bytes.length - 16)),
                ask(active),
                "siblings_malformed");
        refuted(
                "siblings-bits-cut",
                "the bits go on behind the end",
                SiblingsLine.in(good, new byte[] {3, (byte) 0b1110_0000}),
                ask(active),
                "siblings_malformed");
        refuted(
                "siblings-empty",
                "no bytes at all",
                SiblingsLine.in(good, new byte[0]),
                ask(active),
                "siblings_malformed");
    }

    private void mapFalse(String name, String about, SiblingsLine line) {
        refuted(name, about, line.in(proof(active)), ask(active), "map_proof_false");
    }

    private void notPacked(String name, String about, SiblingsLine line) {
        refuted(name, about, line.in(proof(active)), ask(active), "siblings_malformed");
    }

    private String forged(Code code, Siblings siblings, MapProof.Leaf leaf) {
        return tree.proof(new MapAnswer(code, null, new MapProof(siblings, leaf)), newest.leaf(), newest.index())
                .toString();
    }

    private void falseRecords() throws MalformedException {
        StatusProof bad = proof(suspended);
        OrganisationRecord record = newest.records().get(suspended);
        String json = new String(record.bytes(), StandardCharsets.UTF_8);
        String cleared = new String(
                record.withoutSuspensions(record.suspensions().stream()
                                .map(suspension -> suspension.by())
                                .toList())
                        .bytes(),
                StandardCharsets.UTF_8);
        refuted(
                "record-cleared",
                "a suspended record without its suspension",
                replaced(bad.toString(), json, cleared),
                ask(suspended),
                "map_proof_false");
        refuted(
                "record-status-only",
                "the status alone is another, against the rest of the record",
                replaced(bad.toString(), "\"status\":\"suspended\"", "\"status\":\"active\""),
                ask(suspended),
                "record_not_canonical");
        long until = record.admission().validUntil().getEpochSecond();
        refuted(
                "record-valid-longer",
                "valid for a day longer",
                replaced(bad.toString(), "\"valid_until\":" + until, "\"valid_until\":" + (until + 86400)),
                ask(suspended),
                "map_proof_false");
        refuted(
                "record-of-before",
                "the record as it was one state before",
                replaced(
                        proof(scene.paused.code()).toString(),
                        text(newest.records().get(scene.paused.code())),
                        text(scene.before(newest).records().get(scene.paused.code()))),
                ask(scene.paused.code()),
                "map_proof_false");
        refuted(
                "record-of-another",
                "the code line of one, the record of another",
                replaced(proof(active).toString(), "code " + active, "code " + revoked),
                ask(revoked),
                "status_proof_malformed");
        Code unknown = scene.unknown(false);
        String invented = replaced(text(newest.records().get(active)), active.canonical(), unknown.canonical());
        refuted(
                "unknown-shown-as-present",
                "an invented record where the map has nothing",
                replaced(proof(unknown).toString(), "\nabsent\n", "\nrecord " + invented + "\n"),
                ask(unknown),
                "map_proof_false");
        refuted(
                "record-duplicate-member",
                "a member of the record twice",
                replaced(proof(active).toString(), "record {", "record {\"status\":\"active\","),
                ask(active),
                "json_duplicate_member");
        refuted(
                "record-with-spaces",
                "the record in another spelling",
                replaced(proof(active).toString(), "record {", "record { "),
                ask(active),
                "record_not_canonical");
        refuted(
                "proof-of-another-code",
                "a good proof, and another code is asked about",
                proof(active).toString(),
                ask(revoked),
                "wrong_code");
    }

    private static String text(OrganisationRecord record) {
        return new String(record.bytes(), StandardCharsets.UTF_8);
    }

    private void falseStates() throws MalformedException {
        String good = proof(active).toString();
        StateLeaf state = newest.leaf();
        refuted(
                "state-map-edited",
                "another root in the state leaf",
                replaced(good, "\"map\":\"" + state.map(), "\"map\":\"" + Digest.sha256()),
                ask(active),
                "state_not_included");
        String list = state.statusLists().values().iterator().next().sha256().base64Url();
        refuted(
                "state-list-hash-edited",
                "another status list in the state leaf",
                replaced(good, list, Digest.sha256().base64Url()),
                ask(active),
                "state_not_included");
        refuted(
                "state-time-edited",
                "the state leaf says another time",
                replaced(good, "\"time\":" + end.getEpochSecond(), "\"time\":" + (end.getEpochSecond() + 1)),
                ask(active),
                "state_not_included");
        refuted(
                "state-charter-edited",
                "the state leaf says another charter",
                replaced(good, state.charter().base64Url(), Digest.sha256().base64Url()),
                ask(active),
                "state_not_included");
        refuted(
                "state-with-spaces",
                "the state leaf in another spelling",
                replaced(good, "state {", "state { "),
                ask(active),
                "json_not_canonical");
        undetermined(
                "state-of-later-rules",
                "the state leaf is of rules 2",
                replaced(good, "\"rules\":1", "\"rules\":2"),
                ask(active),
                "rules_too_new");
        StatusScene.State before = scene.before(newest);
        undetermined(
                "state-replayed",
                "an old state, when the code was active, under the newest checkpoint",
                tree.proof(before, scene.paused.code()).toString(),
                ask(scene.paused.code()),
                "state_not_newest");
        undetermined(
                "state-replayed-with-next",
                "the same with the leaves up to the next state",
                tree.proof(before, scene.paused.code())
                        .withNext(tree.next(before))
                        .toString(),
                ask(scene.paused.code()),
                "state_not_newest");
        refuted(
                "state-misplaced",
                "signed by everybody: the state leaf again behind itself, where it closes nothing",
                appended(state, newest.index() + 1),
                ask(active),
                "state_misplaced");
        StateLeaf foreign = new StateLeaf(
                state.attestations(),
                state.charter(),
                "other.example/log",
                state.map(),
                newest.index() + 1,
                state.statusLists(),
                state.time());
        refuted(
                "state-of-another-log",
                "signed by everybody: a state leaf that names another log",
                appended(foreign, newest.index() + 1),
                ask(active),
                "state_of_another_log");
    }

    /** A signed tree with one leaf more, and the proof of the active organisation on it. */
    private String appended(StateLeaf leaf, long index) {
        List<byte[]> leaves = new ArrayList<>(scene.leaves());
        leaves.add(leaf.bytes());
        return scene.tree(leaves, signed, StatusScene.ENOUGH)
                .proof(newest.answer(active), leaf, index)
                .toString();
    }

    private void falseCheckpoints() throws MalformedException {
        String good = proof(active).toString();
        long size = newest.treeSize();
        refuted(
                "checkpoint-size",
                "another size in the checkpoint",
                replaced(good, "\n" + size + "\n", "\n" + (size + 1) + "\n"),
                ask(active),
                "note_bad_signature");
        String root = ProofLines.text(org.rescueregistry.log.Merkle.root(StatusScene.hashes(scene.leaves())));
        refuted(
                "checkpoint-root",
                "another root in the checkpoint",
                replaced(good, root, flipped(root)),
                ask(active),
                "note_bad_signature");
        refuted(
                "checkpoint-origin",
                "another origin in the checkpoint",
                replaced(good, "\nregistry.example/log\n", "\nother.example/log\n"),
                ask(active),
                "wrong_origin");
        StatusScene other = new StatusScene("https://other.example", "other.example/log");
        refuted(
                "checkpoint-of-another-log",
                "all of it good, and of another log, which has the same codes",
                other.tree(other.newest().treeSize(), signed, StatusScene.ENOUGH)
                        .proof(other.newest(), active)
                        .toString(),
                ask(active),
                "wrong_origin");
        refuted(
                "checkpoint-with-extension",
                "an extension line in the checkpoint",
                replaced(good, root + "\n", root + "\nextension\n"),
                ask(active),
                "checkpoint_has_extensions");
        refuted(
                "checkpoint-not-signed",
                "without the log's own signatures",
                lines(good, line -> !line.startsWith("— registry.example/log ")),
                ask(active),
                "checkpoint_not_signed");
        refuted(
                "checkpoint-log-signature",
                "a bit of the log's signature is another",
                spoiled(good, "— registry.example/log "),
                ask(active),
                "note_bad_signature");
        refuted(
                "checkpoint-cosignature",
                "a bit of a witness's cosignature is another",
                spoiled(good, "— witness.example/w2 "),
                ask(active),
                "note_bad_signature");
        String older = scene.tree(scene.before(newest).treeSize(), signed, StatusScene.ENOUGH)
                .toString();
        refuted(
                "checkpoint-cosignature-moved",
                "a witness's cosignature of the tree before",
                replaced(good, line(good, "— witness.example/w2 "), line(older, "— witness.example/w2 ")),
                ask(active),
                "note_bad_signature");
        refuted(
                "checkpoint-cosignature-twice",
                "a witness's line twice",
                good + line(good, "— witness.example/w2 ") + "\n",
                ask(active),
                "note_signed_twice");
        undetermined(
                "checkpoint-cosignature-renamed",
                "the fourth witness's name on the third one's signature",
                replaced(good, "— witness.example/w3 ", "— witness.example/w4 "),
                ask(active),
                "policy_not_met");
    }

    private static String lines(String text, java.util.function.Predicate<String> kept) {
        StringBuilder out = new StringBuilder();
        text.lines().filter(kept).forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static String line(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    /** With a bit of the last bytes of a signature changed. */
    private static String spoiled(String text, String start) {
        String line = line(text, start);
        byte[] bytes = Base64.getDecoder().decode(line.substring(start.length()));
        bytes[bytes.length - 9] ^= 1;
        return replaced(text, line, start + Base64.getEncoder().encodeToString(bytes));
    }

    private void tooFewSignatures() {
        signers("witnesses-two", "two of three witnesses", List.of("w1", "w2", "r1", "r2"), "policy_not_met");
        signers(
                "witness-twice",
                "two witnesses, one of them with both of its keys",
                List.of("w1", "w1-ml-dsa", "w2", "r1", "r2"),
                "policy_not_met");
        signers("replayer-missing", "one replayer of two", List.of("w1", "w2", "w3", "w4", "r1"), "policy_not_met");
        signers("replayers-missing", "no replayer", StatusScene.WITNESSES, "policy_not_met");
        signers(
                "replayers-for-witnesses",
                "replayers, and too few witnesses",
                List.of("w4", "r1", "r2"),
                "policy_not_met");
        signers("strangers", "somebody nobody knows", List.of("stranger"), "policy_not_met");
        signers("nobody", "no cosignature at all", List.of(), "policy_not_met");
        add(
                "good-without-replayers",
                "no replayer, and the reader's policy asks for none",
                scene.tree(newest.treeSize(), signed, List.of("w2", "w3", "w4"))
                        .proof(newest, active)
                        .toString(),
                new Question(active, now, null, WITNESSES),
                registered("active", true, signed));
    }

    private void signers(String name, String about, List<String> signers, String reason) {
        undetermined(
                name,
                about,
                scene.tree(newest.treeSize(), signed, signers)
                        .proof(newest, active)
                        .toString(),
                ask(active),
                reason);
    }

    private void wrongTimes() {
        StatusScene.Signed alone = scene.tree(newest.treeSize(), signed, List.of());
        undetermined(
                "stale-quorum",
                "signed by all long ago",
                alone.plus(now.minus(DAY).minusSeconds(1), StatusScene.ENOUGH)
                        .proof(newest, active)
                        .toString(),
                ask(active),
                "too_old");
        undetermined(
                "stale-third-witness",
                "two witnesses signed now; the third, without whom they are too few, two days ago",
                alone.plus(signed, List.of("w1", "w2", "r1", "r2"))
                        .plus(signed.minus(DAY).minus(DAY), List.of("w3", "w4"))
                        .proof(newest, active)
                        .toString(),
                ask(active),
                "too_old");
        undetermined(
                "stale-replayer",
                "the witnesses signed now, one replayer two days ago",
                alone.plus(signed, List.of("w1", "w2", "w3", "w4", "r1"))
                        .plus(signed.minus(DAY).minus(DAY), List.of("r2"))
                        .proof(newest, active)
                        .toString(),
                ask(active),
                "too_old");
        undetermined(
                "just-too-old",
                "a second older than is allowed",
                alone.plus(signed, StatusScene.ENOUGH).proof(newest, revoked).toString(),
                new Question(revoked, signed.plus(DAY).plusSeconds(1), null, REPLAYERS),
                "too_old");
        undetermined(
                "cosigned-in-the-future",
                "cosignatures from more than a minute ahead",
                alone.plus(now.plusSeconds(61), StatusScene.ENOUGH)
                        .proof(newest, active)
                        .toString(),
                ask(active),
                "no_time_proven");
        undetermined(
                "state-from-the-future",
                "the state leaf says a time more than a minute ahead",
                alone.plus(end.minusSeconds(61), StatusScene.ENOUGH)
                        .proof(newest, active)
                        .toString(),
                new Question(active, end.minusSeconds(61), null, REPLAYERS),
                "state_from_future");
    }

    private void falseReceiptsOfTheLast() throws MalformedException {
        StatusProof good = withLast(revoked);
        refuted(
                "last-path-flipped",
                "a bit of a hash behind last is another",
                edited(good.toString(), "last ", "", at(1, StatusVectors::flipped)),
                ask(revoked),
                "last_not_included");
        Statement other = tree.statement(newest.records().get(suspended));
        refuted(
                "last-of-another-index",
                "another statement of the log, with its own hashes",
                proof(revoked)
                        .withLast(
                                other,
                                tree.at(newest.records().get(suspended).last().index()))
                        .toString(),
                ask(revoked),
                "last_not_included");
        List<byte[]> leaves = new ArrayList<>(scene.leaves());
        int place = (int) newest.records().get(revoked).last().index();
        leaves.set(place, other.bytes());
        StatusScene.Signed rewritten = scene.tree(leaves, signed, StatusScene.ENOUGH);
        refuted(
                "last-rewritten",
                "signed by everybody: another statement in the place that the record names",
                rewritten
                        .proof(newest, revoked)
                        .withLast(other, rewritten.at(place))
                        .toString(),
                ask(revoked),
                "last_of_another");
        Code unknown = scene.unknown(false);
        refuted(
                "last-without-record",
                "a last statement of nobody",
                replaced(proof(unknown).toString(), "\n\nc2sp", "\nlast " + other.compact() + "\n\nc2sp"),
                ask(unknown),
                "status_proof_malformed");
    }

    private void falseHistories() {
        StatusScene.State before = scene.before(scene.lastOf(scene.revoked));
        Instant then = before.leaf().time().plusSeconds(300);
        StatusProof alone = tree.proof(before, revoked);
        StatusProof good = alone.withNext(tree.next(before));
        undetermined(
                "past-state-later",
                "asked about a time before the state",
                good.toString(),
                askAt(revoked, before.leaf().time().minusSeconds(1)),
                "state_later_than_asked");
        undetermined(
                "past-next-state-earlier",
                "asked about the second of the next state, in which the organisation was revoked",
                good.toString(),
                askAt(revoked, scene.after(before).leaf().time()),
                "later_state_not_ruled_out");
        undetermined(
                "past-without-next",
                "nothing shows that no later state came before the time",
                alone.toString(),
                askAt(revoked, then),
                "later_state_not_ruled_out");
        refuted(
                "past-next-cut",
                "the leaves do not reach the next state",
                alone.withNext(tree.next(before).subList(0, 1)).toString(),
                askAt(revoked, then),
                "status_proof_malformed");
        refuted(
                "past-next-skipped",
                "the first of the leaves is left out, so the state leaf stands in its place",
                alone.withNext(tree.next(before).subList(1, 2)).toString(),
                askAt(revoked, then),
                "status_proof_malformed");
        List<LeafInTree> beyond = new ArrayList<>(tree.next(before));
        beyond.addAll(tree.next(scene.after(before)));
        refuted(
                "past-next-too-far",
                "the leaves go on behind the next state",
                alone.withNext(beyond).toString(),
                askAt(revoked, then),
                "status_proof_malformed");
        refuted(
                "past-next-path",
                "a bit of a hash behind next is another",
                edited(good.toString(), "next ", "next ", at(0, StatusVectors::flipped)),
                askAt(revoked, then),
                "next_not_included");
        List<LeafInTree> replaced = new ArrayList<>(tree.next(before));
        replaced.set(
                0,
                new LeafInTree(
                        StatusScene.utf8("something else"), replaced.get(0).path()));
        refuted(
                "past-next-invented",
                "another leaf in place of a statement that follows",
                alone.withNext(replaced).toString(),
                askAt(revoked, then),
                "next_not_included");
        undetermined(
                "past-not-proven-until",
                "asked about a time that the cosignatures do not reach",
                proof(revoked).toString(),
                askAt(revoked, signed.plusSeconds(1)),
                "not_proven_until");
    }

    private void otherFiles() throws MalformedException {
        String good = proof(active).toString();
        malformed("no-header", "without its first line", good.substring(good.indexOf('\n') + 1));
        malformed("header-2", "of another version", replaced(good, "status-proof 1\n", "status-proof 2\n"));
        malformed("byte-order-mark", "with a byte order mark", "\uFEFF" + good);
        malformed("crlf", "with other line ends", good.replace("\n", "\r\n"));
        refuted(
                "no-empty-line",
                "without the empty line",
                replaced(good, "\n\nc2sp", "\nc2sp"),
                ask(active),
                "receipt_malformed");
        malformed("line-unknown", "a line that nobody knows", replaced(good, "\n\nc2sp", "\nremark yes\n\nc2sp"));
        malformed("record-twice", "the record twice", edited(good, "code ", "state ", lines -> {
            lines.add(0, lines.get(0));
            return lines;
        }));
        malformed("siblings-first", "siblings before the record", edited(good, "code ", "state ", lines -> {
            lines.add(lines.remove(0));
            return lines;
        }));
        malformed("hash-url-safe", "a hash in the other base64", lastPath(at(0, hash -> "-_" + hash.substring(2))));
        malformed(
                "hash-stray-bits",
                "a hash with bits behind its end",
                lastPath(with("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=")));
        misspeltSiblings(proof(active));
        malformed(
                "tlog-proof-extra",
                "extra data in the tlog-proof",
                replaced(good, "proof@v1\n", "proof@v1\nextra AAEC\n"));
        refuted(
                "tlog-proof-version",
                "another version of tlog-proof",
                replaced(good, "proof@v1\n", "proof@v2\n"),
                ask(active),
                "receipt_malformed");
        refuted(
                "index-spelling",
                "the index with a zero in front",
                replaced(good, "index ", "index 0"),
                ask(active),
                "receipt_malformed");
        refuted(
                "code-spelling",
                "the code in small letters",
                replaced(good, "code RR-", "code rr-"),
                ask(active),
                "code_not_canonical");
        refuted(
                "text-behind",
                "text behind the last signature",
                good + "yours\n",
                ask(active),
                "note_bad_signature_line");
        refuted(
                "cut-off",
                "the end is missing",
                good.substring(0, good.length() - 9),
                ask(active),
                "note_bad_signature_line");
    }

    private String lastPath(UnaryOperator<List<String>> edit) throws MalformedException {
        return edited(withLast(active).toString(), "last ", "", edit);
    }

    private void misspeltSiblings(StatusProof good) {
        String text = good.toString();
        malformed(
                "siblings-url-safe",
                "the siblings in the other base64",
                SiblingsLine.edited(text, line -> "-_" + line.substring(2)));
        malformed("siblings-stray-bits", "the siblings with bits behind their end", SiblingsLine.edited(text, line -> {
            char last = line.charAt(line.length() - 2);
            return line.substring(0, line.length() - 2) + (char) (last + 1) + "=";
        }));
        malformed(
                "siblings-unpadded",
                "the siblings without the sign at their end",
                SiblingsLine.edited(text, line -> line.substring(0, line.length() - 1)));
        malformed("siblings-left-out", "without the line of siblings", edited(text, "record ", "state ", without(0)));
        malformed("siblings-twice", "the line of siblings twice", edited(text, "record ", "state ", lines -> {
            lines.add(lines.get(0));
            return lines;
        }));
        malformed(
                "siblings-in-lines",
                "a line for each sibling, as behind last",
                edited(
                        text,
                        "record ",
                        "state ",
                        lines -> SiblingsLine.of(good).there().stream()
                                .map(ProofLines::text)
                                .toList()));
    }

    private void malformed(String name, String about, String text) {
        refuted(name, about, text, ask(active), "status_proof_malformed");
    }
}
