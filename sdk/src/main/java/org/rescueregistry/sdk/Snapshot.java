package org.rescueregistry.sdk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rescueregistry.claim.Names;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.Json;

/**
 * All registries a reader knows, indexed for looking up posts. Immutable; a new one is made after each sync and put in
 * place of the old.
 */
public final class Snapshot {
    private final List<RegistrySnapshot> registries;
    private final String id;
    private final Map<AccountId, List<Match>> byAccount = new HashMap<>();
    private final Map<String, List<Match>> bySkeleton = new HashMap<>();

    /** An account of an organisation, in one registry. */
    record Match(RegistrySnapshot registry, Code code, Account account, BoundAccount bound) {}

    public Snapshot(List<RegistrySnapshot> registries) {
        this.registries = List.copyOf(registries);
        this.id = id(this.registries);
        for (RegistrySnapshot registry : this.registries) {
            registry.records().forEach(record -> index(registry, record));
        }
    }

    /** Before the first sync: every question is undetermined. */
    public static Snapshot empty() {
        return new Snapshot(List.of());
    }

    private void index(RegistrySnapshot registry, OrganisationRecord record) {
        for (Account account : record.accounts()) {
            registry.disclosed(account).ifPresent(bound -> {
                Match match = new Match(registry, record.code(), account, bound);
                byAccount
                        .computeIfAbsent(bound.account(), key -> new ArrayList<>())
                        .add(match);
                for (String name : bound.names()) {
                    bySkeleton
                            .computeIfAbsent(Names.skeleton(name), key -> new ArrayList<>())
                            .add(match);
                }
            });
        }
    }

    public List<RegistrySnapshot> registries() {
        return registries;
    }

    /** Names the snapshot: base64url of SHA-256 over each registry, its tree's size and its root. */
    public String id() {
        return id;
    }

    /** The record of a code, in the registry that gives codes with its prefix. */
    public Optional<OrganisationRecord> record(Code code) {
        return registry(code).flatMap(registry -> registry.record(code));
    }

    /** The registry that gives codes with this prefix. */
    public Optional<RegistrySnapshot> registry(Code code) {
        return registries.stream()
                .filter(registry -> registry.codePrefix().equals(code.prefix()))
                .findFirst();
    }

    List<Match> accounts(AccountId account) {
        return byAccount.getOrDefault(account, List.of());
    }

    List<Match> lookingLike(String name) {
        return bySkeleton.getOrDefault(Names.skeleton(name), List.of());
    }

    private static String id(List<RegistrySnapshot> registries) {
        List<String> parts = registries.stream()
                .map(registry -> registry.registry() + " "
                        + registry.proven().size() + " "
                        + registry.proven().root())
                .sorted()
                .toList();
        return Digest.sha256(Json.strings(parts).text().getBytes(StandardCharsets.UTF_8))
                .base64Url();
    }
}
