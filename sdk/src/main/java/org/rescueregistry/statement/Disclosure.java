package org.rescueregistry.statement;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.CanonicalReader;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * What a salted digest in the log stands for: a name and a value behind a fresh 128-bit salt (RFC 9901 section 4.2.1).
 *
 * <p>The log carries only {@link #digest()}; whoever is shown {@link #text()} can compare. Without the text the digest
 * says nothing, because of the salt, and erasing the text erases what it said.
 *
 * <p>RFC 9901 lets an issuer space and order the JSON as it likes. We allow one spelling, that of RFC 8785, and flat
 * values only (no {@code _sd} or {@code ...} inside), so that a disclosure means the same to everybody who sees it.
 * A sample, decoded and then as it travels:
 *
 * <pre>{@code
 * ["2GLC42sKQveCfGfryNRN9w","kind","rescue_team"]
 * WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3Iiwia2luZCIsInJlc2N1ZV90ZWFtIl0
 * }</pre>
 */
public final class Disclosure {
    /** Bytes of randomness in the salt (RFC 9901 section 9.3 asks for at least as many). */
    public static final int SALT_BYTES = 16;

    /** Longest disclosure that is read, in characters of its text. */
    public static final int MAX_CHARS = 64 << 10;

    /** The order of the texts. */
    public static final Comparator<Disclosure> BY_TEXT = (one, other) -> Arrays.compareUnsigned(one.ascii, other.ascii);

    private final String name;
    private final @Nullable Json value;

    /** The text in ASCII: as a string it would be one object more. */
    private final byte[] ascii;

    private final Digest digest;

    private Disclosure(String name, @Nullable Json value, byte[] ownedAscii, Digest digest) {
        this.name = name;
        this.value = value;
        this.ascii = ownedAscii;
        this.digest = digest;
    }

    /**
     * Hides a value behind a new salt.
     *
     * @throws IllegalArgumentException if the name is reserved, or the value not flat or too long
     * @throws IllegalStateException if the value has numbers that are not whole
     */
    public static Disclosure create(String name, Json value, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Json.Str saltText = new Json.Str(Base64Url.encode(salt));
        byte[] array = Json.array(List.of(saltText, new Json.Str(name), value)).canonical();
        try {
            return parse(Base64Url.encode(array));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Reads a disclosure as it travels.
     *
     * @throws MalformedException {@code disclosure_too_long disclosure_shape disclosure_salt disclosure_name
     *     disclosure_nested}, or why its base64url or JSON is refused
     */
    public static Disclosure parse(String text) throws MalformedException {
        requireShort(text.length());
        // What is no ASCII becomes something that base64url refuses.
        byte[] ascii = text.getBytes(US_ASCII);
        return read(Base64Url.decode(ascii, "disclosure"), ascii);
    }

    /** The same of a text that stands in bytes; the disclosure is {@link #unread}. */
    public static Disclosure unread(byte[] source, int from, int to) throws MalformedException {
        requireShort(to - from);
        byte[] ascii = Arrays.copyOfRange(source, from, to);
        byte[] json = Base64Url.decode(ascii, "disclosure");
        return plainAccount(json) == null
                ? read(json, ascii).unread()
                : new Disclosure(BoundAccount.DISCLOSURE, null, ascii, Digest.sha256(ascii));
    }

    private static void requireShort(int chars) throws MalformedException {
        if (chars > MAX_CHARS) {
            throw new MalformedException("disclosure_too_long", "a disclosure has over " + MAX_CHARS + " characters");
        }
    }

    private static Disclosure read(byte[] json, byte[] ascii) throws MalformedException {
        Disclosure plain = plain(json, ascii);
        return plain == null ? any(json, ascii) : plain;
    }

    /** One that is plain and right, as nearly all are; null for any other. */
    private static @Nullable Disclosure plain(byte[] json, byte[] ascii) {
        try {
            CanonicalReader in = new CanonicalReader(json);
            in.expect("[");
            in.base64Url(new byte[SALT_BYTES]);
            in.expect(",");
            String name = in.string();
            in.expect(",");
            Json value = in.value();
            in.expect("]");
            in.end();
            boolean good = !name.isEmpty() && !isReserved(name) && !hasDigests(value);
            return good ? of(name, value, ascii) : null;
        } catch (MalformedException otherwise) {
            return null;
        }
    }

    private static Disclosure any(byte[] json, byte[] ascii) throws MalformedException {
        Json.Arr array = array(Json.parseCanonical(json));
        if (!(array.items().get(0) instanceof Json.Str salt) || !(array.items().get(1) instanceof Json.Str name)) {
            throw noTriple();
        }
        if (Base64Url.decode(salt.value(), "disclosure.salt").length != SALT_BYTES) {
            throw new MalformedException("disclosure_salt", "a disclosure's salt is not of " + SALT_BYTES + " bytes");
        }
        if (name.value().isEmpty() || isReserved(name.value())) {
            throw new MalformedException("disclosure_name", "a disclosure may not be named \"" + name.value() + "\"");
        }
        Json value = array.items().get(2);
        if (hasDigests(value)) {
            throw new MalformedException(
                    "disclosure_nested", "the disclosure " + name.value() + " hides digests of further disclosures");
        }
        return of(name.value(), value, ascii);
    }

    private static Json.Arr array(Json read) throws MalformedException {
        if (read instanceof Json.Arr array && array.items().size() == 3) {
            return array;
        }
        throw noTriple();
    }

    private static MalformedException noTriple() {
        return new MalformedException("disclosure_shape", "a disclosure is not [salt, name, value]");
    }

    private static Disclosure of(String name, Json value, byte[] ascii) {
        // There are few names, and a snapshot has tens of thousands of disclosures.
        return new Disclosure(name.intern(), value, ascii, Digest.sha256(ascii));
    }

    public String name() {
        return name;
    }

    public Json value() {
        return value == null ? readAgain() : value;
    }

    /** The same as its text alone, for who keeps many of them; the value is then read each time somebody asks for it. */
    public Disclosure unread() {
        return value == null ? this : new Disclosure(name, null, ascii, digest);
    }

    /** The account it says, read now; null if it says none, or nobody can read it. */
    public @Nullable BoundAccount account() {
        if (!name.equals(BoundAccount.DISCLOSURE)) {
            return null;
        }
        try {
            BoundAccount plain = value == null ? plainAccount(Base64Url.decode(ascii, "disclosure")) : null;
            return plain == null ? BoundAccount.of(this) : plain;
        } catch (MalformedException unreadable) {
            return null;
        }
    }

    /** The organisation's name it says, read now; null if it says none, or nobody can read it. */
    public @Nullable OrganisationName organisationName() {
        if (!name.equals(OrganisationName.DISCLOSURE)) {
            return null;
        }
        try {
            return OrganisationName.of(this);
        } catch (MalformedException unreadable) {
            return null;
        }
    }

    /** Reads that of an account, as most are, without a tree of its value; null for any other. */
    private static @Nullable BoundAccount plainAccount(byte[] json) {
        try {
            CanonicalReader in = new CanonicalReader(json);
            in.expect("[");
            in.base64Url(new byte[SALT_BYTES]);
            if (!in.takes(",\"" + BoundAccount.DISCLOSURE + "\",")) {
                return null;
            }
            BoundAccount account = BoundAccount.read(in);
            in.expect("]");
            in.end();
            return account;
        } catch (MalformedException otherwise) {
            return null;
        }
    }

    private Json readAgain() {
        try {
            return array(Json.parseCanonical(Base64Url.decode(ascii, "disclosure")))
                    .items()
                    .get(2);
        } catch (MalformedException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    /** The disclosure as it travels: base64url of the JSON array. */
    public String text() {
        return new String(ascii, US_ASCII);
    }

    /** SHA-256 of the ASCII bytes of {@link #text()} (RFC 9901 section 4.2.3). */
    public Digest digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Disclosure that && digest.equals(that.digest) && Arrays.equals(ascii, that.ascii);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** The name only: values are not for log files. */
    @Override
    public String toString() {
        return "Disclosure[" + name + "]";
    }

    private static boolean isReserved(String name) {
        return name.equals("_sd") || name.equals("...") || name.equals("_sd_alg");
    }

    private static boolean hasDigests(Json value) {
        if (value instanceof Json.Obj object) {
            return object.members().keySet().stream().anyMatch(Disclosure::isReserved)
                    || object.members().values().stream().anyMatch(Disclosure::hasDigests);
        }
        return value instanceof Json.Arr array && array.items().stream().anyMatch(Disclosure::hasDigests);
    }
}
