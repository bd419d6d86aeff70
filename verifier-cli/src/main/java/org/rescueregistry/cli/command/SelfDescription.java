package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What an organisation says of itself when it applies, before it is hidden behind salts: the file {@code --profile}.
 *
 * <pre>
 * {"name":{"en":"Blue Boat Rescue","zh-Hans":"蓝舟救援"},"kind":"rescue_team","jurisdiction":"CN",
 *  "accounts":[{"platform":"weibo.com","id":"1234567890","names":["蓝舟救援"],"audience":"platform:weibo.com"}]}
 * </pre>
 *
 * <p>Every member may be absent in the file and come from options instead; {@code audience} is the account's own platform
 * when absent. Name, kind and jurisdiction are public once the organisation is admitted.
 */
record SelfDescription(
        Map<String, String> names,
        @Nullable String kind,
        @Nullable String jurisdiction,
        List<Bound> accounts) {

    /** An account; {@code audience} null for its own platform. */
    record Bound(AccountId id, List<String> names, @Nullable String audience) {}

    /** The description hidden behind salts. */
    record Disclosed(Disclosure name, Disclosure kind, Disclosure jurisdiction, List<GivenDisclosure> accounts) {
        List<GivenDisclosure> all() {
            List<GivenDisclosure> all = new ArrayList<>();
            for (Disclosure shown : List.of(name, kind, jurisdiction)) {
                all.add(new GivenDisclosure(Audience.PUBLIC, shown));
            }
            all.addAll(accounts);
            return all;
        }

        Application.Content content(Es256PublicKey key, Es256PublicKey pauseKey) {
            return new Application.Content(
                    key,
                    pauseKey,
                    DigestSet.of(name.digest()),
                    kind.digest(),
                    jurisdiction.digest(),
                    DigestSet.of(accounts.stream()
                            .map(given -> given.disclosure().digest())
                            .toList()));
        }
    }

    /** Reads the file, if there is one. */
    static SelfDescription read(@Nullable Path file) throws Stopped {
        if (file == null) {
            return new SelfDescription(Map.of(), null, null, List.of());
        }
        try {
            Members members = Members.of(Disk.readJson(file), "profile");
            Map<String, String> names = new TreeMap<>();
            Members name = members.optionalObject("name").orElse(null);
            if (name != null) {
                for (String language : name.json().members().keySet()) {
                    names.put(language, name.string(language));
                }
            }
            List<Bound> accounts = new ArrayList<>();
            if (members.json().members().containsKey("accounts")) {
                for (Members account : members.objects("accounts")) {
                    accounts.add(bound(account));
                }
            }
            SelfDescription read = new SelfDescription(
                    names,
                    members.optionalString("kind").orElse(null),
                    members.optionalString("jurisdiction").orElse(null),
                    accounts);
            members.done();
            return read;
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }

    private static Bound bound(Members account) throws MalformedException {
        Bound bound = new Bound(
                AccountId.parse(account.string("platform"), account.string("id")),
                account.strings("names"),
                account.optionalString("audience").orElse(null));
        account.done();
        return bound;
    }

    /** With what options say, which come before the file. */
    SelfDescription with(Map<String, String> moreNames, @Nullable String otherKind, @Nullable String elsewhere) {
        Map<String, String> all = new TreeMap<>(names);
        all.putAll(moreNames);
        return new SelfDescription(
                all, otherKind == null ? kind : otherKind, elsewhere == null ? jurisdiction : elsewhere, accounts);
    }

    /** With accounts as they stand on the command line. */
    SelfDescription withAccounts(List<String> options) throws Stopped {
        List<Bound> all = new ArrayList<>(accounts);
        for (String option : options) {
            all.add(AccountOption.parse(option));
        }
        return new SelfDescription(names, kind, jurisdiction, all);
    }

    /** Hides every part behind a salt of its own. */
    Disclosed disclose(SecureRandom random) throws Stopped {
        if (names.isEmpty() || kind == null || jurisdiction == null) {
            throw new Stopped(
                    StopCode.BAD_OPTION,
                    "an application says a name, a kind and a jurisdiction, in --profile or options");
        }
        List<GivenDisclosure> disclosed = new ArrayList<>();
        try {
            for (Bound account : accounts) {
                disclosed.add(AccountOption.disclose(account, random));
            }
            return new Disclosed(
                    name(random),
                    Disclosure.create("kind", new Json.Str(kind), random),
                    Disclosure.create("jurisdiction", new Json.Str(jurisdiction), random),
                    disclosed);
        } catch (MalformedException e) {
            throw Stopped.at("the application", e);
        }
    }

    private Disclosure name(SecureRandom random) throws MalformedException {
        Json.ObjectBuilder value = Json.object();
        names.forEach(value::put);
        Disclosure disclosure = Disclosure.create(OrganisationName.DISCLOSURE, value.build(), random);
        OrganisationName.of(disclosure); // refuses what others could not read
        return disclosure;
    }
}
