package org.rescueregistry.sdk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.MapProof;
import org.rescueregistry.statement.OrganisationRecord;
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

    public MapAnswer {
        if (record != null && (!record.code().equals(code) || !isOwnLeaf(proof, record))) {
            throw new IllegalArgumentException("the record or the proof is of another code than " + code);
        }
    }

    private static boolean isOwnLeaf(MapProof proof, OrganisationRecord record) {
        return proof.leaf() != null && proof.leaf().equals(ownLeaf(record));
    }

    private static MapProof.Leaf ownLeaf(OrganisationRecord record) {
        byte[] code = record.code().canonical().getBytes(StandardCharsets.US_ASCII);
        return new MapProof.Leaf(Digest.sha256(code), Digest.sha256(record.bytes()));
    }

    /** Whether the map with this root says so. */
    boolean holds(Digest root) {
        return record == null ? proof.provesAbsence(root, code) : proof.provesRecord(root, code, record.bytes());
    }

    static MapAnswer parse(ProofLines lines) throws MalformedException {
        Code code = Code.parseCanonical(lines.value(CODE));
        Optional<String> json = lines.optional(RECORD);
        if (json.isPresent()) {
            OrganisationRecord record = OrganisationRecord.parse(json.get().getBytes(StandardCharsets.UTF_8));
            if (!record.code().equals(code)) {
                throw ProofLines.wrong("the record is of another code than the second line");
            }
            return new MapAnswer(code, record, new MapProof(lines.hashes(MapProof.MAX_SIBLINGS), ownLeaf(record)));
        }
        MapProof.Leaf other = null;
        if (!lines.skip(ABSENT)) {
            String[] hashes = lines.value(ABSENT).split(" ", -1);
            if (hashes.length != 2) {
                throw ProofLines.wrong("another code's leaf has two hashes");
            }
            other = new MapProof.Leaf(ProofLines.hash(hashes[0]), ProofLines.hash(hashes[1]));
        }
        return new MapAnswer(code, null, new MapProof(lines.hashes(MapProof.MAX_SIBLINGS), other));
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
        out.append('\n');
        proof.siblings().forEach(hash -> out.append(ProofLines.text(hash)).append('\n'));
    }
}
