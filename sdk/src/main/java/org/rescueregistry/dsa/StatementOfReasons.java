package org.rescueregistry.dsa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.KeptDecision;
import org.rescueregistry.sdk.Messages;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * A statement of reasons with the fields of the DSA Transparency Database (API version 2): complete, and such as its documentation asks for.
 *
 * <pre>
 * {"application_date":"2026-11-22","automated_decision":"AUTOMATED_DECISION_NOT_AUTOMATED","automated_detection":"Yes",
 *  "category":"STATEMENT_CATEGORY_SCAMS_AND_FRAUD","category_specification":["KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING"],…,
 *  "puid":"mK3h0yWnT5m0Xk2c0e9rLg",…}
 * </pre>
 *
 * <p>What follows from a decision is filled in; what only the platform knows is its {@link PlatformAnswers}, and is never guessed. No
 * personal data goes in: no account, no name, and of a verdict's reasons no word from outside. The docs page is
 * {@code docs/reference/feedback.md}.
 */
public final class StatementOfReasons {
    /** The countries of the European Union, as the schema writes them. */
    public static final Set<String> EU = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    /** Those of the European Economic Area. */
    public static final Set<String> EEA =
            Stream.concat(EU.stream(), Stream.of("IS", "LI", "NO")).collect(Collectors.toUnmodifiableSet());

    /** Outcomes from which something may follow for an account. */
    private static final Set<Outcome> FOUND = Set.of(
            Outcome.CLAIM_MISMATCH, Outcome.LOOKALIKE_SUSPECTED, Outcome.NO_LONGER_VALID, Outcome.UNVERIFIED_CLAIM);

    /** Those after which somebody has to look before anything follows. */
    private static final Set<Outcome> FOR_PEOPLE = Set.of(Outcome.LOOKALIKE_SUSPECTED, Outcome.UNVERIFIED_CLAIM);

    /** What a post quotes is nothing that was found on the account. */
    private static final Set<VerdictReason.Display> SHOWN =
            Set.of(VerdictReason.Display.PUBLIC, VerdictReason.Display.QUEUE);

    /** Enough for the shortest field that they go into. */
    private static final int MAX_CLAUSES = 8;

    private static final Messages WORDS = Messages.in("en");

    private final Json.Obj fields;

    private StatementOfReasons(Json.Obj fields) {
        this.fields = fields;
    }

    /**
     * Reads the fields.
     *
     * @throws MalformedException {@code dsa_missing dsa_not_together dsa_no_restriction dsa_length dsa_date dsa_territory dsa_language
     *     dsa_url dsa_puid unknown_word unknown_member}, or of the parser of JSON
     */
    public static StatementOfReasons parse(Json json) throws MalformedException {
        return new StatementOfReasons(SchemaReader.read(json));
    }

    /**
     * The statement of reasons for what a platform did after a decision. Where an answer says something that would be filled in, the
     * answer stands.
     *
     * @throws MalformedException {@code dsa_nothing_found}: the verdict is good, undetermined or a shadow, and speaks against nobody; {@code
     *     dsa_needs_people}: it was for people to look at, and the answers say that none did; or as {@link #parse}
     */
    public static StatementOfReasons of(KeptDecision decision, PlatformAnswers answers) throws MalformedException {
        if (!FOUND.contains(decision.outcome()) || decision.shadow()) {
            throw new MalformedException(
                    "dsa_nothing_found", "a verdict " + decision.outcome() + " is no reason for a restriction");
        }
        TreeMap<String, Json> fields = new TreeMap<>(derived(decision));
        Json.Obj given = answers.json();
        if (!ground(given).equals(Dsa.Ground.INCOMPATIBLE_CONTENT.text())) {
            fields.remove("incompatible_content_explanation");
        }
        if (given.members().containsKey("category")) {
            fields.remove("category_specification");
        }
        fields.putAll(given.members());
        StatementOfReasons statement = parse(new Json.Obj(fields));
        if (FOR_PEOPLE.contains(decision.outcome())
                && new Json.Str(Dsa.Automated.FULLY.text()).equals(fields.get("automated_decision"))) {
            throw new MalformedException(
                    "dsa_needs_people", decision.outcome() + " only chooses what people look at, and nobody looked");
        }
        return statement;
    }

    private static String ground(Json.Obj given) {
        return given.members().get("decision_ground") instanceof Json.Str said ? said.value() : "";
    }

    /** What follows from the decision alone. */
    private static Map<String, Json> derived(KeptDecision decision) {
        Map<String, Json> fields = new TreeMap<>();
        fields.put("puid", new Json.Str(decision.id()));
        fields.put("decision_facts", new Json.Str(facts(decision)));
        explanation(decision).ifPresent(words -> fields.put("incompatible_content_explanation", new Json.Str(words)));
        if (decision.outcome() == Outcome.CLAIM_MISMATCH || decision.outcome() == Outcome.LOOKALIKE_SUSPECTED) {
            fields.put("category", new Json.Str(Dsa.Category.SCAMS_AND_FRAUD.text()));
            fields.put(
                    "category_specification",
                    Json.strings(List.of(Dsa.Keyword.IMPERSONATION_ACCOUNT_HIJACKING.text())));
        }
        return fields;
    }

    private static String facts(KeptDecision decision) {
        List<String> words = new ArrayList<>();
        words.add("The account was checked against the public registries of vetted rescue organisations.");
        words.add("Outcome: " + decision.outcome() + ".");
        String found = found(decision, true);
        if (!found.isEmpty()) {
            words.add("Found: " + found + ".");
        }
        String registries = decision.reasons().stream()
                .map(Because::registry)
                .filter(registry -> registry != null)
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        if (!registries.isEmpty()) {
            words.add("Registries: " + registries + ".");
        }
        words.add("Checked at " + decision.at()
                + (decision.asOf() == null ? "." : ", by what was public as of " + decision.asOf() + "."));
        return String.join(" ", words);
    }

    /** Why the account goes against terms that ask it to be who it says: what lies in the account itself, not what a post quotes. */
    private static Optional<String> explanation(KeptDecision decision) {
        String found = found(decision, false);
        return found.isEmpty() ? Optional.empty() : Optional.of("On the account: " + found + ".");
    }

    /** What was found on the account, in the order of the checks; with {@code phrases} also that its words read like an offer. */
    private static String found(KeptDecision decision, boolean phrases) {
        return decision.reasons().stream()
                .filter(because -> SHOWN.contains(because.reason().display())
                        && because.reason().severity() != VerdictReason.Severity.GOOD)
                .filter(because -> phrases || because.reason() != VerdictReason.PHRASE)
                .map(StatementOfReasons::clause)
                .distinct()
                .limit(MAX_CLAUSES)
                .collect(Collectors.joining("; "));
    }

    /** In English, without the word from outside, which may be somebody's name. */
    private static String clause(Because because) {
        return WORDS.reason(new Because(because.reason(), because.code(), because.registry(), null))
                .replaceFirst(":\\s*$", "");
    }

    /** Canonical: RFC 8785. */
    public Json.Obj json() {
        return fields;
    }
}
