package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.rescueregistry.wire.MalformedException;

/**
 * All that a registry has published, in one file that proves itself, so that any host may give it and a folder is as good as the
 * registry. The page {@code docs/reference/snapshot.md} gives the format and the steps; files {@code .snapshot}:
 *
 * <pre>
 * rescue-registry snapshot 1
 * chain eyJhbGciOiJFUzI1NiIs…
 * charter eyJhbGciOiJFUzI1NiIs…
 * state {"act":"state",…}
 * record RR-CN7K-3M9Q-XDP2 {"accounts":[],…}
 * disclosure WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3Iiwia2luZCIsInJlc2N1ZV90ZWFtIl0
 *
 * c2sp.org/tlog-proof@v1
 * index 122
 * …
 * </pre>
 *
 * <p>Read, but not verified; {@link SnapshotCheck} verifies.
 *
 * @param chain the registry's trust chain, its own statement first; empty if it is not carried
 */
public record SnapshotFile(List<String> chain, SnapshotContent content) {
    /** Longest file or delta that is read, in bytes: some thirty thousand organisations. */
    public static final int MAX_BYTES = 128 << 20;

    private static final String HEADER = "rescue-registry snapshot 1";
    private static final String CHAIN = "chain";
    private static final Pattern COMPACT_JWS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    public SnapshotFile {
        chain = List.copyOf(chain);
        if (chain.size() > StatusProof.MAX_CHAIN
                || !chain.stream().allMatch(link -> COMPACT_JWS.matcher(link).matches())) {
            throw new IllegalArgumentException("a chain of " + chain.size() + ", or not of statements");
        }
    }

    /** Whether this is a whole file by its first line, rather than a delta or something else. */
    public static boolean looksLike(byte[] bytes) {
        byte[] first = (HEADER + "\n").getBytes(UTF_8);
        return bytes.length >= first.length && Arrays.equals(bytes, 0, first.length, first, 0, first.length);
    }

    /**
     * Reads a file; nothing in it is verified, and no record read.
     *
     * @throws MalformedException {@code snapshot_malformed}, {@code snapshot_too_long}; {@code rules_too_new} when it is of a
     *     log under rules that are not known here; or as the parsers of codes, disclosures, statements, state leaves and
     *     {@link org.rescueregistry.log.TlogProof#parse}
     */
    public static SnapshotFile parse(byte[] bytes) throws MalformedException {
        SnapshotLines lines = SnapshotLines.of(bytes, MAX_BYTES);
        lines.exactly(HEADER);
        List<String> chain = lines.all(CHAIN, StatusProof.MAX_CHAIN);
        for (String link : chain) {
            if (!COMPACT_JWS.matcher(link).matches()) {
                throw SnapshotLines.wrong("the trust chain is no chain of statements");
            }
        }
        SnapshotContent content = SnapshotContent.read(lines);
        lines.done();
        return new SnapshotFile(chain, content);
    }

    /** The file. */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((HEADER + "\n").getBytes(UTF_8));
        chain.forEach(link -> SnapshotContent.line(out, CHAIN, link));
        content.print(out);
        content.printReceipt(out);
        return out.toByteArray();
    }
}
