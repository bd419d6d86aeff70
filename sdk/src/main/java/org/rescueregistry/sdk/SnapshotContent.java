package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationRecord;
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
 * @param attestations live post attestations, each its compact JWS, which nobody has read; ascending
 * @param receipt of the state leaf
 */
public record SnapshotContent(
        Statement charter,
        StateLeaf state,
        List<Row> records,
        List<Disclosure> disclosures,
        List<String> attestations,
        TlogProof receipt) {
    private static final String CHARTER = "charter";
    private static final String STATE = "state";
    private static final String RECORD = "record";
    private static final String DISCLOSURE = "disclosure";
    private static final String ATTESTATION = "attestation";

    public SnapshotContent {
        records = records.stream().sorted(Comparator.comparing(Row::code)).toList();
        disclosures = disclosures.stream().sorted(Disclosure.BY_TEXT).toList();
        attestations = attestations.stream().sorted().toList();
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
        List<Row> records = InParallel.read(lines.values(RECORD), line -> line.as(SnapshotContent::record));
        for (int i = 1; i < records.size(); i++) {
            if (records.get(i - 1).code.compareTo(records.get(i).code) >= 0) {
                throw SnapshotLines.wrong("the records do not ascend at " + records.get(i).code);
            }
        }
        return records;
    }

    private static Row record(byte[] line, int from, int to) throws MalformedException {
        int space = from;
        while (space < to && line[space] != ' ') {
            space++;
        }
        if (space == to) {
            throw SnapshotLines.wrong("a record without its code before it");
        }
        Code code = Code.parseCanonical(new String(line, from, space - from, ISO_8859_1));
        return new Row(code, Arrays.copyOfRange(line, space + 1, to));
    }

    private static List<Disclosure> disclosures(SnapshotLines lines) throws MalformedException {
        return InParallel.read(lines.ascending(DISCLOSURE), line -> line.as(Disclosure::unread));
    }

    private static List<String> attestations(SnapshotLines lines) throws MalformedException {
        return InParallel.read(lines.ascending(ATTESTATION), line -> line.as(SnapshotContent::attestation));
    }

    private static String attestation(byte[] line, int from, int to) throws MalformedException {
        for (int i = from; i < to; i++) {
            if (line[i] <= ' ' || line[i] > '~') {
                throw SnapshotLines.wrong("an attestation that is no compact JWS");
            }
        }
        return new String(line, from, to - from, ISO_8859_1);
    }

    void print(ByteArrayOutputStream out) {
        line(out, CHARTER, charter.bytes());
        line(out, STATE, state.bytes());
        for (Row row : records) {
            out.writeBytes((RECORD + " ").getBytes(UTF_8));
            line(out, row.code.canonical(), row.bytes);
        }
        disclosures.forEach(disclosure -> line(out, DISCLOSURE, disclosure.text()));
        attestations.forEach(attestation -> line(out, ATTESTATION, attestation));
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
