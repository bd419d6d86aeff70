package org.rescueregistry.statement;

import java.util.regex.Pattern;
import org.rescueregistry.wire.MalformedException;

/**
 * Whom a disclosure is for; on the wire {@code public}, {@code platform:weibo.com}, {@code check-only} or {@code
 * vetters}.
 *
 * @param text the word on the wire
 */
public record Audience(String text) {
    private static final String PLATFORM = "platform:";
    private static final Pattern SHAPE =
            Pattern.compile("public|check-only|vetters|" + PLATFORM + "(?=[^.]*\\.)[a-z0-9.-]{1,253}");

    /** Everybody. */
    public static final Audience PUBLIC = new Audience("public");

    /** Nobody: the server answers whether a value that is asked about is the one disclosed. */
    public static final Audience CHECK_ONLY = new Audience("check-only");

    /** Vetters and operators of the registry. */
    public static final Audience VETTERS = new Audience("vetters");

    public Audience {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not an audience: " + text);
        }
    }

    /** The platform of this domain. */
    public static Audience platform(String domain) {
        return new Audience(PLATFORM + domain);
    }

    /**
     * Reads the word on the wire.
     *
     * @throws MalformedException {@code bad_audience}
     */
    public static Audience parse(String text) throws MalformedException {
        if (!SHAPE.matcher(text).matches()) {
            throw new MalformedException(
                    "bad_audience", "an audience is public, platform:<domain>, check-only or vetters");
        }
        return new Audience(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
