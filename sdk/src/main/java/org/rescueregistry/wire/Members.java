package org.rescueregistry.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the members of one JSON object by name, and at the end refuses those nobody took.
 *
 * <p>Messages name the place by a path such as {@code payload.charter.limits}. Not for use by several threads.
 *
 * <pre>{@code
 * Members m = Members.of(json, "payload");
 * String act = m.string("act");
 * m.done();
 * }</pre>
 *
 * <p>Codes: {@code missing_member}, {@code wrong_type}, {@code unknown_member}.
 */
public final class Members {
    private final Json.Obj object;
    private final String where;
    private final Set<String> taken = new HashSet<>();

    private Members(Json.Obj object, String where) {
        this.object = object;
        this.where = where;
    }

    /** Begins to read {@code value}, which must be an object; {@code where} begins every message's path. */
    public static Members of(Json value, String where) throws MalformedException {
        if (value instanceof Json.Obj object) {
            return new Members(object, where);
        }
        throw new MalformedException("wrong_type", where + " is not an object");
    }

    /** The object that is being read. */
    public Json.Obj json() {
        return object;
    }

    /** The path of this object. */
    public String where() {
        return where;
    }

    /** The path of one of its members. */
    public String where(String name) {
        return where + "." + name;
    }

    public Json value(String name) throws MalformedException {
        return optionalValue(name).orElseThrow(() -> missing(name));
    }

    public String string(String name) throws MalformedException {
        return optionalString(name).orElseThrow(() -> missing(name));
    }

    public long integer(String name) throws MalformedException {
        return optionalInteger(name).orElseThrow(() -> missing(name));
    }

    public boolean bool(String name) throws MalformedException {
        return optionalBool(name).orElseThrow(() -> missing(name));
    }

    /** Begins to read a member that is an object itself; its {@link #done()} is the caller's to call. */
    public Members object(String name) throws MalformedException {
        return optionalObject(name).orElseThrow(() -> missing(name));
    }

    public List<Json> array(String name) throws MalformedException {
        return optionalArray(name).orElseThrow(() -> missing(name));
    }

    /** A member that is an array of objects, each ready to be read under the path {@code name[i]}. */
    public List<Members> objects(String name) throws MalformedException {
        List<Members> read = new ArrayList<>();
        for (Json item : array(name)) {
            read.add(of(item, where(name) + "[" + read.size() + "]"));
        }
        return List.copyOf(read);
    }

    public List<String> strings(String name) throws MalformedException {
        return optionalStrings(name).orElseThrow(() -> missing(name));
    }

    public Optional<Json> optionalValue(String name) {
        return Optional.ofNullable(take(name));
    }

    public Optional<String> optionalString(String name) throws MalformedException {
        return typed(name, Json.Str.class, "a string").map(Json.Str::value);
    }

    public Optional<Long> optionalInteger(String name) throws MalformedException {
        return typed(name, Json.Num.class, "a whole number").map(Json.Num::value);
    }

    public Optional<Boolean> optionalBool(String name) throws MalformedException {
        return typed(name, Json.Bool.class, "true or false").map(Json.Bool::value);
    }

    public Optional<Members> optionalObject(String name) throws MalformedException {
        return typed(name, Json.Obj.class, "an object").map(value -> new Members(value, where(name)));
    }

    public Optional<List<Json>> optionalArray(String name) throws MalformedException {
        return typed(name, Json.Arr.class, "an array").map(Json.Arr::items);
    }

    public Optional<List<String>> optionalStrings(String name) throws MalformedException {
        Optional<List<Json>> items = optionalArray(name);
        if (items.isEmpty()) {
            return Optional.empty();
        }
        List<String> read = new ArrayList<>();
        for (Json item : items.get()) {
            if (!(item instanceof Json.Str string)) {
                throw new MalformedException("wrong_type", where(name) + "[" + read.size() + "] is not a string");
            }
            read.add(string.value());
        }
        return Optional.of(List.copyOf(read));
    }

    /** Refuses members that were not taken ({@code unknown_member}). */
    public void done() throws MalformedException {
        for (String name : object.members().keySet()) {
            if (!taken.contains(name)) {
                throw new MalformedException("unknown_member", where(name) + " is not known here");
            }
        }
    }

    private @Nullable Json take(String name) {
        taken.add(name);
        return object.members().get(name);
    }

    private <T extends Json> Optional<T> typed(String name, Class<T> type, String words) throws MalformedException {
        Json value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new MalformedException("wrong_type", where(name) + " is not " + words);
        }
        return Optional.of(type.cast(value));
    }

    private MalformedException missing(String name) {
        return new MalformedException("missing_member", where(name) + " is missing");
    }
}
