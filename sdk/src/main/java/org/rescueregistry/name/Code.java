package org.rescueregistry.name;

import java.security.SecureRandom;
import org.rescueregistry.wire.MalformedException;

/**
 * The code of an organisation: {@code RR-CN7K-3M9Q-XDP2}.
 *
 * <p>After {@code RR} come twelve symbols of Crockford's base 32 ({@code 0-9A-Z} without I, L, O, U): two name the
 * registry, eight are random, two check the rest. The numbers c₀ … c₁₁ of the symbols, c₀ belonging to the first symbol
 * of the registry's prefix and c₁₁ to the last check symbol, are elements of GF(32) = GF(2)[x]/(x⁵+x²+1) with α = x =
 * 2, and a code is right if both
 *
 * <pre>
 * c₀ + c₁ + … + c₁₁ = 0
 * α⁰c₀ + α¹c₁ + … + α¹¹c₁₁ = 0
 * </pre>
 *
 * <p>The order of α is 31, so the powers differ and every mistake in one or two symbols, two that changed places among
 * them, breaks at least one of the sums.
 *
 * <p>People write codes down: {@link #parse} reads small letters, full-width forms, O for 0, I and L for 1, with any
 * dashes and spaces or none. Programs write {@link #canonical()} and read {@link #parseCanonical}.
 */
public final class Code implements Comparable<Code> {
    /** Symbols naming the registry. */
    public static final int PREFIX_SYMBOLS = 2;

    /** Symbols drawn at random. */
    public static final int RANDOM_SYMBOLS = 8;

    private static final int SYMBOLS = PREFIX_SYMBOLS + RANDOM_SYMBOLS + 2;
    private static final String MARK = "RR";

    /** Longest text that is looked at, in characters: a code with a separator beside every symbol. */
    private static final int MAX_CHARS = 64;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final String symbols;

    private Code(String symbols) {
        this.symbols = symbols;
    }

    /**
     * Reads what a person wrote.
     *
     * @throws MalformedException {@code code_bad_length code_bad_symbol code_bad_check}
     */
    public static Code parse(String text) throws MalformedException {
        return parse(text, MARK);
    }

    /** The twelve symbols behind this mark. */
    static Code parse(String text, String mark) throws MalformedException {
        if (text.length() > MAX_CHARS) {
            throw badLength();
        }
        StringBuilder read = new StringBuilder(SYMBOLS + mark.length());
        for (int i = 0; i < text.length(); i++) {
            char c = folded(text.charAt(i));
            if (!isSeparator(c)) {
                read.append(c);
            }
        }
        if (read.length() != mark.length() + SYMBOLS) {
            throw badLength();
        }
        if (read.indexOf(mark) != 0) {
            throw new MalformedException("code_bad_symbol", "this code begins with " + mark);
        }
        return ofSymbols(read.substring(mark.length()));
    }

    /**
     * Reads the one canonical spelling, {@code RR-CN7K-3M9Q-XDP2}.
     *
     * @throws MalformedException {@code code_not_canonical}, or as {@link #parse}
     */
    public static Code parseCanonical(String text) throws MalformedException {
        Code code = parse(text);
        if (!code.canonical().equals(text)) {
            throw new MalformedException("code_not_canonical", "not spelled as " + code.canonical());
        }
        return code;
    }

    /**
     * Reads the twelve symbols alone, as they stand in an entity identifier, {@code CN7K3M9QXDP2}.
     *
     * @throws MalformedException {@code code_bad_length code_bad_symbol code_bad_check}
     */
    public static Code parseSymbols(String symbols) throws MalformedException {
        if (symbols.length() != SYMBOLS) {
            throw badLength();
        }
        return ofSymbols(symbols);
    }

    private static Code ofSymbols(String symbols) throws MalformedException {
        int[] sums = sums(symbols);
        if (sums[0] != 0 || sums[1] != 0) {
            throw new MalformedException("code_bad_check", "the check symbols do not fit: a symbol is wrong");
        }
        return new Code(symbols);
    }

