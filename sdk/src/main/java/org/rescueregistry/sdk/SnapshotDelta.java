package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.ConsistencyProof;
import org.rescueregistry.log.InclusionProof;
import org.rescueregistry.wire.MalformedException;

/**
 * What changed in a registry since the tree of a size, for who has a {@link SnapshotFile} of that tree or what came of one:
 *
 * <pre>
 * rescue-registry snapshot-delta 1
 * since 120
 * consistency _uw9n…
 * disclosed 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU
 * charter eyJhbGciOiJFUzI1NiIs…
 * state {"act":"state",…}
 * record RR-CN7K-3M9Q-XDP2 {"accounts":[],…}
 *
 * c2sp.org/tlog-proof@v1
 * …
 * </pre>
 *
 * <p>No record is ever removed, and a disclosure goes with the digest in the record. Read, but not verified; {@link SnapshotCheck}
 * verifies.
 *
 * @param since leaves of the tree that it starts from
 * @param consistency shows that the tree continues that one; the hashes of a {@link ConsistencyProof}
 * @param disclosed SHA-256 over the digests of all public disclosures there are now, 32 bytes each, ascending
 * @param content the new state, and of records, disclosures and attestations those that are new or changed, perhaps more
 * @param ended ids of post attestations that are no longer live, ascending by their text
 */
public record SnapshotDelta(
        long since, List<Digest> consistency, Digest disclosed, SnapshotContent content, List<Digest> ended) {
    private static final String HEADER = "rescue-registry snapshot-delta 1";
    private static final String SINCE = "since";
    private static final String CONSISTENCY = "consistency";
    private static final String DISCLOSED = "disclosed";
    private static final String ENDED = "ended";
    private static final int MAX_SIZE_DIGITS = 19;

    public SnapshotDelta {
        consistency = List.copyOf(consistency);
        ended = ended.stream().sorted(Digest::compareText).toList();
    }

    /**
     * Reads a delta; nothing in it is verified.
     *
     * @throws MalformedException as {@link SnapshotFile#parse}
     */
    public static SnapshotDelta parse(byte[] bytes) throws MalformedException {
        SnapshotLines lines = SnapshotLines.of(bytes, SnapshotFile.MAX_BYTES);
        lines.exactly(HEADER);
        long since = size(lines.text(SINCE));
        List<Digest> consistency = lines.digests(CONSISTENCY, InclusionProof.MAX_HASHES + 1);
        Digest disclosed = Digest.parse(lines.text(DISCLOSED));
        SnapshotContent content = SnapshotContent.read(lines);
        List<Digest> ended = new ArrayList<>();
        for (SnapshotLines.Value id : lines.ascending(ENDED)) {
            ended.add(Digest.parse(id.text()));
        }
        lines.done();
        return new SnapshotDelta(since, consistency, disclosed, content, ended);
    }

    /** SHA-256 over these digests, ascending: what {@code disclosed} says of all that are disclosed. */
    public static Digest disclosed(Set<Digest> digests) {
        return Digest.sha256(digests);
    }

    private static long size(String text) throws MalformedException {
        boolean shaped = text.length() <= MAX_SIZE_DIGITS && text.matches("[1-9][0-9]*");
        try {
            if (shaped) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException beyond) {
            // As any other that is none.
        }
        throw SnapshotLines.wrong("since is not the size of a tree");
    }

    /** The delta. */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((HEADER + "\n").getBytes(UTF_8));
        SnapshotContent.line(out, SINCE, Long.toString(since));
        consistency.forEach(hash -> SnapshotContent.line(out, CONSISTENCY, hash.base64Url()));
        SnapshotContent.line(out, DISCLOSED, disclosed.base64Url());
        content.print(out);
        ended.forEach(id -> SnapshotContent.line(out, ENDED, id.base64Url()));
        content.printReceipt(out);
        return out.toByteArray();
    }
}
