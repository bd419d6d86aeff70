package org.rescueregistry.name;

import java.util.regex.Pattern;
import org.rescueregistry.wire.MalformedException;

/**
 * An account on a platform, by what does not change when its owner renames it.
 *
 * @param platform the platform's registrable domain in small letters: {@code weibo.com}
 * @param id the platform's own stable identifier, exactly as it writes it, 1 to 256 characters without controls: {@code
 *     1234567890}
 */
public record AccountId(String platform, String id) {
    /** Longest {@link #id()}, in UTF-16 units. */
    public static final int MAX_ID_CHARS = 256;

    private static final int MAX_DOMAIN_CHARS = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

    /** For values that are known to be well-formed; anything else is a bug here. */
    public AccountId {
        if (!isDomain(platform) || !isStableId(id)) {
            throw new IllegalArgumentException("not an account: " + platform + " " + id);
        }
    }

    /**
     * Reads the two parts as they came.
     *
     * @throws MalformedException {@code account_bad_platform account_bad_id}
     */
    public static AccountId parse(String platform, String id) throws MalformedException {
        if (!isDomain(platform)) {
            throw new MalformedException("account_bad_platform", "the platform is not a domain in small letters");
        }
        if (!isStableId(id)) {
            throw new MalformedException(
                    "account_bad_id", "the account id is not 1 to 256 characters without controls");
        }
        return new AccountId(platform, id);
    }

    private static boolean isDomain(String text) {
        return text.length() <= MAX_DOMAIN_CHARS && DOMAIN.matcher(text).matches();
    }

    private static boolean isStableId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ID_CHARS
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || isLoneSurrogate(c));
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    @Override
    public String toString() {
        return platform + " " + id;
    }
}
