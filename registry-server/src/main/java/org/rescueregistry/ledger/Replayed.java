package org.rescueregistry.ledger;

import java.util.Arrays;
import java.util.List;
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
    private final byte[] image;

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
     * @param ownedImage of the fold, not to be changed any more
     */
    Replayed(Checkpoint tree, Found found, byte[] ownedImage) {
        this.tree = tree;
        this.found = found;
        this.image = ownedImage;
    }

    Checkpoint tree() {
        return tree;
    }

    Found found() {
        return found;
    }

    byte[] image() {
        return image;
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
        byte[] all = Arrays.copyOf(line, line.length + 1 + image.length + Digest.SIZE);
        all[line.length] = '\n';
        System.arraycopy(image, 0, all, line.length + 1, image.length);
        digest(all).writeTo(all, all.length - Digest.SIZE);
        return all;
    }

    private static Digest digest(byte[] all) {
        Sha256 sha = new Sha256();
        byte[] digest = new byte[Digest.SIZE];
        sha.hash(all, 0, all.length - Digest.SIZE, digest, 0);
        return Digest.of(digest);
    }

    /**
     * Reads the file.
     *
     * @throws MalformedException {@code replayed_differs}: it is not as it was written, is of another log, or was written by another
     *     version of the program or under other rules
     */
    static Replayed parse(byte[] bytes, String origin) throws MalformedException {
        if (bytes.length < Digest.SIZE || !digest(bytes).equals(Digest.of(bytes, bytes.length - Digest.SIZE))) {
            throw differs("as it was written");
        }
        int end = 0;
        while (bytes[end] != '\n') {
            end++;
        }
        Members line = Members.of(Json.parseCanonical(Arrays.copyOf(bytes, end)), NAME);
        if (!line.string("log").equals(origin)
                || !line.string("program").equals(Version.SDK)
                || line.integer("rules") != StateLeaf.RULES) {
            throw differs("of this log and program");
        }
        Replayed read = new Replayed(
                new Checkpoint(origin, line.integer("size"), Digest.parse(line.string("root"))),
                new Found(line.integer("void"), line.strings("newest_void"), line.integer("wrong")),
                Arrays.copyOfRange(bytes, end + 1, bytes.length - Digest.SIZE));
        line.done();
        return read;
    }

    private static MalformedException differs(String what) {
        return new MalformedException("replayed_differs", "the file " + NAME + " is not " + what);
    }
}