    /**
     * The code of two symbols of a registry and eight others; the check symbols are computed.
     *
     * @throws MalformedException {@code code_bad_length code_bad_symbol}
     */
    public static Code of(String registryPrefix, String random) throws MalformedException {
        if (registryPrefix.length() != PREFIX_SYMBOLS || random.length() != RANDOM_SYMBOLS) {
            throw badLength();
        }
        String head = registryPrefix + random;
        int[] sums = sums(head);
        // Solve a + b = sums[0], α^10 a + α^11 b = sums[1]: trying the 32 values of a is as clear as dividing.
        for (int a = 0; a < ALPHABET.length(); a++) {
            int b = sums[0] ^ a;
            if ((Gf32.timesPower(a, SYMBOLS - 2) ^ Gf32.timesPower(b, SYMBOLS - 1)) == sums[1]) {
                return new Code(head + ALPHABET.charAt(a) + ALPHABET.charAt(b));
            }
        }
        throw new IllegalStateException("two different powers of α always have a solution");
    }

    /**
     * Draws a new code of a registry; whether it was given before is the caller's to look up.
     *
     * @throws MalformedException {@code code_bad_length code_bad_symbol} for the prefix
     */
    public static Code generate(String registryPrefix, SecureRandom random) throws MalformedException {
        StringBuilder drawn = new StringBuilder(RANDOM_SYMBOLS);
        for (int i = 0; i < RANDOM_SYMBOLS; i++) {
            drawn.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return of(registryPrefix, drawn.toString());
    }

    /** The two symbols that name the registry. */
    public String prefix() {
        return symbols.substring(0, PREFIX_SYMBOLS);
    }

    /** The twelve symbols without mark and dashes: {@code CN7K3M9QXDP2}. */
    public String symbols() {
        return symbols;
    }

    /** {@code RRCN7K3M9QXDP2}, as in a link. */
    public String compact() {
        return MARK + symbols;
    }

    /** {@code RR-CN7K-3M9Q-XDP2}. */
    public String canonical() {
        return MARK + "-" + symbols.substring(0, 4) + "-" + symbols.substring(4, 8) + "-" + symbols.substring(8);
    }

    /** {@link #canonical()} as 17 bytes of ASCII: what is hashed for a code, by the million. */
    public byte[] canonicalBytes() {
        byte[] bytes = {'R', 'R', '-', 0, 0, 0, 0, '-', 0, 0, 0, 0, '-', 0, 0, 0, 0};
        for (int i = 0; i < SYMBOLS; i++) {
            bytes[3 + i + (i >> 2)] = (byte) symbols.charAt(i);
        }
        return bytes;
    }

    @Override
    public int compareTo(Code other) {
        return symbols.compareTo(other.symbols);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Code code && symbols.equals(code.symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }

    @Override
    public String toString() {
        return canonical();
    }

    /** Σcᵢ and Σαⁱcᵢ over the symbols from the first on. */
    private static int[] sums(String symbols) throws MalformedException {
        int plain = 0;
        int weighted = 0;
        for (int i = 0; i < symbols.length(); i++) {
            int value = ALPHABET.indexOf(symbols.charAt(i));
            if (value < 0) {
                throw new MalformedException("code_bad_symbol", "a code has digits and letters but U, I, L and O");
            }
            plain ^= value;
            weighted ^= Gf32.timesPower(value, i);
        }
        return new int[] {plain, weighted};
    }

    private static char folded(char c) {
        // Full-width forms stand 0xFEE0 above their ASCII twins.
        char narrow = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
        char upper = narrow >= 'a' && narrow <= 'z' ? (char) (narrow - 'a' + 'A') : narrow;
        return switch (upper) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> upper;
        };
    }

    /** ASCII and ideographic space, no-break space, hyphens, dashes and the minus sign. */
    private static boolean isSeparator(char c) {
        return c == ' '
                || c == '-'
                || c == '\u00A0'
                || c == '\u3000'
                || c == '\u2212'
                || (c >= '\u2010' && c <= '\u2015');
    }

    private static MalformedException badLength() {
        return new MalformedException("code_bad_length", "a code is two letters and twelve symbols");
    }
}
