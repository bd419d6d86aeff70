package org.rescueregistry.federation;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What an entity says about itself, by entity type (OpenID Federation 1.0, section 5).
 *
 * <p>Wire form: {@code {"federation_entity":{"organization_name":"Council"},"rescue_registry":{"code_prefix":"CN"}}}.
 * A parameter is never {@code null}.
 *
 * @param types entity type identifier to its parameters
 */
public record Metadata(SortedMap<String, Json.Obj> types) {

    /** The entity type every federation entity may have, whatever the constraints (section 5.1.1). */
    public static final String FEDERATION_ENTITY = "federation_entity";

    /** No entity type at all. */
    public static final Metadata NONE = new Metadata(Collections.emptySortedMap());

    /**
     * Copies the types.
     *
     * @throws IllegalArgumentException if a parameter is {@code null}
     */
    public Metadata {
        types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
        for (Map.Entry<String, Json.Obj> type : types.entrySet()) {
            if (nullParameter(type.getValue()).isPresent()) {
                throw new IllegalArgumentException("metadata." + type.getKey() + " has a null parameter");
            }
        }
    }

    /**
     * Reads the wire form.
     *
     * @throws MalformedException {@code wrong_type}, {@code null_metadata}
     */
    public static Metadata parse(Json value, String where) throws MalformedException {
        TreeMap<String, Json.Obj> types = new TreeMap<>();
        for (Map.Entry<String, Json> member :
                Members.of(value, where).json().members().entrySet()) {
            String path = where + "." + member.getKey();
            Json.Obj parameters = Members.of(member.getValue(), path).json();
            Optional<String> absent = nullParameter(parameters);
            if (absent.isPresent()) {
                throw new MalformedException("null_metadata", path + "." + absent.get() + " is null");
            }
            types.put(member.getKey(), parameters);
        }
        return new Metadata(types);
    }

    /** One entity type. */
    public static Metadata of(String entityType, Json.Obj parameters) {
        return NONE.with(entityType, parameters);
    }

    /** These types and one more; a type already there is replaced. */
    public Metadata with(String entityType, Json.Obj parameters) {
        TreeMap<String, Json.Obj> all = new TreeMap<>(types);
        all.put(entityType, parameters);
        return new Metadata(all);
    }

    /** The parameters of one entity type. */
    public Optional<Json.Obj> of(String entityType) {
        return Optional.ofNullable(types.get(entityType));
    }

    /** The wire form. */
    public Json.Obj json() {
        return new Json.Obj(new TreeMap<>(types));
    }

    /**
     * What the immediate superior says takes precedence, parameter by parameter, but gives the entity no type it does
     * not claim itself (section 3.1.1, {@code metadata}).
     */
    Metadata overriddenBy(Metadata superior) {
        TreeMap<String, Json.Obj> result = new TreeMap<>();
        types.forEach((type, own) -> {
            TreeMap<String, Json> parameters = new TreeMap<>(own.members());
            superior.of(type).ifPresent(given -> parameters.putAll(given.members()));
            result.put(type, new Json.Obj(parameters));
        });
        return new Metadata(result);
    }

    /** Without the types a superior does not allow; {@code federation_entity} always stays (section 6.2.3). */
    Metadata onlyTypes(Set<String> allowed) {
        TreeMap<String, Json.Obj> result = new TreeMap<>(types);
        result.keySet().removeIf(type -> !type.equals(FEDERATION_ENTITY) && !allowed.contains(type));
        return new Metadata(result);
    }

    private static Optional<String> nullParameter(Json.Obj parameters) {
        return parameters.members().entrySet().stream()
                .filter(parameter -> parameter.getValue() instanceof Json.Null)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
