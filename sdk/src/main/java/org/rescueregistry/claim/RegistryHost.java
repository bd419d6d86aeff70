package org.rescueregistry.claim;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host of a registry, and what can be taken for it.
 *
 * @param authority as the caller named it: {@code registry.example}, {@code 127.0.0.1:8080}
 * @param ascii the host as UTS #46 has it in ASCII, small letters
 * @param port 0 for the scheme's own
 * @param letters of the host, as {@link LetterTable} reads them
 */
record RegistryHost(String authority, String ascii, int port, String letters) {
    /** Hosts of fewer letters are found within many others by chance, and one letter off as well. */
    private static final int DISTINCT = 8;

    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    /** @throws IllegalArgumentException if it is no host, or host and port */
    static RegistryHost of(String authority) {
        int colon = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String ascii = toAscii(host)
                .orElseThrow(() -> new IllegalArgumentException("not a host, or host and port: " + authority));
        try {
            int port = colon < 0 ? 0 : Integer.parseInt(authority.substring(colon + 1));
            return new RegistryHost(authority, ascii, port, letters(host));
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("not a port: " + authority, noNumber);
        }
    }

    /** What a host is in ASCII: mapped by UTS #46, small letters, without a full stop at its end. Empty if it is none. */
    static Optional<String> toAscii(String host) {
        String whole = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (whole.isEmpty() || isPlain(whole)) {
            return whole.isEmpty() ? Optional.empty() : Optional.of(whole.toLowerCase(Locale.ROOT));
        }
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = UTS46.nameToASCII(whole, new StringBuilder(), info);
        if (info.hasErrors() || ascii.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                (ascii.charAt(ascii.length() - 1) == '.' ? ascii.deleteCharAt(ascii.length() - 1) : ascii).toString());
    }

    /** Whether all is ASCII and no label is encoded: UTS #46 does no more to it than make small letters. */
    private static boolean isPlain(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean encoded = (c == 'x' || c == 'X') && host.regionMatches(true, i, "xn--", 0, 4);
            if (c >= 0x80 || encoded) {
                return false;
            }
        }
        return true;
    }

    /** The letters one sees of a host, encoded labels decoded. */
    static String letters(String host) {
        String seen = isPlain(host)
                ? host
                : UTS46.nameToUnicode(host, new StringBuilder(), new IDNA.Info())
                        .toString();
        return Letters.briefly(LetterTable.standard(), seen).toString();
    }

    /** Whether this is the host, perhaps with {@code www.} before it. */
    boolean is(String otherAscii) {
        return otherAscii.equals(ascii)
                || (otherAscii.length() == ascii.length() + 4
                        && otherAscii.startsWith("www.")
                        && otherAscii.endsWith(ascii));
    }

    /** Whether a host belongs to whoever has this one. */
    boolean isAbove(@Nullable String otherAscii) {
        return otherAscii != null && otherAscii.endsWith("." + ascii);
    }

    /** How a host that is not this one can be taken for it. */
    Optional<ImitatedLink.Trick> imitatedBy(String otherLetters) {
        if (otherLetters.equals(letters)) {
            return Optional.of(ImitatedLink.Trick.LOOKS_ALIKE);
        }
        if (letters.length() < DISTINCT) {
            return Optional.empty();
        }
        if (otherLetters.contains(letters)) {
            return Optional.of(ImitatedLink.Trick.WITHIN);
        }
        return isOneOff(letters, otherLetters) ? Optional.of(ImitatedLink.Trick.LOOKS_ALIKE) : Optional.empty();
    }

    /** Whether one letter more, less or other makes one text of the other, or two neighbours that changed places. */
    static boolean isOneOff(String one, String other) {
        String shorter = one.length() <= other.length() ? one : other;
        String longer = one.length() <= other.length() ? other : one;
        if (longer.length() - shorter.length() > 1) {
            return false;
        }
        int same = 0;
        while (same < shorter.length() && shorter.charAt(same) == longer.charAt(same)) {
            same++;
        }
        String left = shorter.substring(same);
        String right = longer.substring(same);
        if (shorter.length() < longer.length()) {
            return left.equals(right.substring(1));
        }
        boolean swapped = left.length() > 1
                && left.charAt(0) == right.charAt(1)
                && left.charAt(1) == right.charAt(0)
                && left.substring(2).equals(right.substring(2));
        return left.isEmpty() || swapped || left.substring(1).equals(right.substring(1));
    }
}
