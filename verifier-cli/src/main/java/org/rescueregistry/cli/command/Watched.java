package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.Names;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.OrganisationRecord;
import picocli.CommandLine.Option;

/** Whom a watch is to cry out for. */
final class Watched {
    @Option(
            names = "--code",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "alert on every statement about this organisation; may be given several times")
    private Set<Code> codes = Set.of();

    @Option(
            names = "--account",
            paramLabel = "PLATFORM:ID",
            converter = ValueReader.OfAccount.class,
            description =
                    "alert when an organisation is found to have this account, and on every statement about it; may be given several times")
    private Set<AccountId> accounts = Set.of();

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description =
                    "alert when an organisation is found whose name, or an account's, looks like this or has it within, and on every statement about it; may be given several times")
    private List<String> names = List.of();

    /** Why organisations of a registry are watched, as far as it was disclosed; nothing for those that are not. */
    Map<Code, Set<String>> in(@Nullable RegistrySnapshot registry) {
        Map<Code, Set<String>> watched = new TreeMap<>();
        codes.forEach(code ->
                watched.computeIfAbsent(code, one -> new LinkedHashSet<>()).add("code"));
        if (registry != null && !(accounts.isEmpty() && names.isEmpty())) {
            for (OrganisationRecord record : registry.records()) {
                Set<String> because = because(new Known(registry, record, null));
                if (!because.isEmpty()) {
                    watched.computeIfAbsent(record.code(), one -> new LinkedHashSet<>())
                            .addAll(because);
                }
            }
        }
        return watched;
    }

    private Set<String> because(Known one) {
        Set<String> because = new LinkedHashSet<>();
        List<String> shown = new ArrayList<>(one.names());
        one.accounts().forEach(bound -> {
            if (accounts.contains(bound.account())) {
                because.add("account " + bound.account().platform() + ":"
                        + bound.account().id());
            }
            shown.addAll(bound.names());
        });
        for (String wanted : names) {
            String look = Names.skeleton(wanted);
            shown.stream()
                    .filter(name -> !look.isEmpty() && Names.skeleton(name).contains(look))
                    .forEach(name -> because.add("name " + name));
        }
        return because;
    }
}
