package org.rescueregistry.claim;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.VersionInfo;

/**
 * The canonical text of a post: what an organisation vouches for when it vouches for a post, and what a platform computes
 * again from the post it shows. The digest of a post is the SHA-256 of {@link #utf8()}.
 *
 * <p>Platforms rewrite links, squeeze white space and drop invisible characters, and whoever posts may add the code
 * afterwards; none of that changes this text. Each step takes what the step before gave:
 *
 * <ol>
 *   <li>half a surrogate pair becomes U+FFFD, every code point with the property Default_Ignorable_Code_Point goes, and
 *       so do, of a run of code points whose Canonical_Combining_Class is not 0, those after the {@value Marks#MOST}th;
 *   <li>normalisation form C;
 *   <li>each run of White_Space becomes one U+0020;
 *   <li>each <em>link</em> becomes one U+0020: {@code http://}, {@code https://} or, after no ASCII letter or digit,
 *       {@code www.}, small or capital letters, and all that follows of U+0021 to U+007E but for
 *       {@code " < > \ ^ ` { | }};
 *   <li>each <em>code</em> becomes one U+0020, whether its check symbols fit or not: {@code RR} or {@code RP} and three
 *       groups of four symbols, as {@link CodeFinder} reads them;
 *   <li>each run of U+0020 becomes one, and none is left at the ends.
 * </ol>
 *
 * <p>Properties and normalisation are those of Unicode {@link #unicodeVersion()}, from the tables of ICU, so that they do
 * not change with the Java that runs this. Letters' case stays, and so do digits, emoji and punctuation.
 */
public final class PostText {
    /** Longest post, in UTF-16 units. */
    public static final int MAX_CHARS = 100_000;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final String[] LINKS = {"https://", "http://", "www."};
    private static final String NOT_IN_LINKS = "\"<>\\^`{|}";

    private final String text;

    private PostText(String text) {
        this.text = text;
    }

    /**
     * The canonical text of a post.
     *
     * @throws IllegalArgumentException if the post is longer than {@link #MAX_CHARS}
     */
    public static PostText of(String post) {
        if (post.length() > MAX_CHARS) {
            throw new IllegalArgumentException("longer than " + MAX_CHARS + " characters");
        }
        String read = collapsed(NFC.normalize(visible(post)));
        return new PostText(trimmed(collapsed(withoutCodes(withoutLinks(read)))));
    }

    /** The version of Unicode whose tables are used, as in {@code 17.0}. */
    public static String unicodeVersion() {
        VersionInfo version = UCharacter.getUnicodeVersion();
        return version.getMajor() + "." + version.getMinor();
    }

    public String text() {
        return text;
    }

    /** What is hashed. */
    public byte[] utf8() {
        return text.getBytes(UTF_8);
    }

    private static String visible(String post) {
        StringBuilder visible = new StringBuilder(post.length());
        for (int i = 0; i < post.length(); ) {
            int c = post.codePointAt(i);
            i += Character.charCount(c);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                visible.append('\uFFFD');
            } else if (!UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
                visible.appendCodePoint(c);
            }
        }
        return Marks.limited(visible.toString());
    }

    private static String collapsed(String text) {
        StringBuilder collapsed = new StringBuilder(text.length());
        boolean inSpace = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = UCharacter.isUWhiteSpace(c);
            if (!space) {
                collapsed.append(c);
            } else if (!inSpace) {
                collapsed.append(' ');
            }
            inSpace = space;
        }
        return collapsed.toString();
    }

    /** A collapsed text without the one space it may have at each end; the JDK's own strip takes more away. */
    private static String trimmed(String collapsed) {
        int start = collapsed.startsWith(" ") ? 1 : 0;
        int end = collapsed.length() > start && collapsed.endsWith(" ") ? collapsed.length() - 1 : collapsed.length();
        return collapsed.substring(start, end);
    }

    private static String withoutLinks(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = endOfLink(text, i);
            rest.append(end > i ? ' ' : text.charAt(i));
            i = Math.max(end, i + 1);
        }
        return rest.toString();
    }

    /** Where the link that begins at {@code start} ends; {@code start} itself where none begins. */
    private static int endOfLink(String text, int start) {
        for (String link : LINKS) {
            boolean free = link.indexOf('/') >= 0 || start == 0 || !CodeShape.isWord(text.charAt(start - 1));
            if (free && beginsWith(link, text, start)) {
                int end = start + link.length();
                while (end < text.length() && isInLink(text.charAt(end))) {
                    end++;
                }
                return end;
            }
        }
        return start;
    }

    /** Only ASCII's own capitals are small letters here: to {@code regionMatches} a long s is one too. */
    private static boolean beginsWith(String link, String text, int start) {
        if (text.length() - start < link.length()) {
            return false;
        }
        for (int i = 0; i < link.length(); i++) {
            char c = text.charAt(start + i);
            char small = c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
            if (small != link.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInLink(char c) {
        return c > ' ' && c < '\u007F' && NOT_IN_LINKS.indexOf(c) < 0;
    }

    private static String withoutCodes(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = CodeShape.endOfRescueOrPostCode(text, i);
            rest.append(end > i ? ' ' : text.charAt(i));
            i = Math.max(end, i + 1);
        }
        return rest.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PostText post && text.equals(post.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
