package org.rescueregistry.dsa;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What only the platform knows of a restriction: what it did, on what ground, to what, for how long, and what part people had in it.
 * Nothing here has a default. What is not said and needed, {@link StatementOfReasons#of} asks for by the field's name.
 *
 * <pre>{@code
 * PlatformAnswers answers = new PlatformAnswers()
 *         .did(Dsa.Account.SUSPENDED)
 *         .incompatible("Community rules, section 4.2: impersonation")
 *         .to(LocalDate.of(2026, 11, 20), Dsa.ContentType.TEXT)
 *         .from(LocalDate.of(2026, 11, 22), StatementOfReasons.EU)
 *         .because(Dsa.Source.VOLUNTARY)
 *         .automatedly(true, Dsa.Automated.NOT_AUTOMATED);
 * }</pre>
 *
 * <p>Not for several threads.
 */
public final class PlatformAnswers {
    private final SortedMap<String, Json> fields = new TreeMap<>();

    /**
     * Answers that were written by somebody else under the schema's names of the fields.
     *
     * @throws MalformedException {@code wrong_type} if it is no object; what is in it is looked at when the statement is made
     */
    public static PlatformAnswers parse(Json json) throws MalformedException {
        PlatformAnswers answers = new PlatformAnswers();
        answers.fields.putAll(Members.of(json, "answers").json().members());
        return answers;
    }

    /** What became of single items of information; of {@code OTHER} also {@link #other}. */
    public PlatformAnswers did(Dsa.Visibility one, Dsa.Visibility... more) {
        return words("decision_visibility", Stream.concat(Stream.of(one), Arrays.stream(more)));
    }

    public PlatformAnswers did(Dsa.Monetary what) {
        return put("decision_monetary", what.text());
    }

    public PlatformAnswers did(Dsa.Provision what) {
        return put("decision_provision", what.text());
    }

    public PlatformAnswers did(Dsa.Account what) {
        return put("decision_account", what.text());
    }

    /** Whose account it is, if that is to be said. */
    public PlatformAnswers of(Dsa.AccountType type) {
        return put("account_type", type.text());
    }

    /** It is illegal, by which law, and why. */
    public PlatformAnswers illegal(String law, String explanation) {
        put("decision_ground", Dsa.Ground.ILLEGAL_CONTENT.text());
        put("illegal_content_legal_ground", law);
        return put("illegal_content_explanation", explanation);
    }

    /** It goes against the platform's terms: which section of them. Why, is said by the verdict, or by {@link #explained}. */
    public PlatformAnswers incompatible(String terms) {
        put("decision_ground", Dsa.Ground.INCOMPATIBLE_CONTENT.text());
        return put("incompatible_content_ground", terms);
    }

    /** Why it goes against the terms, in the platform's own words in place of the verdict's. */
    public PlatformAnswers explained(String words) {
        return put("incompatible_content_explanation", words);
    }

    /** What was restricted, and when it came to the platform: a post its day, an account the day it was opened. */
    public PlatformAnswers to(LocalDate created, Dsa.ContentType one, Dsa.ContentType... more) {
        put("content_date", created.toString());
        return words("content_type", Stream.concat(Stream.of(one), Arrays.stream(more)));
    }

    /** From which day, and in which countries of the EEA. */
    public PlatformAnswers from(LocalDate day, Collection<String> countries) {
        put("application_date", day.toString());
        fields.put("territorial_scope", Json.strings(List.copyOf(new TreeSet<>(countries))));
        return this;
    }

    /** What led to it: the platform itself, or a notice. */
    public PlatformAnswers because(Dsa.Source source) {
        return put("source_type", source.text());
    }

    /** Whether what was restricted was found by automated means (a verdict that nobody asked for is one), and how far the decision was. */
    public PlatformAnswers automatedly(boolean detected, Dsa.Automated decision) {
        put("automated_detection", detected ? "Yes" : "No");
        return put("automated_decision", decision.text());
    }

    /** Of which sort it is; needed where the verdict does not say it. */
    public PlatformAnswers category(Dsa.Category category, Dsa.Keyword... keywords) {
        put("category", category.text());
        return keywords.length == 0 ? this : words("category_specification", Arrays.stream(keywords));
    }

    /**
     * Any other field of the schema, under its name there: {@code end_date_account_restriction}, {@code content_language}, {@code
     * decision_visibility_other}.
     */
    public PlatformAnswers other(String field, String value) {
        return put(field, value);
    }

    private PlatformAnswers put(String name, String value) {
        fields.put(name, new Json.Str(value));
        return this;
    }

    private PlatformAnswers words(String name, Stream<? extends Dsa.Word> words) {
        fields.put(
                name, Json.strings(words.map(Dsa.Word::text).distinct().sorted().toList()));
        return this;
    }

    /** The fields so far. */
    Json.Obj json() {
        return new Json.Obj(fields);
    }
}
