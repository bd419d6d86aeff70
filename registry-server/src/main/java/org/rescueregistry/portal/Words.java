package org.rescueregistry.portal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** The words of the pages in one language, from {@code words.<language>.properties}. */
public final class Words {
    /** In the order in which they are offered; the first is given to who asks for none of them. */
    static final List<Words> ALL = List.of(read("zh-Hans"), read("en"));

    private final String language;
    private final Properties words;

    private Words(String language, Properties words) {
        this.language = language;
        this.words = words;
    }

    private static Words read(String language) {
        Properties words = new Properties();
        try (InputStream in =
                        Objects.requireNonNull(Words.class.getResourceAsStream("words." + language + ".properties"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException broken) {
            throw new IllegalStateException("the pages' words cannot be read", broken);
        }
        return new Words(language, words);
    }

    /** The words a reader asks for: by {@code ?lang=}, else by {@code Accept-Language}, else Chinese. */
    static Words forReader(Optional<String> asked, Optional<String> accepted) {
        return asked.flatMap(Words::of)
                .or(() -> accepted.flatMap(Words::firstAccepted))
                .orElse(ALL.get(0));
    }

    private static Optional<Words> of(String language) {
        return ALL.stream().filter(words -> words.language.equals(language)).findFirst();
    }

    private static Optional<Words> firstAccepted(String header) {
        for (String range : header.split(",", 16)) {
            String wanted = range.split("[-;]", 2)[0].strip();
            for (Words words : ALL) {
                if (words.language.split("-", 2)[0].equalsIgnoreCase(wanted)) {
                    return Optional.of(words);
                }
            }
        }
        return Optional.empty();
    }

    /** The BCP 47 tag. */
    public String language() {
        return language;
    }

    /** The word of a key; that it is there is tested. */
    public String of(Object key) {
        return Objects.requireNonNull(words.getProperty(key.toString()), "no word for " + key + " in " + language);
    }

    /** The keys it has words for. */
    Iterable<String> keys() {
        return words.stringPropertyNames();
    }

    /** The other languages, to switch to. */
    public List<Words> others() {
        return ALL.stream().filter(words -> words != this).toList();
    }
}
