package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * What a {@link SnapshotFile} and a {@link SnapshotDelta} have in common: a state, what proves it, and what it is the state of. Read,
 * but not verified; in a delta only what changed.
 *
 * @param charter the statement that brought the charter in force
 * @param state the state leaf
 * @param records ascending by code, whatever order they were given in
 * @param disclosures ascending by their text
 * @param attestations live post attestations, ascending by their text
 * @param receipt of the state leaf
 */
public record SnapshotContent(
        Statement charter,
        StateLeaf state,
        List<Row> records,
        List<Disclosure> disclosures,
        List<PostAttestation> attestations,
        TlogProof receipt) {
    private static final String CHARTER = "charter";
    private static final String STATE = "state";
    private static final String RECORD = "record";
    private static final String DISCLOSURE = "disclosure";
    private static final String ATTESTATION = "attestation";

    public SnapshotContent {
        records = records.stream().sorted(Comparator.comparing(Row::code)).toList();
        disclosures = disclosures.stream().sorted(Disclosure.BY_TEXT).toList();
        attestations = attestations.stream()
                .sorted(Comparator.comparing(PostAttestation::compact))
                .toList();
        if (receipt.unauthenticatedExtra().isPresent()) {
            throw new IllegalArgumentException("a receipt with extra data");
        }
    }

    /** A record as its bytes, which nobody has read. The array has one owner, who changes nothing. */
    public static final class Row {
        private final Code code;
        private final byte[] bytes;

        private Row(Code code, byte[] ownedBytes) {
            this.code = code;
            this.bytes = ownedBytes;
        }

        public static Row of(OrganisationRecord record) {
            return new Row(record.code(), record.bytes());
        }

        /** @param bytes which this row then owns */
        static Row of(Code code, byte[] bytes) {
            return new Row(code, bytes);
        }

        Code code() {
            return code;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    static SnapshotContent read(SnapshotLines lines) throws MalformedException {
        TlogProof receipt = TlogProof.parse(lines.rest());
        if (receipt.unauthenticatedExtra().isPresent()) {
            throw SnapshotLines.wrong("its tlog-proof has extra data");
        }
        String charter = lines.text(CHARTER);
        byte[] leaf = lines.bytes(STATE);
        // Looked at first: under other rules all that follows may have another form.
        if (StateLeaf.isOfLaterRules(
                leaf, Checkpoint.parse(receipt.note().text()).origin())) {
            throw new MalformedException(StatusProof.RULES_TOO_NEW, "the log is under rules that are not known here");
        }
        StateLeaf state = StateLeaf.parse(leaf);
        return new SnapshotContent(
                Statement.parse(charter), state, records(lines), disclosures(lines), attestations(lines), receipt);
    }

    private static List<Row> records(SnapshotLines lines) throws MalformedException {
        List<Row> records = new ArrayList<>();
        while (lines.isNext(RECORD)) {
            byte[] value = lines.bytes(RECORD);
            int space = 0;
            while (space < value.length && value[space] != ' ') {
                space++;
            }
            if (space == value.length) {
                throw SnapshotLines.wrong("a record without its code before it");
            }
            Code code = Code.parseCanonical(new String(value, 0, space, UTF_8));
            if (!records.isEmpty() && records.get(records.size() - 1).code.compareTo(code) >= 0) {
                throw SnapshotLines.wrong("the records do not ascend at " + code);
            }
            byte[] json = new byte[value.length - space - 1];
            System.arraycopy(value, space + 1, json, 0, json.length);
            records.add(new Row(code, json));
        }
        return records;
    }

    private static List<Disclosure> disclosures(SnapshotLines lines) throws MalformedException {
        return InParallel.read(
                lines.ascending(DISCLOSURE), text -> Disclosure.parse(text).unread());
    }

    private static List<PostAttestation> attestations(SnapshotLines lines) throws MalformedException {
        return InParallel.read(lines.ascending(ATTESTATION), PostAttestation::parse);
    }

    void print(ByteArrayOutputStream out) {
        line(out, CHARTER, charter.bytes());
        line(out, STATE, state.bytes());
        for (Row row : records) {
            out.writeBytes((RECORD + " ").getBytes(UTF_8));
            line(out, row.code.canonical(), row.bytes);
        }
        disclosures.forEach(disclosure -> line(out, DISCLOSURE, disclosure.text()));
        attestations.forEach(attestation -> line(out, ATTESTATION, attestation.compact()));
    }

    void printReceipt(ByteArrayOutputStream out) {
        out.write('\n');
        out.writeBytes(receipt.toBytes());
    }

    static void line(ByteArrayOutputStream out, String word, String value) {
        line(out, word, value.getBytes(UTF_8));
    }

    private static void line(ByteArrayOutputStream out, String word, byte[] value) {
        out.writeBytes((word + " ").getBytes(UTF_8));
        out.writeBytes(value);
        out.write('\n');
    }
}
