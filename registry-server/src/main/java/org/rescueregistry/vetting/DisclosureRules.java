package org.rescueregistry.vetting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.wire.MalformedException;

/** Whether the disclosures that come with something are those of its digests, each once, and fit to be used. */
final class DisclosureRules {
    /** Longest disclosures of one application or statement together, in characters: they fit a credential. */
    static final int MAX_CHARS = 128 << 10;

    /**
     * Names that no credential discloses: members of its payload (SD-JWT VC section 2.2.2.3, RFC 9901 section 9.7), and
     * the name that accounts have.
     */
    private static final Set<String> NOT_IN_A_PROFILE = Set.of(
            "aka_vcts",
            "aud",
            "cnf",
            "exp",
            "iat",
            "iss",
            "nbf",
            "status",
            "sub",
            "vct",
            "vct#integrity",
            BoundAccount.DISCLOSURE);

    private final Map<Digest, GivenDisclosure> given = new HashMap<>();

    private DisclosureRules() {}

    static void check(Collection<Digest> profile, Collection<Digest> accounts, List<GivenDisclosure> given)
            throws RefusedException {
        DisclosureRules rules = new DisclosureRules();
        rules.takeOnce(given);
        rules.requireExactly(profile, accounts);
        rules.checkProfile(profile);
        for (Digest account : accounts) {
            checkAccount(rules.of(account));
        }
    }

    private void takeOnce(List<GivenDisclosure> all) throws RefusedException {
        int chars = 0;
        for (GivenDisclosure one : all) {
            chars += one.disclosure().text().length();
            RefusedException.require(
                    given.put(one.disclosure().digest(), one) == null,
                    Refusal.DISCLOSURE_TWICE,
                    "the disclosure \"" + one.disclosure().name() + "\" is there twice");
        }
        RefusedException.require(
                chars <= MAX_CHARS,
                Refusal.DISCLOSURES_TOO_LONG,
                "the disclosures have over " + MAX_CHARS + " characters together");
    }

    private void requireExactly(Collection<Digest> profile, Collection<Digest> accounts) throws RefusedException {
        Set<Digest> named = new HashSet<>(profile);
        named.addAll(accounts);
        for (GivenDisclosure one : given.values()) {
            RefusedException.require(
                    named.contains(one.disclosure().digest()),
                    Refusal.DISCLOSURE_UNKNOWN,
                    "the disclosure \"" + one.disclosure().name() + "\" is of no digest that is named");
        }
        for (Digest digest : named) {
            RefusedException.require(
                    given.containsKey(digest),
                    Refusal.DISCLOSURE_MISSING,
                    "the disclosure of the digest " + digest + " is missing");
        }
    }

    private void checkProfile(Collection<Digest> profile) throws RefusedException {
        List<String> names = new ArrayList<>();
        for (Digest digest : new HashSet<>(profile)) {
            Disclosure disclosure = of(digest).disclosure();
            String name = disclosure.name();
            RefusedException.require(
                    !NOT_IN_A_PROFILE.contains(name) && !names.contains(name),
                    Refusal.DISCLOSURE_BAD_NAME,
                    "a profile has no disclosure, or no second one, named \"" + name + "\"");
            names.add(name);
            if (name.equals(OrganisationName.DISCLOSURE)) {
                readName(disclosure);
            }
        }
    }

    private static void readName(Disclosure disclosure) throws RefusedException {
        try {
            OrganisationName.of(disclosure);
        } catch (MalformedException e) {
            throw new RefusedException(Refusal.DISCLOSURE_UNREADABLE, "a name is no name: " + e.getMessage());
        }
    }

    private static void checkAccount(GivenDisclosure given) throws RefusedException {
        try {
            String platform = BoundAccount.of(given.disclosure()).account().platform();
            Audience audience = given.audience();
            RefusedException.require(
                    !audience.text().startsWith("platform:") || audience.equals(Audience.platform(platform)),
                    Refusal.DISCLOSURE_BAD_AUDIENCE,
                    "an account on " + platform + " is not for " + audience);
        } catch (MalformedException e) {
            throw new RefusedException(Refusal.DISCLOSURE_UNREADABLE, "an account is no account: " + e.getMessage());
        }
    }

    private GivenDisclosure of(Digest digest) {
        GivenDisclosure found = given.get(digest);
        if (found == null) {
            throw new IllegalStateException("not required: " + digest);
        }
        return found;
    }
}
