package org.rescueregistry.dsa;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Reads the fields of a statement of reasons, and holds them to what the documentation says of each and of several together. */
final class SchemaReader {
    private static final LocalDate FIRST_CONTENT = LocalDate.of(2000, 1, 1);
    private static final LocalDate FIRST_APPLICATION = LocalDate.of(2020, 1, 1);
    private static final int SHORT = 500;
    private static final int LONG = 2000;
    private static final int FACTS = 5000;
    private static final Pattern PUID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Z]{2}");

    private final Members in;
    private final Json.ObjectBuilder out = Json.object();

    private SchemaReader(Members in) {
        this.in = in;
    }

    /** The same fields, each list in ascending order without repetition. */
    static Json.Obj read(Json json) throws MalformedException {
        SchemaReader reader = new SchemaReader(Members.of(json, "statement"));
        reader.restrictions();
        reader.ground();
        reader.content();
        reader.category();
        reader.circumstances();
        reader.in.done();
        return reader.out.build();
    }

    private void restrictions() throws MalformedException {
        LocalDate from = date("application_date", FIRST_APPLICATION);
        Set<String> visibility = words("decision_visibility", Dsa.Visibility.values());
        other("decision_visibility_other", visibility.contains(Dsa.Visibility.OTHER.text()));
        String monetary = word("decision_monetary", Dsa.Monetary.values());
        other("decision_monetary_other", Dsa.Monetary.OTHER.text().equals(monetary));
        String provision = word("decision_provision", Dsa.Provision.values());
        String account = word("decision_account", Dsa.Account.values());
        if (visibility.isEmpty() && monetary == null && provision == null && account == null) {
            throw new MalformedException(
                    "dsa_no_restriction",
                    "one of decision_visibility, decision_monetary, decision_provision and decision_account is needed");
        }
        end("end_date_visibility_restriction", !visibility.isEmpty(), from);
        end("end_date_monetary_restriction", monetary != null, from);
        end("end_date_service_restriction", provision != null, from);
        end("end_date_account_restriction", account != null, from);
        word("account_type", Dsa.AccountType.values());
        List<String> scope = in.optionalStrings("territorial_scope").orElseThrow(() -> missing("territorial_scope"));
        if (scope.isEmpty() || !StatementOfReasons.EEA.containsAll(scope)) {
            throw new MalformedException(
                    "dsa_territory", "territorial_scope is not countries of the EEA, at least one");
        }
        out.put("territorial_scope", Json.strings(List.copyOf(new TreeSet<>(scope))));
    }

    private void ground() throws MalformedException {
        boolean illegal = required("decision_ground", Dsa.Ground.values()).equals(Dsa.Ground.ILLEGAL_CONTENT.text());
        text("illegal_content_legal_ground", SHORT, illegal ? Need.YES : Need.NEVER);
        text("illegal_content_explanation", LONG, illegal ? Need.YES : Need.NEVER);
        text("incompatible_content_ground", SHORT, illegal ? Need.NEVER : Need.YES);
        text("incompatible_content_explanation", LONG, illegal ? Need.NEVER : Need.YES);
        String also = text("incompatible_content_illegal", SHORT, illegal ? Need.NEVER : Need.NO);
        if (also != null) {
            requireYesOrNo("incompatible_content_illegal", also);
        }
        String url = text("decision_ground_reference_url", SHORT, Need.NO);
        if (url != null && !isUrl(url)) {
            throw new MalformedException("dsa_url", "decision_ground_reference_url is not an http or https URL");
        }
    }

    private void content() throws MalformedException {
        Set<String> types = words("content_type", Dsa.ContentType.values());
        if (types.isEmpty()) {
            throw missing("content_type");
        }
        other("content_type_other", types.contains(Dsa.ContentType.OTHER.text()));
        date("content_date", FIRST_CONTENT);
        String language = text("content_language", 2, Need.NO);
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            throw new MalformedException("dsa_language", "content_language is not two capital letters of ISO 639-1");
        }
    }

    private void category() throws MalformedException {
        required("category", Dsa.Category.values());
        words("category_addition", Dsa.Category.values());
        Set<String> keywords = words("category_specification", Dsa.Keyword.values());
        boolean isOther = keywords.contains(Dsa.Keyword.OTHER.text());
        text("category_specification_other", SHORT, isOther ? Need.NO : Need.NEVER);
    }

    private void circumstances() throws MalformedException {
        text("decision_facts", FACTS, Need.YES);
        boolean voluntary = required("source_type", Dsa.Source.values()).equals(Dsa.Source.VOLUNTARY.text());
        text("source_identity", SHORT, voluntary ? Need.NEVER : Need.NO);
        String detected = text("automated_detection", SHORT, Need.YES);
        requireYesOrNo("automated_detection", String.valueOf(detected));
        required("automated_decision", Dsa.Automated.values());
        String puid = text("puid", SHORT, Need.YES);
        if (puid == null || !PUID.matcher(puid).matches()) {
            throw new MalformedException("dsa_puid", "puid is not letters, digits, - and _ alone");
        }
    }

    // ---- one field --------------------------------------------------------------------------------------------------

    private enum Need {
        YES,
        NO,
        NEVER
    }

    private @Nullable String text(String name, int most, Need need) throws MalformedException {
        String text = in.optionalString(name).orElse(null);
        if (text == null) {
            if (need == Need.YES) {
                throw missing(name);
            }
            return null;
        }
        if (need == Need.NEVER) {
            throw new MalformedException("dsa_not_together", name + " does not go with the other fields");
        }
        if (text.isBlank() || text.codePointCount(0, text.length()) > most) {
            throw new MalformedException("dsa_length", name + " is empty or longer than " + most + " characters");
        }
        out.put(name, text);
        return text;
    }

    /** What a list's {@code …_OTHER} is: needed with it, and not without. */
    private void other(String name, boolean isOther) throws MalformedException {
        text(name, SHORT, isOther ? Need.YES : Need.NEVER);
    }

    private @Nullable String word(String name, Dsa.Word[] words) throws MalformedException {
        String text = in.optionalString(name).orElse(null);
        if (text != null) {
            requireKnown(name, text, words);
            out.put(name, text);
        }
        return text;
    }

    private String required(String name, Dsa.Word[] words) throws MalformedException {
        String text = word(name, words);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    private Set<String> words(String name, Dsa.Word[] words) throws MalformedException {
        Set<String> read = new TreeSet<>(in.optionalStrings(name).orElse(List.of()));
        for (String text : read) {
            requireKnown(name, text, words);
        }
        if (!read.isEmpty()) {
            out.put(name, Json.strings(List.copyOf(read)));
        }
        return read;
    }

    private static void requireKnown(String name, String text, Dsa.Word[] words) throws MalformedException {
        for (Dsa.Word word : words) {
            if (word.text().equals(text)) {
                return;
            }
        }
        throw new MalformedException("unknown_word", name + " is none of the words of the schema");
    }

    private LocalDate date(String name, LocalDate first) throws MalformedException {
        String text = in.optionalString(name).orElseThrow(() -> missing(name));
        LocalDate date = parsed(name, text);
        if (date.isBefore(first)) {
            throw new MalformedException("dsa_date", name + " is before " + first);
        }
        out.put(name, text);
        return date;
    }

    private void end(String name, boolean isRestricted, LocalDate from) throws MalformedException {
        String text = text(name, SHORT, isRestricted ? Need.NO : Need.NEVER);
        if (text != null && parsed(name, text).isBefore(from)) {
            throw new MalformedException("dsa_date", name + " is before application_date");
        }
    }

    private static LocalDate parsed(String name, String text) throws MalformedException {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.toString().equals(text) && text.length() == 10) {
                return date;
            }
        } catch (DateTimeParseException notOne) {
            // as below
        }
        throw new MalformedException("dsa_date", name + " is not a date like 2026-11-22");
    }

    private static void requireYesOrNo(String name, String text) throws MalformedException {
        if (!text.equals("Yes") && !text.equals("No")) {
            throw new MalformedException("unknown_word", name + " is neither Yes nor No");
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException notOne) {
            return false;
        }
    }

    private static MalformedException missing(String name) {
        return new MalformedException("dsa_missing", name + " is missing: the platform has to say it");
    }
}
