package org.rescueregistry.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON value (RFC 8259), read strictly (I-JSON, RFC 7493) and printed in the one form of RFC 8785.
 *
 * <p>Reading refuses: bytes that are not UTF-8, a byte order mark, lone surrogates, a member named twice, anything
 * after the value, nesting deeper than {@link #MAX_DEPTH}, more than {@link #MAX_BYTES}. Whole numbers within
 * ±(2⁵³−1) are {@link Num}; every other number is {@link Dec}, which may be read (foreign metadata has them) but has
 * no canonical form here. A sample of the canonical form: {@code {"a":[1,"é"],"b":null}}.
 */
public sealed interface Json permits Json.Obj, Json.Arr, Json.Str, Json.Num, Json.Dec, Json.Bool, Json.Null {
    /** Deepest nesting of objects and arrays that is read. */
    int MAX_DEPTH = 32;

    /** Longest text that is read, in bytes of UTF-8 (or UTF-16 units of a string). */
    int MAX_BYTES = 4 << 20;

    /** Largest whole number every JSON reader agrees on: 2⁵³−1 (RFC 7493 section 2.2). */
    long MAX_INTEGER = (1L << 53) - 1;

    /** One method for each kind of value. */
    interface Cases<R> {
        R object(Obj value);

        R array(Arr value);

        R string(Str value);

        R integer(Num value);

        R decimal(Dec value);

        R bool(Bool value);

        R nothing(Null value);
    }

    <R> R match(Cases<R> cases);

    /** An object; members stand in the order of RFC 8785 section 3.2.3 (UTF-16 code units). */
    record Obj(SortedMap<String, Json> members) implements Json {
        public Obj {
            TreeMap<String, Json> copy = new TreeMap<>();
            // Copied in one go where it has the natural order already.
            copy.putAll(members);
            copy.forEach((name, value) -> {
                Surrogates.requireWhole(name);
                Objects.requireNonNull(value);
            });
            members = Collections.unmodifiableSortedMap(copy);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.object(this);
        }
    }

    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.array(this);
        }
    }

    record Str(String value) implements Json {
        public Str {
            Surrogates.requireWhole(value);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.string(this);
        }
    }

    /** A whole number within ±{@link #MAX_INTEGER}. */
    record Num(long value) implements Json {
        public Num {
            if (value > MAX_INTEGER || value < -MAX_INTEGER) {
                throw new IllegalArgumentException("beyond the whole numbers JSON readers agree on: " + value);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.integer(this);
        }
    }

    /** Any other number, as written. */
    record Dec(BigDecimal value) implements Json {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.decimal(this);
        }
    }

    record Bool(boolean value) implements Json {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.bool(this);
        }
    }

    record Null() implements Json {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.nothing(this);
        }
    }

    /**
     * Reads one value from UTF-8.
     *
     * @throws MalformedException {@code json_not_utf8 json_too_long json_too_deep json_syntax json_duplicate_member
     *     json_lone_surrogate}
     */
    static Json parse(byte[] utf8) throws MalformedException {
        return JsonReader.read(utf8);
    }

    /** Reads one value from text, with the refusals of {@link #parse(byte[])}. */
    static Json parse(String text) throws MalformedException {
        return JsonReader.read(text);
    }

    /**
     * Reads one value and refuses every spelling but that of RFC 8785.
     *
     * @throws MalformedException {@code json_not_canonical}, or as {@link #parse(byte[])}
     */
    static Json parseCanonical(byte[] utf8) throws MalformedException {
        Json plain = utf8.length > MAX_BYTES ? null : CanonicalReader.readAll(utf8);
        return plain == null ? parseAnyCanonical(utf8) : plain;
    }

    private static Json parseAnyCanonical(byte[] utf8) throws MalformedException {
        Json value = parse(utf8);
        if (CanonicalWriter.hasDecimal(value) || !Arrays.equals(value.canonical(), utf8)) {
            throw new MalformedException("json_not_canonical", "the JSON is not in its canonical form (RFC 8785)");
        }
        return value;
    }

    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    static Arr array(Collection<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    static Arr strings(Collection<String> items) {
        return new Arr(items.stream().<Json>map(Str::new).toList());
    }

    /**
     * The value in the form of RFC 8785, as a string.
     *
     * @throws IllegalStateException if a {@link Dec} is in it: what we print ourselves has whole numbers only
     */
    default String text() {
        return CanonicalWriter.write(this);
    }

    /** The value in the form of RFC 8785, as UTF-8; refusals as {@link #text()}. */
    default byte[] canonical() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** Collects the members of one object; naming a member twice is a bug. */
    final class ObjectBuilder {
        private final SortedMap<String, Json> members = new TreeMap<>();

        private ObjectBuilder() {}

        public ObjectBuilder put(String name, Json value) {
            if (members.put(name, Objects.requireNonNull(value)) != null) {
                throw new IllegalArgumentException("member put twice: " + name);
            }
            return this;
        }

        public ObjectBuilder put(String name, String value) {
            return put(name, new Str(value));
        }

        public ObjectBuilder put(String name, long value) {
            return put(name, new Num(value));
        }

        public ObjectBuilder put(String name, boolean value) {
            return put(name, new Bool(value));
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
