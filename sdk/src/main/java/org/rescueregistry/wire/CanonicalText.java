package org.rescueregistry.wire;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * An object in the form of RFC 8785, printed member by member without building it first: for what is printed by the hundred
 * thousand. Names ascend, or it is a bug.
 *
 * <pre>{@code
 * CanonicalText.of(text -> text.put("id", "…").put("index", 7)).bytes();   // {"id":"…","index":7}
 * }</pre>
 */
public final class CanonicalText {
    private final StringBuilder out = new StringBuilder(2048);

    /** The name before, in the object that is being printed; empty at its beginning. */
    private String last = "";

    private CanonicalText() {}

    /** The object whose members {@code members} puts. */
    public static CanonicalText of(Consumer<CanonicalText> members) {
        CanonicalText text = new CanonicalText();
        text.object(members);
        return text;
    }

    public CanonicalText put(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    public CanonicalText put(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    public CanonicalText put(String name, Json value) {
        return putPrinted(name, value.text());
    }

    /** A value that was printed before, in this same form. */
    public CanonicalText putPrinted(String name, String value) {
        name(name);
        out.append(value);
        return this;
    }

    /** An object. */
    public CanonicalText put(String name, Consumer<CanonicalText> members) {
        name(name);
        object(members);
        return this;
    }

    /** An array of strings. */
    public CanonicalText put(String name, Collection<String> items) {
        name(name);
        array(items, this::quote);
        return this;
    }

    /** An array of objects, the members of each put by {@code members}. */
    public <T> CanonicalText put(String name, Collection<T> items, BiConsumer<T, CanonicalText> members) {
        name(name);
        array(items, item -> object(text -> members.accept(item, text)));
        return this;
    }

    private <T> void array(Collection<T> items, Consumer<T> print) {
        out.append('[');
        String separator = "";
        for (T item : items) {
            out.append(separator);
            separator = ",";
            print.accept(item);
        }
        out.append(']');
    }

    private void object(Consumer<CanonicalText> members) {
        String around = last;
        last = "";
        out.append('{');
        members.accept(this);
        out.append('}');
        last = around;
    }

    private void name(String name) {
        if (name.compareTo(last) <= 0) {
            throw new IllegalStateException(name + " does not come behind " + last);
        }
        if (!last.isEmpty()) {
            out.append(',');
        }
        last = name;
        quote(name);
        out.append(':');
    }

    private void quote(String text) {
        CanonicalWriter.quote(Surrogates.requireWhole(text), out);
    }

    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
