package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;

/**
 * The answer about a post, with everything needed to say why, and to reach it again byte for byte.
 *
 * <pre>
 * {"as_of":1795000000,"evidence":[{"as_of":1795000000,"registry":"https://…","root":"…","size":812}],"fresh_until":1795000600,
 *  "outcome":"ACCOUNT_VERIFIED","policy":{"max_status_age":600},
 *  "reasons":[{"code":"RR-CN7K-3M9Q-XDP2","display":"public","reason":"ACCOUNT_MATCHES","registry":"https://…","severity":"good"}],
 *  "versions":{"icu":"79.1.0.0","lexicon":"2026-11-1","sdk":"0.1.0","snapshot":"…"}}
 * </pre>
 *
 * @param reasons in the order of the checks; the first decided
 * @param evidence the registries whose state was used
 */
public record Verdict(Outcome outcome, List<Because> reasons, List<Evidence> evidence, Basis basis) {
    /**
     * The state of a registry that an answer rests on.
     *
     * @param size of the tree
     * @param root of the tree
     * @param asOf the latest time for which it is proven
     */
    public record Evidence(EntityId registry, long size, Digest root, Instant asOf) {
        static Evidence of(RegistrySnapshot registry) {
            RegistrySnapshot.Proven proven = registry.proven();
            return new Evidence(registry.registry(), proven.size(), proven.root(), proven.asOf());
        }

        private Json.Obj json() {
            return Json.object()
                    .put("as_of", asOf.getEpochSecond())
                    .put("registry", registry.toString())
                    .put("root", root.base64Url())
                    .put("size", size)
                    .build();
        }
    }

    /**
     * What every answer of one verifier under one snapshot rests on, besides post and time.
     *
     * @param overrides digest of the platform's own decisions; null when there are none
     * @param shadow whether the platform only tries out what would be shown
     */
    public record Basis(
            Versions versions,
            VerificationPolicy policy,
            @Nullable Digest overrides,
            boolean shadow) {}

    /** Of what decides. */
    public record Versions(String sdk, String icu, String lexicon, String snapshot) {
        Json.Obj json() {
            return Json.object()
                    .put("icu", icu)
                    .put("lexicon", lexicon)
                    .put("sdk", sdk)
                    .put("snapshot", snapshot)
                    .build();
        }
    }

    public Verdict {
        reasons = List.copyOf(reasons);
        evidence = List.copyOf(evidence);
    }

    /** The time as of which all that was used is proven; null when nothing was. */
    public @Nullable Instant asOf() {
        return evidence.stream().map(Evidence::asOf).min(Instant::compareTo).orElse(null);
    }

    /** When to ask again at the latest; null when {@link #asOf} is. */
    public @Nullable Instant freshUntil() {
        Instant asOf = asOf();
        return asOf == null ? null : asOf.plus(basis.policy().maxStatusAge());
    }

    /** Of what decided. */
    public Versions versions() {
        return basis.versions();
    }

    /** Whether this reason is among them. */
    public boolean has(VerdictReason reason) {
        return reasons.stream().anyMatch(because -> because.reason() == reason);
    }

    /** The canonical form: RFC 8785. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put(
                        "evidence",
                        Json.array(evidence.stream().map(Evidence::json).toList()))
                .put("outcome", outcome.name())
                .put("policy", basis.policy().json())
                .put("reasons", Json.array(reasons.stream().map(Because::json).toList()))
                .put("versions", basis.versions().json());
        if (basis.overrides() != null) {
            json.put("overrides", basis.overrides().base64Url());
        }
        if (basis.shadow()) {
            json.put("shadow", true);
        }
        Instant asOf = asOf();
        if (asOf != null) {
            json.put("as_of", asOf.getEpochSecond())
                    .put("fresh_until", asOf.plus(basis.policy().maxStatusAge()).getEpochSecond());
        }
        return json.build();
    }

    /** The bytes of {@link #json()}. */
    public byte[] bytes() {
        return json().canonical();
    }
}
