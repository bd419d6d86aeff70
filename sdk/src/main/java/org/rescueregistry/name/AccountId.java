package org.rescueregistry.name;

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
    private static final int MAX_LABEL_CHARS = 63;

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

    /** Two labels or more of small letters, digits and hyphens, which stand within. Without a pattern: every account is asked. */
    private static boolean isDomain(String text) {
        int begin = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', begin)) {
            if (!isLabel(text, begin, dot)) {
                return false;
            }
            begin = dot + 1;
        }
        return begin > 0 && text.length() <= MAX_DOMAIN_CHARS && isLabel(text, begin, text.length());
    }

    private static boolean isLabel(String text, int begin, int end) {
        if (begin == end || end - begin > MAX_LABEL_CHARS || text.charAt(begin) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStableId(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_CHARS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (Character.isISOControl(c) || isLoneSurrogate(c)) {
                return false;
            }
            i += Character.charCount(c) - 1;
        }
        return true;
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    @Override
    public String toString() {
        return platform + " " + id;
    }
}
