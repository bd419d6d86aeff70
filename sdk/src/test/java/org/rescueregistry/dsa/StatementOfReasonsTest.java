package org.rescueregistry.dsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.KeptDecision;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * The schema's rules as the API documentation of the DSA Transparency Database states them, attribute by attribute (version 2, in force since
 * 1 July 2025).
 */
class StatementOfReasonsTest {
    private static final String NAME = "蓝舟救援官方";

    private static KeptDecision decision(Outcome outcome, VerdictReason... reasons) {
        try {
            Code code = Code.of("CN", "7K3M9QXD");
            EntityId registry = EntityId.parse("https://registry.example");
            List<Because> because = Arrays.stream(reasons)
                    .map(reason -> new Because(reason, code, registry, NAME))
                    .toList();
            return new KeptDecision(
                    "mK3h0yWnT5m0Xk2c0e9rLg",
                    new AccountId("weibo.com", "1234567890"),
                    Instant.ofEpochSecond(1_795_000_000),
                    outcome,
                    because,
                    false,
                    Instant.ofEpochSecond(1_794_999_995));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static KeptDecision mismatch() {
        return decision(Outcome.CLAIM_MISMATCH, VerdictReason.PROFILE_CODE_OF_ANOTHER, VerdictReason.NAME_LOOKS_LIKE);
    }

    private static PlatformAnswers answers() {
        return new PlatformAnswers()
                .did(Dsa.Account.SUSPENDED)
                .incompatible("Community rules, section 4.2")
                .to(LocalDate.of(2026, 11, 20), Dsa.ContentType.TEXT)
                .from(LocalDate.of(2026, 11, 22), StatementOfReasons.EU)
                .because(Dsa.Source.VOLUNTARY)
                .automatedly(true, Dsa.Automated.NOT_AUTOMATED);
    }

    private static Json.Obj whole() throws MalformedException {
        return StatementOfReasons.of(mismatch(), answers()).json();
    }

    private static Json.Obj with(String field, Json value) throws MalformedException {
        TreeMap<String, Json> fields = new TreeMap<>(whole().members());
        fields.put(field, value);
        return new Json.Obj(fields);
    }

    private static Json.Obj with(String field, String value) throws MalformedException {
        return with(field, new Json.Str(value));
    }

    private static Json.Obj without(String... names) throws MalformedException {
        TreeMap<String, Json> fields = new TreeMap<>(whole().members());
        for (String name : names) {
            assertThat(fields.remove(name)).as(name).isNotNull();
        }
        return new Json.Obj(fields);
    }

    private static void assertRefused(Json.Obj fields, String code) {
        assertThatThrownBy(() -> StatementOfReasons.parse(fields))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    // ---- what follows from a decision -------------------------------------------------------------------------------

    @Test
    void fillsInWhatADecisionSaysAndAsksForTheRest() throws Exception {
        Json.Obj fields = whole();
        assertThat(fields.text())
                .contains("\"puid\":\"mK3h0yWnT5m0Xk2c0e9rLg\"")
                .contains("\"category\":\"STATEMENT_CATEGORY_SCAMS_AND_FRAUD\"")
                .contains("\"category_specification\":[\"KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING\"]")
                .contains("Outcome: CLAIM_MISMATCH.")
                .contains("which belongs to another account");
        assertThat(StatementOfReasons.parse(fields).json()).isEqualTo(fields);
        assertThatThrownBy(() -> StatementOfReasons.of(mismatch(), new PlatformAnswers()))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("dsa_missing"));
    }

    @Test
    void saysNothingPersonal() throws Exception {
        assertThat(whole().text()).doesNotContain("1234567890").doesNotContain(NAME);
    }

    @Test
    void holdsWhatAPostQuotesAndWhatIsGoodAgainstNobody() throws Exception {
        KeptDecision mixed = decision(
                Outcome.CLAIM_MISMATCH,
                VerdictReason.PROFILE_CODE_OF_ANOTHER,
                VerdictReason.ACCOUNT_MATCHES,
                VerdictReason.CODE_OF_ANOTHER,
                VerdictReason.PHRASE);
        String text = StatementOfReasons.of(mixed, answers()).json().text();
        assertThat(text)
                .contains("On the account: name or bio shows the code RR-CN7K-3M9Q-XDP2")
                .doesNotContain("is quoted", "bound to this organisation");
    }

    @Test
    void takesThePlatformsOwnWordsInPlaceOfTheVerdicts() throws Exception {
        PlatformAnswers own = answers()
                .explained("The account claimed to be a team that it is not.")
                .category(Dsa.Category.OTHER_VIOLATION_TC);
        String text = StatementOfReasons.of(mismatch(), own).json().text();
        assertThat(text)
                .contains("claimed to be a team")
                .contains("STATEMENT_CATEGORY_OTHER_VIOLATION_TC")
                .doesNotContain("category_specification");
    }

    @Test
    void guessesNoCategoryWhereTheVerdictHasNone() throws Exception {
        KeptDecision revoked = decision(Outcome.NO_LONGER_VALID, VerdictReason.REVOKED);
        assertThatThrownBy(() -> StatementOfReasons.of(revoked, answers()))
                .isInstanceOfSatisfying(MalformedException.class, e -> {
                    assertThat(e.code()).isEqualTo("dsa_missing");
                    assertThat(e.getMessage()).contains("category");
                });
        assertThat(StatementOfReasons.of(revoked, answers().category(Dsa.Category.OTHER_VIOLATION_TC)))
                .isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"POST_VERIFIED", "ACCOUNT_VERIFIED", "NOT_A_CLAIM", "UNDETERMINED"})
    void noRestrictionFollowsFromAVerdictThatFoundNothing(Outcome outcome) {
        assertThatThrownBy(() -> StatementOfReasons.of(decision(outcome), answers()))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("dsa_nothing_found"));
    }

