package org.rescueregistry.key;

import java.nio.charset.StandardCharsets;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A compact JWS (RFC 7515 section 7.1) in the one strict dialect of everything we sign ourselves: ES256, a header of
 * exactly {@code alg}, {@code kid} and {@code typ} in RFC 8785 form, all three parts canonical base64url, so that one
 * signed object has one text.
 *
 * <pre>
 * BASE64URL({"alg":"ES256","kid":"0ZcOCORZ…","typ":"rescue-statement+jwt"}) . BASE64URL(payload) . BASE64URL(r‖s)
 * </pre>
 *
 * <p>Parsing checks the shape only; nothing in it is to be believed before {@link #verify}. What the payload holds is
 * the affair of the type named by {@link #typ()}.
 */
public final class CompactJws {
    /** Longest text that is read, in characters. Leaves of a log have their own, lower limit. */
    public static final int MAX_CHARS = 1 << 20;

    private final String compact;
    private final String typ;
    private final KeyId kid;
    private final byte[] payload;
    private final byte[] signature;
    private final int signatureDot;
    private final Digest id;

    private CompactJws(String compact, Header header, byte[] ownedPayload, byte[] ownedSignature) {
        this.compact = compact;
        this.typ = header.typ();
        this.kid = header.kid();
        this.payload = ownedPayload;
        this.signature = ownedSignature;
        this.signatureDot = compact.lastIndexOf('.');
        this.id = Digest.sha256(signingInput());
    }

    private record Header(String typ, KeyId kid) {
        private static final String BEFORE_KID = "{\"alg\":\"ES256\",\"kid\":\"";
        private static final String BEFORE_TYP = "\",\"typ\":\"";
        private static final String END = "\"}";
        private static final int KID_CHARS = 43;

        byte[] canonical() {
            return header(typ, kid).canonical();
        }

        static Header parse(byte[] bytes) throws MalformedException {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int kid = BEFORE_KID.length();
            int typ = kid + KID_CHARS + BEFORE_TYP.length();
            int end = text.length() - END.length();
            if (typ < end
                    && text.startsWith(BEFORE_KID)
                    && text.startsWith(BEFORE_TYP, kid + KID_CHARS)
                    && text.endsWith(END)
                    && isPlain(text, kid, kid + KID_CHARS)
                    && isPlain(text, typ, end)) {
                return new Header(text.substring(typ, end), KeyId.parse(text.substring(kid, kid + KID_CHARS)));
            }
            // Not what this library writes: most likely refused, and the parser of JSON says why.
            Members members = Members.of(Json.parseCanonical(bytes), "header");
            if (!members.string("alg").equals("ES256")) {
                throw new MalformedException("jws_wrong_alg", "header.alg is not ES256");
            }
            Header header = new Header(members.string("typ"), KeyId.parse(members.string("kid")));
            members.done();
            return header;
        }

        /** Whether JSON has these characters as they are. */
        private static boolean isPlain(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads the text; no signature is checked.
     *
     * @throws MalformedException {@code jws_too_long jws_not_three_parts jws_wrong_alg jws_bad_signature_length
     *     jws_signature_not_canonical}, or those of {@link Json#parseCanonical}, {@link Members} and {@link Base64Url}
     */
    public static CompactJws parse(String compact) throws MalformedException {
        if (compact.length() > MAX_CHARS) {
            throw new MalformedException("jws_too_long", "the JWS is longer than " + MAX_CHARS + " characters");
        }
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
            throw new MalformedException("jws_not_three_parts", "a compact JWS has three parts between two dots");
        }
        Header header = Header.parse(Base64Url.decode(compact.substring(0, first), "the JWS header"));
        byte[] payload = Base64Url.decode(compact.substring(first + 1, second), "the JWS payload");
        byte[] signature = Base64Url.decode(compact.substring(second + 1), "the JWS signature");
        if (signature.length != P256.SIGNATURE) {
            throw new MalformedException("jws_bad_signature_length", "an ES256 signature has 64 bytes");
        }
        if (!P256.isCanonical(signature)) {
            throw new MalformedException("jws_signature_not_canonical", "r or s is out of range, or s is not low");
        }
        return new CompactJws(compact, header, payload, signature);
    }

    /** Signs {@code payload} as {@code typ}. */
    public static CompactJws sign(String typ, byte[] payload, Es256Signer signer) {
        Header header = new Header(typ, signer.keyId());
        String signingInput = Base64Url.encode(header.canonical()) + "." + Base64Url.encode(payload);
        byte[] signature = signer.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
        String compact = signingInput + "." + Base64Url.encode(signature);
        return new CompactJws(compact, header, payload.clone(), signature);
    }

    /** The header under which somebody with this key signs something of this {@code typ}. */
    public static Json.Obj header(String typ, KeyId kid) {
        return Json.object()
                .put("alg", "ES256")
                .put("kid", kid.toString())
                .put("typ", typ)
                .build();
    }

    public String typ() {
        return typ;
    }

    /** The key that is said to have signed. */
    public KeyId kid() {
        return kid;
    }

    public byte[] payload() {
        return payload.clone();
    }

    /** The bytes under the signature: header and payload as they stand in the text, with the dot between. */
    public byte[] signingInput() {
        return compact.substring(0, signatureDot).getBytes(StandardCharsets.US_ASCII);
    }

    /** SHA-256 of the signing input. The signature is no part of it, so signing again makes no second id. */
    public Digest id() {
        return id;
    }

    /** Whether {@code key} is the one {@link #kid()} names and the signature, with low s, is its own. */
    public boolean verify(Es256PublicKey key) {
        // What ES256 signs is the SHA-256 of the signing input: the id.
        return key.keyId().equals(kid) && key.verifyLowS(id, signature);
    }

    /** The whole text. */
    public String compact() {
        return compact;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompactJws jws && compact.equals(jws.compact);
    }

    @Override
    public int hashCode() {
        return compact.hashCode();
    }

    @Override
    public String toString() {
        return compact;
    }
}
