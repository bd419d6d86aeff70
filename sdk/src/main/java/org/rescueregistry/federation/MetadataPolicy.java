package org.rescueregistry.federation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * What a superior demands of its subordinates' metadata (OpenID Federation 1.0, section 6.1).
 *
 * <p>Wire form, three levels (entity type, parameter, operator):
 * {@code {"rescue_registry":{"log_url":{"essential":true}}}}. A policy of the type {@code MetadataPolicy} holds only
 * allowed combinations of the standard operators; a conflict between a superior's policy and a subordinate's is
 * {@code invalid_policy}, a metadata that breaks one is {@code invalid_metadata}.
 */
public final class MetadataPolicy {
    static final String INVALID_POLICY = "invalid_policy";
    static final String INVALID_METADATA = "invalid_metadata";

    /** Demands nothing. */
    public static final MetadataPolicy NONE = new MetadataPolicy(Collections.emptySortedMap());

    /** A string of space-separated values that every operator treats as an array (section 6.1.3.1.8). */
    private static final String SCOPE = "scope";

    private final SortedMap<String, SortedMap<String, ParameterPolicy>> types;

    private MetadataPolicy(SortedMap<String, SortedMap<String, ParameterPolicy>> types) {
        this.types = types;
    }

    /**
     * Reads the wire form.
     *
     * @throws MalformedException {@code invalid_policy}
     */
    public static MetadataPolicy parse(Json value, String where) throws MalformedException {
        TreeMap<String, SortedMap<String, ParameterPolicy>> types = new TreeMap<>();
        for (Map.Entry<String, Json> type : level(value, where).entrySet()) {
            String typePath = where + "." + type.getKey();
            TreeMap<String, ParameterPolicy> parameters = new TreeMap<>();
            for (Map.Entry<String, Json> parameter :
                    level(type.getValue(), typePath).entrySet()) {
                String name = parameter.getKey();
                Json operators = name.equals(SCOPE) ? scopeOperators(parameter.getValue()) : parameter.getValue();
                parameters.put(name, ParameterPolicy.parse(operators, typePath + "." + name));
            }
            types.put(type.getKey(), parameters);
        }
        return new MetadataPolicy(types);
    }

    /** The wire form, without operators the specification does not define. */
    public Json.Obj json() {
        TreeMap<String, Json> result = new TreeMap<>();
        types.forEach((type, parameters) -> {
            TreeMap<String, Json> members = new TreeMap<>();
            parameters.forEach((name, policy) -> members.put(name, policy.json()));
            result.put(type, new Json.Obj(members));
        });
        return new Json.Obj(result);
    }

    /**
     * This policy made stricter by that of an entity further down the chain (section 6.1.4.1).
     *
     * @throws MalformedException {@code invalid_policy} if the two cannot both hold
     */
    MetadataPolicy merge(MetadataPolicy subordinate) throws MalformedException {
        TreeMap<String, SortedMap<String, ParameterPolicy>> merged = new TreeMap<>(types);
        for (Map.Entry<String, SortedMap<String, ParameterPolicy>> type : subordinate.types.entrySet()) {
            TreeMap<String, ParameterPolicy> parameters =
                    new TreeMap<>(types.getOrDefault(type.getKey(), Collections.emptySortedMap()));
            for (Map.Entry<String, ParameterPolicy> theirs : type.getValue().entrySet()) {
                ParameterPolicy ours = parameters.get(theirs.getKey());
                String where = type.getKey() + "." + theirs.getKey();
                parameters.put(
                        theirs.getKey(), ours == null ? theirs.getValue() : ours.merge(theirs.getValue(), where));
            }
            merged.put(type.getKey(), parameters);
        }
        return new MetadataPolicy(merged);
    }

    /**
     * The resolved metadata (section 6.1.4.2): only types the subject has are touched.
     *
     * @throws MalformedException {@code invalid_metadata} if the metadata cannot be made to comply
     */
    Metadata apply(Metadata metadata) throws MalformedException {
        TreeMap<String, Json.Obj> resolved = new TreeMap<>(metadata.types());
        for (Map.Entry<String, SortedMap<String, ParameterPolicy>> type : types.entrySet()) {
            Json.Obj parameters = resolved.get(type.getKey());
            if (parameters != null) {
                resolved.put(type.getKey(), applyToType(type.getValue(), parameters, type.getKey()));
            }
        }
        return new Metadata(resolved);
    }

    private static Json.Obj applyToType(Map<String, ParameterPolicy> policies, Json.Obj given, String where)
            throws MalformedException {
        TreeMap<String, Json> result = new TreeMap<>(given.members());
        for (Map.Entry<String, ParameterPolicy> policy : policies.entrySet()) {
            String name = policy.getKey();
            boolean scope = name.equals(SCOPE);
            Json before = result.get(name);
            Json after = policy.getValue().apply(scope ? splitScope(before) : before, where + "." + name);
            if (after == null) {
                result.remove(name);
            } else {
                result.put(name, scope ? joinScope(after, where) : after);
            }
        }
        return new Json.Obj(result);
    }

    private static SortedMap<String, Json> level(Json value, String where) throws MalformedException {
        if (value instanceof Json.Obj object) {
            return object.members();
        }
        throw new MalformedException(INVALID_POLICY, where + " is not an object");
    }

    /** {@code value} and {@code default} of a scope may be written as its string: the same as the array. */
    private static Json scopeOperators(Json operators) {
        if (!(operators instanceof Json.Obj object)) {
            return operators;
        }
        TreeMap<String, Json> members = new TreeMap<>(object.members());
        for (Operator operator : List.of(Operator.VALUE, Operator.DEFAULT)) {
            members.computeIfPresent(operator.wireName(), (name, operand) -> splitString(operand));
        }
        return new Json.Obj(members);
    }

    private static @Nullable Json splitScope(@Nullable Json scope) {
        return scope == null ? null : splitString(scope);
    }

    private static Json splitString(Json scope) {
        if (!(scope instanceof Json.Str string)) {
            return scope;
        }
        return Json.strings(
                string.value().isEmpty() ? List.of() : List.of(string.value().split(" ", -1)));
    }

    private static Json joinScope(Json scope, String where) throws MalformedException {
        StringBuilder joined = new StringBuilder();
        if (scope instanceof Json.Arr array) {
            for (Json item : array.items()) {
                if (!(item instanceof Json.Str string)) {
                    throw new MalformedException(INVALID_METADATA, where + ".scope has a value that is no string");
                }
                joined.append(joined.isEmpty() ? "" : " ").append(string.value());
            }
            return new Json.Str(joined.toString());
        }
        throw new MalformedException(INVALID_METADATA, where + ".scope is no string");
    }
}
