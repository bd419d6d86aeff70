package org.rescueregistry.sdk;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.Carriers;
import org.rescueregistry.claim.Likeness;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.wire.Json;

/**
 * All registries a reader knows, indexed for looking up posts. Immutable; a new one is made after each sync and put in
 * place of the old.
 */
public final class Snapshot {
    private final List<RegistrySnapshot> registries;
    private final String id;
    private final Bindings byAccount = new Bindings();
    private final Map<String, RegistrySnapshot> byPrefix = new HashMap<>();
    private final Carriers carriers;

    public Snapshot(List<RegistrySnapshot> registries) {
        this.registries = List.copyOf(registries);
        this.id = id(this.registries);
        for (RegistrySnapshot registry : this.registries) {
            byPrefix.put(registry.codePrefix(), registry);
            bindings(registry).forEach(byAccount::add);
            registry.attested().forEachAccount((account, all) -> attest(registry, account, all));
            registry.names().begin();
        }
        this.carriers = new Carriers(this.registries.stream()
                .map(RegistrySnapshot::registry)
                .map(Snapshot::authority)
                .toList());
    }

    /** Before the first sync: every question is undetermined. */
    public static Snapshot empty() {
        return new Snapshot(List.of());
    }

    private void attest(RegistrySnapshot registry, AccountId account, List<HeldAttestation> all) {
        for (Binding one = byAccount.first(account); one != null; one = one.next()) {
            if (one.registry() == registry) {
                one.attest(all);
            }
        }
    }

    private static List<Binding> bindings(RegistrySnapshot registry) {
        return registry.held().parallelStream()
                .<Binding>mapMulti((record, to) -> {
                    for (Digest account : record.accounts()) {
                        BoundAccount bound = registry.account(account);
                        if (bound != null) {
                            to.accept(new Binding(registry, record.code(), account, bound));
                        }
                    }
                })
                .toList();
    }

    private static String authority(EntityId registry) {
        return registry.resolve("/").getRawAuthority();
    }

    public List<RegistrySnapshot> registries() {
        return registries;
    }

    /**
     * Names the snapshot: base64url of SHA-256 over all that verdicts take from each registry: its tree, its time, the disclosures this
     * reader has, what others were heard to say. Under the same name a post is judged the same.
     */
    public String id() {
        return id;
    }

    /** The record of a code, in the registry that gives codes with its prefix. */
    public Optional<OrganisationRecord> record(Code code) {
        return registry(code).flatMap(registry -> registry.record(code));
    }

    /** The registry that gives codes with this prefix. */
    public Optional<RegistrySnapshot> registry(Code code) {
        return Optional.ofNullable(byPrefix.get(code.prefix()));
    }

    /** Those who have bound the account, in the order of the registries; mostly none. */
    List<Binding> bindings(AccountId account) {
        return byAccount.of(account);
    }

    /** The first of them; null when there is none. */
    @Nullable
    Binding binding(AccountId account) {
        return byAccount.first(account);
    }

    /**
     * The live attestation of this id for a post of this account, such as a verdict names: for a platform that keeps it with the post,
     * so that it learns of an edit or a retraction ({@link Post#attestedBy}).
     */
    public Optional<PostAttestation> attestation(AccountId account, Digest id) {
        return bindings(account).stream()
                .flatMap(binding -> binding.attested().stream())
                .filter(held -> held.hasId(id))
                .findFirst()
                .map(HeldAttestation::attestation);
    }

    /** A name that another is like, and the registry whose organisation has it. */
    record Like(RegistrySnapshot registry, Likeness<Code> name) {}

    /** The registered name that this one is most like. */
    Optional<Like> likeness(String name) {
        Like nearest = null;
        for (RegistrySnapshot registry : registries) {
            Optional<Likeness<Code>> found = registry.names().index().find(name);
            if (found.isPresent()
                    && (nearest == null
                            || found.get().distance() < nearest.name().distance())) {
                nearest = new Like(registry, found.get());
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Finds codes and links of these registries. */
    Carriers carriers() {
        return carriers;
    }

    private static String id(List<RegistrySnapshot> registries) {
        List<Json.Obj> identities = registries.stream()
                .sorted(Comparator.comparing(RegistrySnapshot::registry))
                .map(RegistrySnapshot::identity)
                .toList();
        return Digest.sha256(Json.array(identities).canonical()).base64Url();
    }
}