    @Test
    void whatChoosesWhatPeopleLookAtIsNoDecisionByItself() {
        KeptDecision looks = decision(Outcome.LOOKALIKE_SUSPECTED, VerdictReason.NAME_LOOKS_LIKE);
        PlatformAnswers alone = answers().automatedly(true, Dsa.Automated.FULLY);
        assertThatThrownBy(() -> StatementOfReasons.of(looks, alone))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("dsa_needs_people"));
    }

    // ---- what the schema asks for -----------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision_facts",
                "decision_ground",
                "content_type",
                "category",
                "content_date",
                "application_date",
                "source_type",
                "automated_detection",
                "automated_decision",
                "puid",
                "incompatible_content_ground",
                "incompatible_content_explanation"
            })
    void needs(String field) throws Exception {
        assertRefused(without(field), "dsa_missing");
    }

    @Test
    void needsATerritory() throws Exception {
        assertRefused(without("territorial_scope"), "dsa_missing");
        assertRefused(with("territorial_scope", Json.strings(List.of())), "dsa_territory");
        assertRefused(with("territorial_scope", Json.strings(List.of("US"))), "dsa_territory");
        assertThat(StatementOfReasons.EU).hasSize(27);
        assertThat(StatementOfReasons.EEA).hasSize(30);
    }

    @Test
    void needsOneOfFourRestrictions() throws Exception {
        assertRefused(without("decision_account"), "dsa_no_restriction");
        for (Dsa.Word word :
                List.of(Dsa.Visibility.CONTENT_LABELLED, Dsa.Monetary.SUSPENSION, Dsa.Provision.PARTIAL_SUSPENSION)) {
            String text = word.text();
            TreeMap<String, Json> fields =
                    new TreeMap<>(without("decision_account").members());
            String field =
                    text.substring(0, text.indexOf('_', "DECISION_".length())).toLowerCase(Locale.ROOT);
            fields.put(field, word instanceof Dsa.Visibility ? Json.strings(List.of(text)) : new Json.Str(text));
            assertThat(StatementOfReasons.parse(new Json.Obj(fields)).json().text())
                    .contains(text);
        }
    }

    @Test
    void aWordForOtherNeedsItsWordsAndNothingElseTakesThem() throws Exception {
        Json other = Json.strings(List.of(Dsa.Visibility.OTHER.text()));
        assertRefused(with("decision_visibility", other), "dsa_missing");
        assertRefused(with("decision_visibility_other", "the badge was taken off"), "dsa_not_together");
        assertRefused(with("decision_monetary", Dsa.Monetary.OTHER.text()), "dsa_missing");
        assertRefused(with("decision_monetary_other", "x"), "dsa_not_together");
        assertRefused(with("content_type", Json.strings(List.of(Dsa.ContentType.OTHER.text()))), "dsa_missing");
        assertRefused(with("content_type_other", "a profile"), "dsa_not_together");
        assertRefused(with("category_specification_other", "x"), "dsa_not_together");
        TreeMap<String, Json> fields =
                new TreeMap<>(with("decision_visibility", other).members());
        fields.put("decision_visibility_other", new Json.Str("the badge was taken off"));
        assertThat(StatementOfReasons.parse(new Json.Obj(fields))).isNotNull();
    }

    @Test
    void eachGroundHasItsOwnFields() throws Exception {
        assertRefused(with("illegal_content_legal_ground", "a law"), "dsa_not_together");
        assertRefused(with("decision_ground", Dsa.Ground.ILLEGAL_CONTENT.text()), "dsa_missing");
        assertRefused(with("incompatible_content_illegal", "perhaps"), "unknown_word");
        assertThat(StatementOfReasons.parse(with("incompatible_content_illegal", "Yes")))
                .isNotNull();
        PlatformAnswers illegal = answers().illegal("Criminal Code, section 263", "It asks for money by deceit.");
        assertThatThrownBy(() -> StatementOfReasons.of(mismatch(), illegal))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("dsa_not_together"));
        PlatformAnswers alone = new PlatformAnswers()
                .did(Dsa.Visibility.CONTENT_REMOVED)
                .illegal("Criminal Code, section 263", "It asks for money by deceit.")
                .to(LocalDate.of(2026, 11, 20), Dsa.ContentType.TEXT, Dsa.ContentType.IMAGE)
                .from(LocalDate.of(2026, 11, 22), List.of("DE"))
                .because(Dsa.Source.ARTICLE_16)
                .automatedly(false, Dsa.Automated.PARTIALLY)
                .other("content_language", "ZH");
        assertThat(StatementOfReasons.of(mismatch(), alone).json().text())
                .contains("illegal_content_explanation")
                .doesNotContain("incompatible");
    }

    @ParameterizedTest
    @CsvSource({
        "content_date, 1999-12-31",
        "content_date, 2026-2-1",
        "content_date, 2026-02-30",
        "application_date, 2019-12-31",
        "end_date_account_restriction, 2026-11-21"
    })
    void refusesTheDate(String field, String date) throws Exception {
        assertRefused(with(field, date), "dsa_date");
    }

    @Test
    void aRestrictionThatWasNotMadeHasNoEnd() throws Exception {
        assertRefused(with("end_date_monetary_restriction", "2026-12-24"), "dsa_not_together");
        assertThat(StatementOfReasons.parse(with("end_date_account_restriction", "2026-11-22")))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "decision_facts, 5000",
        "incompatible_content_ground, 500",
        "incompatible_content_explanation, 2000",
        "puid, 500"
    })
    void textsHaveALongestLength(String field, int most) throws Exception {
        assertThat(StatementOfReasons.parse(with(field, "a".repeat(most)))).isNotNull();
        assertRefused(with(field, "a".repeat(most + 1)), "dsa_length");
        assertRefused(with(field, " "), "dsa_length");
    }

    @Test
    void refusesWordsThatTheSchemaDoesNotHave() throws Exception {
        for (String field : List.of(
                "decision_account",
                "decision_ground",
                "category",
                "source_type",
                "automated_decision",
                "automated_detection",
                "account_type")) {
            assertRefused(with(field, "MAYBE"), "unknown_word");
        }
        assertRefused(with("category_specification", Json.strings(List.of("KEYWORD_NEW"))), "unknown_word");
        assertRefused(with("something_else", "x"), "unknown_member");
        assertRefused(with("puid", "a b"), "dsa_puid");
        assertRefused(with("content_language", "zh"), "dsa_language");
        assertRefused(with("decision_ground_reference_url", "terms"), "dsa_url");
    }

    @Test
    void namesNoSourceOfADecisionThatNobodyAskedFor() throws Exception {
        assertRefused(with("source_identity", "somebody"), "dsa_not_together");
        TreeMap<String, Json> noticed =
                new TreeMap<>(with("source_identity", "an authority").members());
        noticed.put("source_type", new Json.Str(Dsa.Source.TRUSTED_FLAGGER.text()));
        assertThat(StatementOfReasons.parse(new Json.Obj(noticed))).isNotNull();
    }

    @Test
    void listsAreInOrderWithoutRepetition() throws Exception {
        Json.Obj twice = with("territorial_scope", Json.strings(List.of("SE", "DE", "SE")));
        assertThat(StatementOfReasons.parse(twice).json().text()).contains("\"territorial_scope\":[\"DE\",\"SE\"]");
    }

    @Test
    void hasTheSchemasWords() {
        assertThat(Dsa.Source.TYPE_OTHER_NOTIFICATION.text()).isEqualTo("SOURCE_TYPE_OTHER_NOTIFICATION");
        assertThat(Dsa.Category.values()).hasSize(16);
        assertThat(Dsa.Visibility.values()).hasSize(7);
        assertThat(Dsa.ContentType.values()).hasSize(8);
        assertThat(Dsa.Keyword.INAUTHENTIC_ACCOUNTS.text()).isEqualTo("KEYWORD_INAUTHENTIC_ACCOUNTS");
    }
}
