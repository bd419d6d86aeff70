package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A proof of what a state map says of one code (section 9).
 *
 * <pre>{"leaf":{"key":"…","value":"…"},"siblings":["…","AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]}</pre>
 *
 * <p>A proof that the code has a record ends in its leaf. A proof that it has none ends in the leaf of another code that
 * stands in the way, or in nothing. A code has at most one place under a root, so no root proves both, not even one
 * made to deceive.
 *
 * @param siblings along the bits of H(code) from the root down, 32 zero bytes where absent
 * @param leaf in which the walk ends; null when it ends in nothing
 */
public record MapProof(List<Digest> siblings, @Nullable Leaf leaf) {
    /** Most siblings: the bits of a key. */
    public static final int MAX_SIBLINGS = MapTree.BITS;

    /** H(code) and H(record bytes). */
    public record Leaf(Digest key, Digest value) {}

    public MapProof {
        siblings = List.copyOf(siblings);
        if (siblings.size() > MAX_SIBLINGS) {
            throw new IllegalArgumentException("more siblings than bits: " + siblings.size());
        }
    }

    /** Whether under {@code root} the record of {@code code} is {@code record}, to the byte. */
    public boolean provesRecord(Digest root, Code code, byte[] record) {
        MapTree.Leaf asked = MapTree.leaf(code, record);
        return leaf != null && leaf.value.equals(asked.value()) && provesLeaf(root, asked.key());
    }

    /** Whether the leaf in which the walk ends is the one of this key, under {@code root}. */
    boolean provesLeaf(Digest root, Digest key) {
        return leaf != null
                && leaf.key.equals(key)
                && walk(key, new MapTree.Leaf(key, leaf.value).hash()).equals(root);
    }

    /** Whether under {@code root} there is no record of {@code code}. */
    public boolean provesAbsence(Digest root, Code code) {
        Digest key = MapTree.key(code);
        if (leaf == null) {
            return walk(key, MapTree.ABSENT).equals(root);
        }
        return !leaf.key.equals(key)
                && sharesBitsWalked(leaf.key, key)
                && walk(key, new MapTree.Leaf(leaf.key, leaf.value).hash()).equals(root);
    }

    private boolean sharesBitsWalked(Digest one, Digest two) {
        for (int depth = 0; depth < siblings.size(); depth++) {
            if (one.bit(depth) != two.bit(depth)) {
                return false;
            }
        }
        return true;
    }

    private Digest walk(Digest key, Digest end) {
        Digest node = end;
        for (int depth = siblings.size() - 1; depth >= 0; depth--) {
            Digest sibling = siblings.get(depth);
            node = key.bit(depth) ? MapTree.inner(sibling, node) : MapTree.inner(node, sibling);
        }
        return node;
    }

    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put(
                        "siblings",
                        Json.strings(siblings.stream().map(Digest::base64Url).toList()));
        if (leaf != null) {
            json.put(
                    "leaf",
                    Json.object()
                            .put("key", leaf.key.base64Url())
                            .put("value", leaf.value.base64Url())
                            .build());
        }
        return json.build();
    }

    /**
     * Reads what {@link #json()} gives.
     *
     * @throws MalformedException {@code too_many_siblings}, or as the parsers of members and digests
     */
    public static MapProof parse(Json json) throws MalformedException {
        Members members = Members.of(json, "proof");
        List<String> texts = members.strings("siblings");
        if (texts.size() > MAX_SIBLINGS) {
            throw new MalformedException("too_many_siblings", "the proof has more siblings than a key has bits");
        }
        List<Digest> siblings = new ArrayList<>(texts.size());
        for (String text : texts) {
            siblings.add(Digest.parse(text));
        }
        Members other = members.optionalObject("leaf").orElse(null);
        members.done();
        return new MapProof(siblings, other == null ? null : parseLeaf(other));
    }

    private static Leaf parseLeaf(Members members) throws MalformedException {
        Leaf leaf = new Leaf(Fields.digest(members, "key"), Fields.digest(members, "value"));
        members.done();
        return leaf;
    }
}
