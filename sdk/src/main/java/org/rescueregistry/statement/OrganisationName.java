package org.rescueregistry.statement;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * The name of an organisation in one or more languages. The value of a disclosure named {@code name}:
 *
 * <pre>{"en":"Blue Boat Rescue","zh-Hans":"蓝舟救援"}</pre>
 *
 * @param byLanguage name by BCP 47 language tag, at least one
 */
public record OrganisationName(SortedMap<String, String> byLanguage) {
    /** The name of the disclosure. */
    public static final String DISCLOSURE = "name";

    /** Most languages. */
    public static final int MAX_LANGUAGES = 16;

    /** Longest name, in UTF-16 units. */
    public static final int MAX_CHARS = 256;

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}");

    public OrganisationName {
        byLanguage = Collections.unmodifiableSortedMap(new TreeMap<>(byLanguage));
        if (!isName(byLanguage)) {
            throw new IllegalArgumentException("not a name by language: " + byLanguage);
        }
    }

    /** A name in one language. */
    public static OrganisationName of(String language, String name) {
        return new OrganisationName(new TreeMap<>(Map.of(language, name)));
    }

    /** The name for a reader of this language: in it, else in English, else in the first there is. */
    public String in(String language) {
        String first = byLanguage.values().iterator().next();
        return byLanguage.getOrDefault(language, byLanguage.getOrDefault("en", first));
    }

    /** Hides the name behind a new salt. */
    public Disclosure disclose(SecureRandom random) {
        Json.ObjectBuilder value = Json.object();
        byLanguage.forEach(value::put);
        return Disclosure.create(DISCLOSURE, value.build(), random);
    }

    /**
     * Reads the disclosure of a name.
     *
     * @throws MalformedException {@code not_a_name}
     */
    public static OrganisationName of(Disclosure disclosure) throws MalformedException {
        TreeMap<String, String> names = new TreeMap<>();
        if (disclosure.name().equals(DISCLOSURE) && disclosure.value() instanceof Json.Obj value) {
            value.members().forEach((language, name) -> {
                if (name instanceof Json.Str text) {
                    names.put(language, text.value());
                }
            });
            if (names.size() == value.members().size() && isName(names)) {
                return new OrganisationName(names);
            }
        }
        throw new MalformedException("not_a_name", "the disclosure is not a name by language");
    }

    private static boolean isName(SortedMap<String, String> names) {
        return !names.isEmpty()
                && names.size() <= MAX_LANGUAGES
                && names.keySet().stream()
                        .allMatch(language -> LANGUAGE.matcher(language).matches())
                && names.values().stream().allMatch(name -> !name.isBlank() && name.length() <= MAX_CHARS);
    }
}
