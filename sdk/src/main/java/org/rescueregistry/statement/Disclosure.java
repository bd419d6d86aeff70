package org.rescueregistry.statement;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
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

    private final String name;
    private final @Nullable Json value;
    private final String text;
    private final Digest digest;

    private Disclosure(String name, @Nullable Json value, String text, Digest digest) {
        this.name = name;
        this.value = value;
        this.text = text;
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
        if (text.length() > MAX_CHARS) {
            throw new MalformedException("disclosure_too_long", "a disclosure has over " + MAX_CHARS + " characters");
        }
        byte[] json = Base64Url.decode(text, "disclosure");
        Disclosure plain = plain(json, text);
        return plain == null ? any(json, text) : plain;
    }

    /** One that is plain and right, as nearly all are; null for any other. */
    private static @Nullable Disclosure plain(byte[] json, String text) {
        try {
            CanonicalReader in = new CanonicalReader(json);
            in.expect("[");
            in.base64Url(SALT_BYTES);
            in.expect(",");
            String name = in.string();
            in.expect(",");
            Json value = in.value();
            in.expect("]");
            in.end();
            boolean good = !name.isEmpty() && !isReserved(name) && !hasDigests(value);
            return good ? of(name, value, text) : null;
        } catch (MalformedException otherwise) {
            return null;
        }
    }

    private static Disclosure of(String name, Json value, String text) {
        return new Disclosure(name, value, text, Digest.sha256(text.getBytes(US_ASCII)));
    }

    private static Disclosure any(byte[] json, String text) throws MalformedException {
        Json read = Json.parseCanonical(json);
        if (!(read instanceof Json.Arr array)
                || array.items().size() != 3
                || !(array.items().get(0) instanceof Json.Str salt)
                || !(array.items().get(1) instanceof Json.Str name)) {
            throw new MalformedException("disclosure_shape", "a disclosure is not [salt, name, value]");
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
        return of(name.value(), value, text);
    }

    public String name() {
        return name;
    }

    public Json value() {
        return value == null ? readAgain() : value;
    }

    /** The same as its text alone, for who keeps many of them; the value is then read each time somebody asks for it. */
    public Disclosure unread() {
        return new Disclosure(name, null, text, digest);
    }

    private Json readAgain() {
        try {
            return parse(text).value();
        } catch (MalformedException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    /** The disclosure as it travels: base64url of the JSON array. */
    public String text() {
        return text;
    }

    /** SHA-256 of the ASCII bytes of {@link #text()} (RFC 9901 section 4.2.3). */
    public Digest digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Disclosure that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
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
