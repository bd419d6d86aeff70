package org.rescueregistry.sdk;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.rescueregistry.key.Digest;

/**
 * What people read, in one language: patterns of ICU MessageFormat, in {@code messages/<locale>.properties} beside this class. A
 * language more is a file more and a line in {@link #LOCALES}; a test holds every file to the same ids.
 *
 * <p>Immutable and safe for many threads.
 */
public final class Messages {
    /** The languages there are, the first of which stands in for every other. */
    public static final List<String> LOCALES = List.of("en", "zh-Hans", "zh-Hant", "th");

    /** When and what, to the minute; the time zone is UTC, and the text says so. */
    private static final String MOMENT = "yMMMdHm";

    private static final String HAN_SIMPLIFIED = "zh-Hans";
    private static final String HAN_TRADITIONAL = "zh-Hant";
    private static final Map<String, Messages> ALL = readAll();

    private final String locale;
    private final ULocale icu;
    private final Map<String, String> patterns;

    private Messages(String locale, Map<String, String> patterns) {
        this.locale = locale;
        this.icu = ULocale.forLanguageTag(locale);
        this.patterns = Map.copyOf(patterns);
    }

    /**
     * A message in one language.
     *
     * @param locale of {@link #LOCALES}
     * @param id such as {@code reason.PAUSED}
     * @param pattern as it stands now
     */
    public record Message(String locale, String id, String pattern) {
        /** A line of the file of what was read begins like this: who read another text has not read this one. */
        private String reading() {
            String digest =
                    Digest.sha256(pattern.getBytes(StandardCharsets.UTF_8)).hex();
            return locale + "\t" + id + "\t" + digest.substring(0, 8);
        }
    }

    /** The language that comes nearest to a BCP 47 tag: {@code zh-HK} is read as traditional Chinese, {@code fr} gets English. */
    public static Messages in(String tag) {
        ULocale wanted = ULocale.addLikelySubtags(ULocale.forLanguageTag(tag));
        String known = switch (wanted.getLanguage()) {
            case "zh" -> wanted.getScript().equals("Hant") ? HAN_TRADITIONAL : HAN_SIMPLIFIED;
            case "th" -> "th";
            default -> LOCALES.get(0);
        };
        return Objects.requireNonNull(ALL.get(known));
    }

    /** The language: one of {@link #LOCALES}. */
    public String locale() {
        return locale;
    }

    /** One reason, as a clause. */
    public String reason(Because because) {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("code", because.code() == null ? "" : because.code().canonical());
        arguments.put(
                "registry", because.registry() == null ? "" : because.registry().toString());
        arguments.put("detail", because.detail() == null ? "" : because.detail());
        return format("reason." + because.reason().name(), arguments);
    }

    /** A message that needs nothing. */
    String text(String id) {
        return format(id, Map.of());
    }

    /** A message with its arguments by name, which are quoted: they may come from anybody. */
    String format(String id, Map<String, String> arguments) {
        String pattern = patterns.get(id);
        if (pattern == null) {
            throw new IllegalArgumentException("no message " + id + " in " + locale);
        }
        Map<String, Object> quoted = new HashMap<>();
        arguments.forEach((name, value) -> quoted.put(name, Quotation.of(value)));
        // A MessageFormat is not for several threads.
        return new MessageFormat(pattern, icu).format(quoted);
    }

    /** A moment to the minute, in UTC. */
    String time(Instant moment) {
        DateFormat format = DateFormat.getInstanceForSkeleton(MOMENT, icu);
        format.setTimeZone(TimeZone.GMT_ZONE);
        return format.format(Date.from(moment)) + " UTC";
    }

    /** The ids, for the test that holds the languages together. */
    Map<String, String> patterns() {
        return new TreeMap<>(patterns);
    }

    /** Every message, by language and id. */
    public static List<Message> all() {
        List<Message> all = new ArrayList<>();
        for (String locale : LOCALES) {
            in(locale).patterns().forEach((id, pattern) -> all.add(new Message(locale, id, pattern)));
        }
        return all;
    }

    /** Those that no native speaker has read as they stand now. */
    public static List<Message> unread() {
        Set<String> read = new HashSet<>();
        for (String line : resource("reviewed.tsv").lines().toList()) {
            int reader = line.lastIndexOf('\t');
            read.add(reader < 0 ? line : line.substring(0, reader));
        }
        return all().stream()
                .filter(message -> !read.contains(message.reading()))
                .toList();
    }

    private static Map<String, Messages> readAll() {
        Map<String, Messages> all = new LinkedHashMap<>();
        for (String locale : LOCALES) {
            Properties file = new Properties();
            try (Reader in = new InputStreamReader(open(locale + ".properties"), StandardCharsets.UTF_8)) {
                file.load(in);
            } catch (IOException broken) {
                throw new IllegalStateException("the messages of this jar cannot be read", broken);
            }
            Map<String, String> patterns = new HashMap<>();
            file.stringPropertyNames().forEach(id -> patterns.put(id, file.getProperty(id)));
            all.put(locale, new Messages(locale, patterns));
        }
        return all;
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Messages.class.getResourceAsStream("messages/" + name), name);
    }

    private static String resource(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("the messages of this jar cannot be read", broken);
        }
    }
}
