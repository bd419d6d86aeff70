package org.rescueregistry.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Sha256;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.sdk.Version;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * How far a replayer has come, and all that its fold knew there: what lets it go on after a restart without verifying every signature
 * of the log again. The file {@code replayed} is one line, then the image of the fold, then the SHA-256 of both:
 *
 * <pre>
 * {"log":"registry.example/log","newest_void":[],"program":"0.1.0","root":"…","rules":1,"size":2048,"void":0,"wrong":0}
 * </pre>
 */
final class Replayed {
    private static final String NAME = "replayed";

    private final Checkpoint tree;
    private final Found found;
    private final ByteBuffer image;

    /** The whole file; null if it is yet to be written. */
    private final byte @Nullable [] file;

    /** How many leaves are void, the last of them with their refusal codes, and how many state leaves were wrong. */
    record Found(long voidLeaves, List<String> newestVoid, long wrongStates) {
        Found {
            newestVoid = List.copyOf(newestVoid);
        }
    }

    /**
     * What is to be kept.
     *
     * @param tree whose leaves were all replayed, the last of them being a right state leaf
     * @param found what was counted on the way
     * @param image of the fold, not to be changed any more
     */
    Replayed(Checkpoint tree, Found found, ByteBuffer image) {
        this(tree, found, image, null);
    }

    private Replayed(Checkpoint tree, Found found, ByteBuffer image, byte @Nullable [] file) {
        this.tree = tree;
        this.found = found;
        this.image = image;
        this.file = file;
    }

    Checkpoint tree() {
        return tree;
    }

    Found found() {
        return found;
    }

    /** Of the fold, not to be changed. */
    ByteBuffer image() {
        return image.slice();
    }

    /**
     * Demands that the file is as it was written, which takes a while. Nothing in it is to be believed before.
     *
     * @throws MalformedException {@code replayed_differs}
     */
    void requireWhole() throws MalformedException {
        if (file != null && !digest(file).equals(Digest.of(file, file.length - Digest.SIZE))) {
            throw differs("as it was written");
        }
    }

    byte[] bytes() {
        byte[] line = Json.object()
                .put("log", tree.origin())
                .put("newest_void", Json.strings(found.newestVoid()))
                .put("program", Version.SDK)
                .put("root", tree.root().base64Url())
                .put("rules", StateLeaf.RULES)
                .put("size", tree.size())
                .put("void", found.voidLeaves())
                .put("wrong", found.wrongStates())
                .build()
                .canonical();
        ByteBuffer all = ByteBuffer.allocate(line.length + 1 + image.remaining() + Digest.SIZE);
        all.put(line).put((byte) '\n').put(image.slice());
        digest(all.array()).writeTo(all.array(), all.position());
        return all.array();
    }

    private static Digest digest(byte[] all) {
        Sha256 sha = new Sha256();
        byte[] digest = new byte[Digest.SIZE];
        sha.hash(all, 0, all.length - Digest.SIZE, digest, 0);
        return Digest.of(digest);
    }

    /**
     * Reads the first line of the file.
     *
     * @param owned the file, not to be changed any more
     * @throws MalformedException {@code replayed_differs}: it is not as it was written, is of another log, or was written by another
     *     version of the program or under other rules; or as the parsers of its line
     */
    static Replayed parse(byte[] owned, String origin) throws MalformedException {
        int end = 0;
        while (end < owned.length - Digest.SIZE && owned[end] != '\n') {
            end++;
        }
        if (end >= owned.length - Digest.SIZE) {
            throw differs("as it was written");
        }
        Members line = Members.of(Json.parseCanonical(Arrays.copyOf(owned, end)), NAME);
        if (!line.string("log").equals(origin)
                || !line.string("program").equals(Version.SDK)
                || line.integer("rules") != StateLeaf.RULES) {
            throw differs("of this log and program");
        }
        Replayed read = new Replayed(
                new Checkpoint(origin, line.integer("size"), Digest.parse(line.string("root"))),
                new Found(line.integer("void"), line.strings("newest_void"), line.integer("wrong")),
                ByteBuffer.wrap(owned, end + 1, owned.length - Digest.SIZE - end - 1),
                owned);
        line.done();
        if (read.tree.size() <= 0) {
            throw differs("as it was written");
        }
        return read;
    }

    private static MalformedException differs(String what) {
        return new MalformedException("replayed_differs", "the file " + NAME + " is not " + what);
    }
}
