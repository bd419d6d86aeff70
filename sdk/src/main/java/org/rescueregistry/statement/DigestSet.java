package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * A <em>set</em> of digests as section 1 writes it: an array, ascending by the bytes of its strings, without
 * repetition: {@code ["47DEQpj8HBSa-_TI…","frcCV1k9oG9oKj3d…"]}.
 *
 * <p>The order is that of the base64url text, where {@code -} comes first and {@code _} before the small letters; it is
 * not the order of the 32 bytes.
 */
public record DigestSet(List<Digest> items) implements Iterable<Digest> {
    /** The order of the strings. */
    static final Comparator<Digest> BY_TEXT = Digest::compareText;

    /** The empty set. */
    public static final DigestSet EMPTY = new DigestSet(List.of());

    public DigestSet {
        items = Ascending.distinct(items, BY_TEXT);
    }

    public static DigestSet of(Digest... items) {
        return new DigestSet(List.of(items));
    }

    public static DigestSet of(Collection<Digest> items) {
        return new DigestSet(List.copyOf(items));
    }

    /**
     * Reads the strings of an array; {@code where} names the place for the message.
     *
     * @throws MalformedException {@code set_not_ascending}, or as {@link Digest#parse}
     */
    public static DigestSet parse(List<String> strings, String where) throws MalformedException {
        List<Digest> read = new ArrayList<>(strings.size());
        for (int i = 0; i < strings.size(); i++) {
            if (i > 0 && strings.get(i - 1).compareTo(strings.get(i)) >= 0) {
                throw new MalformedException("set_not_ascending", where + " is not ascending without repetition");
            }
            read.add(Digest.parse(strings.get(i)));
        }
        return new DigestSet(read);
    }

    public int size() {
        return items.size();
    }

    public boolean contains(Digest digest) {
        return items.contains(digest);
    }

    public DigestSet without(DigestSet others) {
        return new DigestSet(
                items.stream().filter(digest -> !others.contains(digest)).toList());
    }

    @Override
    public Iterator<Digest> iterator() {
        return items.iterator();
    }

    public Json.Arr json() {
        return Json.strings(items.stream().map(Digest::base64Url).toList());
    }
}
