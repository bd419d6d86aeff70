package org.rescueregistry.sdk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.MapProof;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Siblings;
import org.rescueregistry.wire.MalformedException;

/**
 * What a state map says of a code, and the proof of it; the first lines of a {@link StatusProof}.
 *
 * @param record of this code; null if there is none
 * @param proof without a record it ends in another leaf or in nothing, with one in the record's own leaf
 */
public record MapAnswer(Code code, @Nullable OrganisationRecord record, MapProof proof) {
    private static final String CODE = "code";
    private static final String RECORD = "record";
    private static final String ABSENT = "absent";
    private static final String SIBLINGS = "siblings";

    public MapAnswer {
        if (record != null && (!record.code().equals(code) || !isOwnLeaf(proof.leaf(), record))) {
            throw new IllegalArgumentException("the record or the proof is of another code than " + code);
        }
    }

    private static boolean isOwnLeaf(MapProof.@Nullable Leaf leaf, OrganisationRecord record) {
        return MapProof.Leaf.of(record.code(), record.bytes()).equals(leaf);
    }

    /** Whether the map with this root says so. That a record is its leaf's, the constructor has seen. */
    boolean holds(Digest root) {
        return record == null ? proof.provesAbsence(root, code) : proof.provesLeaf(root);
    }

    static MapAnswer parse(ProofLines lines) throws MalformedException {
        Code code = Code.parseCanonical(lines.value(CODE));
        Optional<String> json = lines.optional(RECORD);
        if (json.isPresent()) {
            byte[] bytes = json.get().getBytes(StandardCharsets.UTF_8);
            OrganisationRecord record = OrganisationRecord.parse(bytes);
            if (!record.code().equals(code)) {
                throw ProofLines.wrong("the record is of another code than the second line");
            }
            return new MapAnswer(code, record, new MapProof(siblings(lines), MapProof.Leaf.of(code, bytes)));
        }
        MapProof.Leaf other = null;
        if (!lines.skip(ABSENT)) {
            String[] hashes = lines.value(ABSENT).split(" ", -1);
            if (hashes.length != 2) {
                throw ProofLines.wrong("another code's leaf has two hashes");
            }
            other = new MapProof.Leaf(ProofLines.hash(hashes[0]), ProofLines.hash(hashes[1]));
        }
        return new MapAnswer(code, null, new MapProof(siblings(lines), other));
    }

    private static Siblings siblings(ProofLines lines) throws MalformedException {
        return Siblings.parse(ProofLines.base64(lines.value(SIBLINGS)));
    }

    void print(StringBuilder out) {
        out.append(CODE).append(' ').append(code.canonical()).append('\n');
        if (record != null) {
            out.append(RECORD).append(' ').append(new String(record.bytes(), StandardCharsets.UTF_8));
        } else {
            out.append(ABSENT);
            MapProof.Leaf other = proof.leaf();
            if (other != null) {
                out.append(' ').append(ProofLines.text(other.key()));
                out.append(' ').append(ProofLines.text(other.value()));
            }
        }
        out.append('\n').append(SIBLINGS).append(' ');
        out.append(ProofLines.text(proof.siblings().bytes())).append('\n');
    }
}
