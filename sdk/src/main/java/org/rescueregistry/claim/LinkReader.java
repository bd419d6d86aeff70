package org.rescueregistry.claim;

import com.ibm.icu.lang.UCharacter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.MalformedException;

/**
 * Reads links in running text as browsers would open them (the URL Standard's authority: what is before the last @ is
 * no host, {@code %} in a host is decoded, {@code \} is a slash), and compares their hosts with the registries'.
 */
final class LinkReader {
    /** Longest authority that is read, in UTF-16 units: a host of 253 ASCII characters, percent-encoded in part. */
    static final int MAX_AUTHORITY = 512;

    /** Longest path that is read. */
    static final int MAX_PATH = 256;

    private static final String NEVER_IN_LINKS = "\"<>^`{|}";
    /** What follows the authority, decoded: {@code /o/CN7K3M9QXDP2} or {@code /RRCN7K3M9QXDP2}, and perhaps more. */
    private static final Pattern CODE = Pattern.compile("^[/\\\\](?:o[/\\\\]([^/\\\\?#]*)|([^/\\\\?#]*))");

    private static final String BEHIND_LINKS = ".,;:!?)'";

    private final List<RegistryHost> registries;

    private final long[] lettersOf;

    LinkReader(List<RegistryHost> registries) {
        this.registries = registries;
        this.lettersOf = registries.stream()
                .mapToLong(registry ->
                        registry.letters().chars().mapToLong(c -> bit((char) c)).reduce(0, (a, b) -> a | b))
                .toArray();
    }

    /** A stretch of text that is a link; {@code carrier} is null where it leads to no organisation and deceives nobody. */
    record Found(@Nullable Carrier carrier, int end) {}

    /** The link whose {@code ://} begins at {@code colon}; null where that is no link to the web. */
    @Nullable
    Found withScheme(String text, int colon) {
        if (colon + 3 > text.length() || !isSlash(text.charAt(colon + 1)) || !isSlash(text.charAt(colon + 2))) {
            return null;
        }
        int start = colon;
        while (start > 0 && colon - start < 6 && CodeShape.isWord(text.charAt(start - 1))) {
            start--;
        }
        String scheme = narrow(text.substring(start, colon));
        for (String web : new String[] {"https", "http"}) {
            if (scheme.endsWith(web)) {
                return read(text, colon - web.length(), colon + 3, true);
            }
        }
        return null;
    }

    /** The link whose host has a dot at {@code dot}, without a scheme; null where that is none. */
    @Nullable
    Found withoutScheme(String text, int dot, int floor) {
        int start = dot;
        int least = Math.max(floor, dot - MAX_AUTHORITY);
        while (start > least && isPlainHost(text.charAt(start - 1))) {
            start--;
        }
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        boolean doubleSlash = before == '/' && start > 1 && text.charAt(start - 2) == '/';
        // What a longer host is cut from, or an earlier link has been read up to, is no beginning.
        boolean within = start > 0 && isPlainHost(before);
        if (start == dot || within || before == '@' || (before == '/' && !doubleSlash)) {
            return null;
        }
        return read(text, start, start, false);
    }

    private Found read(String text, int start, int authority, boolean schemed) {
        if (isPlainlyForeign(text, authority)) {
            return new Found(null, endOfRun(text, authority));
        }
        int end = authority;
        int most = Math.min(text.length(), authority + MAX_AUTHORITY);
        while (end < most && isInAuthority(text.charAt(end), schemed)) {
            end++;
        }
        String whole = cut(text.substring(authority, end));
        end = authority + whole.length();
        int at = whole.lastIndexOf('@');
        int run = endOfRun(text, end);
        if (at >= 0 && !schemed) {
            return new Found(null, run);
        }
        String user = at < 0 ? "" : decoded(whole.substring(0, at));
        String shown = whole.substring(at + 1);
        int colon = portBegins(shown);
        String host = decoded(colon < 0 ? shown : shown.substring(0, colon));
        int port = colon < 0 ? 0 : port(narrow(shown.substring(colon + 1)), text, start);
        Carrier carrier = carrier(new Parts(user, host, port, start, end, run), text);
        return new Found(carrier, carrier == null ? run : carrier.end());
    }

