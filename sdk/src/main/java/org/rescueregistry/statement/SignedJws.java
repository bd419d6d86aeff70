package org.rescueregistry.statement;

import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** A JWS of section 1 that was just read or made, and its payload, a JSON object in RFC 8785 form. */
record SignedJws(CompactJws jws, Json.Obj payload) {
    static SignedJws parse(String text, String typ) throws MalformedException {
        return of(jws(text, typ));
    }

    /** A JWS whose payload nobody has read. */
    static CompactJws jws(String text, String typ) throws MalformedException {
        CompactJws jws = CompactJws.parse(text);
        if (!jws.typ().equals(typ)) {
            throw new MalformedException("jws_wrong_typ", "header.typ is not " + typ);
        }
        return jws;
    }

    static SignedJws of(CompactJws jws) throws MalformedException {
        return new SignedJws(
                jws, Members.of(Json.parseCanonical(jws.payload()), "payload").json());
    }

    /** The same of a text of at most so many characters; longer ones are refused with the code {@code tooLong}. */
    static SignedJws parse(String text, String typ, int mostChars, String tooLong) throws MalformedException {
        requireShort(text, typ, mostChars, tooLong);
        return parse(text, typ);
    }

    static void requireShort(String text, String typ, int mostChars, String tooLong) throws MalformedException {
        if (text.length() > mostChars) {
            throw new MalformedException(tooLong, typ + " has at most " + mostChars + " characters");
        }
    }

    static SignedJws sign(String typ, Json.Obj payload, Es256Signer signer) {
        return new SignedJws(CompactJws.sign(typ, payload.canonical(), signer), payload);
    }

    Members members() throws MalformedException {
        return Members.of(payload, "payload");
    }
}
