package org.rescueregistry.sdk;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a platform decides for itself. It only ever takes a badge away: hidden is as if nobody had bound the account, suspended is as
 * if it did not hold now; either is told as {@link VerdictReason#PLATFORM_POLICY}.
 *
 * <pre>
 * {"hide":{"kinds":["volunteers"],"organisations":["RR-CN7K-3M9Q-XDP2"],"registries":["https://…"]},
 *  "suspend":["RR-CN7K-3M9Q-XDP2"]}
 * </pre>
 *
 * @param registries whose organisations are hidden
 * @param kinds of organisations that are hidden, as the disclosure of the kind says it; while some are, so is an organisation whose
 *     kind is not disclosed
 * @param organisations that are hidden
 * @param suspended organisations that are suspended here and now
 */
public record Overrides(Set<EntityId> registries, Set<String> kinds, Set<Code> organisations, Set<Code> suspended) {
    /** Decides nothing. */
    public static final Overrides NONE = new Overrides(Set.of(), Set.of(), Set.of(), Set.of());

    /** Most entries of each sort. */
    public static final int MAX_ENTRIES = 10_000;

    public Overrides {
        registries = Set.copyOf(registries);
        kinds = Set.copyOf(kinds);
        organisations = Set.copyOf(organisations);
        suspended = Set.copyOf(suspended);
    }

    /** And shows no badge that this registry gave. */
    public Overrides hide(EntityId registry) {
        return new Overrides(with(registries, registry), kinds, organisations, suspended);
    }

    /** And shows no badge of this organisation. */
    public Overrides hide(Code organisation) {
        return new Overrides(registries, kinds, with(organisations, organisation), suspended);
    }

    /** And shows no badge of organisations of this kind. */
    public Overrides hideKind(String kind) {
        return new Overrides(registries, with(kinds, kind), organisations, suspended);
    }

    /** And holds this organisation suspended until it is taken out again. */
    public Overrides suspend(Code organisation) {
        return new Overrides(registries, kinds, organisations, with(suspended, organisation));
    }

    private static <T> Set<T> with(Set<T> some, T one) {
        Set<T> more = new HashSet<>(some);
        more.add(one);
        return more;
    }

    boolean hides(RegistrySnapshot registry, OrganisationRecord record) {
        return registries.contains(registry.registry())
                || organisations.contains(record.code())
                || (!kinds.isEmpty() && hidesKind(registry, record.profile().kind()));
    }

    private boolean hidesKind(RegistrySnapshot registry, @Nullable Digest kind) {
        return kind == null
                || registry.disclosed(kind)
                        .map(disclosure -> disclosure.value() instanceof Json.Str word && kinds.contains(word.value()))
                        .orElse(true);
    }

    boolean suspends(Code organisation) {
        return suspended.contains(organisation);
    }

    /** Names them in a verdict; null when there are none. */
    @Nullable
    Digest id() {
        return equals(NONE) ? null : Digest.sha256(json().canonical());
    }

    /** The canonical form, every list sorted. */
    public Json.Obj json() {
        return Json.object()
                .put(
                        "hide",
                        Json.object()
                                .put("kinds", sorted(kinds))
                                .put("organisations", sorted(organisations))
                                .put("registries", sorted(registries))
                                .build())
                .put("suspend", sorted(suspended))
                .build();
    }

    private static Json.Arr sorted(Collection<?> items) {
        TreeSet<String> words = new TreeSet<>();
        items.forEach(item -> words.add(item.toString()));
        return Json.strings(words);
    }

    /**
     * Reads them; what is absent is empty.
     *
     * @throws MalformedException {@code overrides_too_many}, or as {@link Members}, {@link Code#parse} and {@link EntityId#parse}
     */
    public static Overrides parse(Json json) throws MalformedException {
        Members members = Members.of(json, "overrides");
        Members hide =
                members.optionalObject("hide").orElse(Members.of(Json.object().build(), "hide"));
        Set<EntityId> registries = new HashSet<>();
        for (String registry : some(hide, "registries")) {
            registries.add(EntityId.parse(registry));
        }
        Overrides read = new Overrides(
                registries,
                new HashSet<>(some(hide, "kinds")),
                codes(some(hide, "organisations")),
                codes(some(members, "suspend")));
        hide.done();
        members.done();
        return read;
    }

    private static List<String> some(Members members, String name) throws MalformedException {
        List<String> words = members.optionalStrings(name).orElse(List.of());
        if (words.size() > MAX_ENTRIES) {
            throw new MalformedException("overrides_too_many", members.where(name) + " has over " + MAX_ENTRIES);
        }
        return words;
    }

    private static Set<Code> codes(List<String> words) throws MalformedException {
        Set<Code> codes = new HashSet<>();
        for (String word : words) {
            codes.add(Code.parse(word));
        }
        return codes;
    }
}