    /**
     * Whether an ordinary host has too few letters, or lacks two that a registry's has, to be it or an imitation of it.
     * Most links in most posts are put aside here, without a copy of anything.
     */
    private boolean isPlainlyForeign(String text, int from) {
        long letters = 0;
        int count = 0;
        int i = from;
        for (; i < text.length() && i - from < MAX_AUTHORITY; i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '?' || c == '#' || c == ' ' || c == '\n') {
                break;
            }
            boolean encoded = c == '-' && i > from && text.charAt(i - 1) == '-';
            if (c >= 0x80 || encoded || !(CodeShape.isWord(c) || c == '-' || c == '.')) {
                return false;
            }
            if (CodeShape.isWord(c)) {
                letters |= bit(LetterTable.standard().at(c));
                count++;
            }
        }
        for (int k = 0; k < lettersOf.length; k++) {
            boolean longEnough = count >= registries.get(k).letters().length() - 1;
            if (longEnough && Long.bitCount(lettersOf[k] & ~letters) <= 1) {
                return false;
            }
        }
        return true;
    }

    private static long bit(char letter) {
        if (letter >= 'a' && letter <= 'z') {
            return 1L << (letter - 'a');
        }
        return letter >= '0' && letter <= '9' ? 1L << (letter - '0' + 26) : 1L << 63;
    }

    /** A link taken apart; {@code path} and {@code end} are places in the text. */
    private record Parts(String user, String host, int port, int start, int path, int end) {}

    private @Nullable Carrier carrier(Parts link, String text) {
        String ascii = RegistryHost.toAscii(link.host).orElse(null);
        for (RegistryHost registry : registries) {
            if (ascii != null && registry.is(ascii)) {
                return link.port == registry.port()
                        ? organisation(registry, link, text)
                        : imitation(registry, link, ImitatedLink.Trick.OTHER_PORT);
            }
        }
        String letters = RegistryHost.letters(link.host);
        String user = link.user.isEmpty() ? "" : RegistryHost.letters(link.user);
        for (RegistryHost registry : registries) {
            if (user.contains(registry.letters())) {
                return imitation(registry, link, ImitatedLink.Trick.USER_INFO);
            }
            Optional<ImitatedLink.Trick> trick =
                    registry.isAbove(ascii) ? Optional.empty() : registry.imitatedBy(letters);
            if (trick.isPresent()) {
                return imitation(registry, link, trick.get());
            }
        }
        return null;
    }

    private static Carrier imitation(RegistryHost registry, Parts link, ImitatedLink.Trick trick) {
        return new ImitatedLink(registry.authority(), link.host, trick, link.start, link.end);
    }

    private static @Nullable Carrier organisation(RegistryHost registry, Parts link, String text) {
        String path = decoded(narrow(text.substring(link.path, Math.min(link.end, link.path + MAX_PATH))));
        Matcher code = CODE.matcher(path);
        if (!code.find()) {
            return null;
        }
        try {
            String written = code.group(1) == null ? code.group(2) : "RR" + code.group(1);
            return new OrganisationLink(registry.authority(), Code.parse(written), link.start, link.end);
        } catch (MalformedException noCode) {
            return noCode.code().equals("code_bad_check")
                    ? new FoundCode.BadCheck(text.substring(link.start, link.end), link.start, link.end)
                    : null;
        }
    }

    // ---- what belongs to a link -------------------------------------------------------------------------------------

    /** Han and the like may follow a host without a space. They belong to it where a dot comes after them. */
    private static String cut(String authority) {
        int foreign = 0;
        while (foreign < authority.length()
                && (isPlainHost(authority.charAt(foreign))
                        || "@:[]_~!$&'()*+,;=".indexOf(authority.charAt(foreign)) >= 0)) {
            foreign++;
        }
        boolean dotBehind = authority.substring(foreign).chars().anyMatch(c -> isDot((char) c));
        return dotBehind ? authority : authority.substring(0, foreign);
    }

    private static int portBegins(String shown) {
        int colon = Math.max(shown.lastIndexOf(':'), shown.lastIndexOf('\uFF1A'));
        return colon >= 0 && shown.indexOf(']', colon) < 0 ? colon : -1;
    }

    /** 0 for the scheme's own port, -1 for what is none. */
    private static int port(String digits, String text, int start) {
        if (digits.isEmpty()) {
            return 0;
        }
        if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        boolean https = start + 4 < text.length() && CodeShape.narrow(text.charAt(start + 4)) == 'S';
        return port == (https ? 443 : 80) ? 0 : port;
    }

    private static int endOfRun(String text, int from) {
        int end = from;
        while (end < text.length() && isInPath(text.charAt(end))) {
            end++;
        }
        while (end > from && BEHIND_LINKS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean isInPath(char c) {
        boolean ascii = c > ' ' && c < '\u007F' && NEVER_IN_LINKS.indexOf(c) < 0;
        return ascii || isWide(c) || isInvisible(c);
    }

    private static boolean isWide(char c) {
        return c >= '\uFF01' && (CodeShape.isWord(c) || c == '\uFF0D' || c == '\uFF0F');
    }

    private static boolean isInAuthority(char c, boolean schemed) {
        if (isSlash(c) || c == '?' || c == '#' || NEVER_IN_LINKS.indexOf(c) >= 0 || UCharacter.isUWhiteSpace(c)) {
            return false;
        }
        boolean punctuation = c >= '\u2010' && c <= '\u206F' && !isInvisible(c);
        boolean chinese =
                (c >= '\u3000' && c <= '\u303F' && c != '\u3002') || (c > '\uFF00' && c < '\uFF41' && !isWideHost(c));
        return c > ' ' && !punctuation && !chinese && (schemed || isPlainHost(c) || c == ':' || c == '@');
    }

    private static boolean isWideHost(char c) {
        return isWide(c) || c == '\uFF0E' || c == '\uFF1A' || c == '\uFF20' || c == '\uFF05';
    }

    /** What a host can have that reads as ASCII. */
    private static boolean isPlainHost(char c) {
        if (c < 0x80) {
            return CodeShape.isWord(c) || c == '-' || c == '.' || c == '%' || c == '_';
        }
        char letter = LetterTable.standard().at(c);
        return isDot(c)
                || c == '\uFF0D'
                || letter == LetterTable.NOTHING
                || (letter < 0x80 && LetterTable.isLetter(letter));
    }

    /** What UTS #46 takes for a full stop. */
    static boolean isDot(char c) {
        return c == '.' || c == '\u3002' || c == '\uFF0E' || c == '\uFF61';
    }

    static boolean isSlash(char c) {
        return c == '/' || c == '\\' || c == '\uFF0F';
    }

    private static boolean isInvisible(char c) {
        return c > '\u007F' && LetterTable.standard().at(c) == LetterTable.NOTHING;
    }

    // ---- spelling ---------------------------------------------------------------------------------------------------

    /** Full-width forms as ASCII, invisible characters left out; capitals stay, but full-width and small forms are alike. */
    private static String narrow(String text) {
        StringBuilder narrow = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isInvisible(c)) {
                narrow.append(c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c);
            }
        }
        for (int i = 0; i < narrow.length(); i++) {
            char c = narrow.charAt(i);
            narrow.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
        }
        return narrow.toString();
    }

    /** Percent-encoded ASCII as itself; what else is encoded stays as it is. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int high = i + 2 < text.length() && text.charAt(i) == '%' ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            int value = 16 * high + low;
            if (low >= 0 && value > ' ' && value < 0x7F) {
                decoded.append((char) value);
                i += 2;
            } else {
                decoded.append(text.charAt(i));
            }
        }
        return decoded.toString();
    }
}
