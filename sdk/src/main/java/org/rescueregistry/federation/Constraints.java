package org.rescueregistry.federation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a superior allows below it (OpenID Federation 1.0, section 6.2).
 *
 * <p>Wire form: {@code {"allowed_entity_types":["rescue_registry"],"max_path_length":0,
 * "naming_constraints":{"excluded":["old.example.org"],"permitted":[".example.org"]}}}. Constraints the section does
 * not define are ignored, as it says.
 */
public final class Constraints {
    /** No constraint at all. */
    public static final Constraints NONE =
            new Constraints(Json.object().build(), Integer.MAX_VALUE, new Naming(null, List.of()), null);

    private final Json.Obj json;
    private final int maxPathLength;
    private final Naming naming;
    private final @Nullable Set<String> entityTypes;

    /** @param permitted {@code null} when every name is */
    private record Naming(@Nullable List<String> permitted, List<String> excluded) {}

    private Constraints(Json.Obj json, int maxPathLength, Naming naming, @Nullable Set<String> entityTypes) {
        this.json = json;
        this.maxPathLength = maxPathLength;
        this.naming = naming;
        this.entityTypes = entityTypes;
    }

    /**
     * Reads the wire form.
     *
     * @throws MalformedException {@code wrong_type bad_constraint}
     */
    public static Constraints parse(Json value, String where) throws MalformedException {
        Members members = Members.of(value, where);
        long length = members.optionalInteger("max_path_length").orElse((long) Integer.MAX_VALUE);
        if (length < 0) {
            throw new MalformedException("bad_constraint", where + ".max_path_length is below zero");
        }
        Naming naming = new Naming(null, List.of());
        Members names = members.optionalObject("naming_constraints").orElse(null);
        if (names != null) {
            naming = new Naming(
                    names.optionalStrings("permitted").orElse(null),
                    names.optionalStrings("excluded").orElse(List.of()));
        }
        Set<String> types = members.optionalStrings("allowed_entity_types")
                .<Set<String>>map(TreeSet::new)
                .orElse(null);
        if (types != null && types.contains(Metadata.FEDERATION_ENTITY)) {
            throw new MalformedException(
                    "bad_constraint", where + ".allowed_entity_types names " + Metadata.FEDERATION_ENTITY);
        }
        return new Constraints(members.json(), (int) Math.min(length, Integer.MAX_VALUE), naming, types);
    }

    /** The wire form. */
    public Json.Obj json() {
        return json;
    }

    /** Whether so many intermediates may stand between the issuer and the chain's subject (section 6.2.1). */
    boolean allowsPathLength(int intermediates) {
        return intermediates <= maxPathLength;
    }

    /** Whether an entity of this host may stand below (section 6.2.2). */
    boolean allowsHost(String host) {
        List<String> permitted = naming.permitted();
        return naming.excluded().stream().noneMatch(name -> covers(name, host))
                && (permitted == null || permitted.stream().anyMatch(name -> covers(name, host)));
    }

    /** Without the entity types that are not allowed (section 6.2.3). */
    Metadata allowed(Metadata metadata) {
        return entityTypes == null ? metadata : metadata.onlyTypes(entityTypes);
    }

    /** RFC 5280 section 4.2.1.10, for URIs: a name is one host; with a full stop before it, every host under it. */
    private static boolean covers(String name, String host) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String given = host.toLowerCase(Locale.ROOT);
        return wanted.startsWith(".") ? given.endsWith(wanted) : given.equals(wanted);
    }
}
