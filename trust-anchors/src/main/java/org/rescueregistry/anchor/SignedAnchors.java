package org.rescueregistry.anchor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The file of an anchor set, well-formed but believed by nobody yet: a JWS with several signatures in the general JSON
 * serialization (RFC 7515 section 7.2.1).
 *
 * <p>Wire form, RFC 8785 JSON, the signatures ascending by their key's thumbprint, one for each key:
 *
 * <pre>{@code
 * {"payload":"BASE64URL(document)","signatures":[{"protected":"BASE64URL(header)","signature":"BASE64URL(r‖s)"}]}
 * }</pre>
 *
 * @param signatures each over the same document
 */
record SignedAnchors(AnchorDocument document, List<CompactJws> signatures) {
    /** Most signatures in a file: those of a set's own root keys and its predecessor's. */
    static final int MAX_SIGNATURES = 2 * RootKeys.MAX_KEYS;

    SignedAnchors {
        signatures = List.copyOf(signatures);
    }

    static SignedAnchors parse(byte[] file) throws MalformedException {
        Members members = Members.of(Json.parseCanonical(file), "file");
        String payload = members.string("payload");
        List<CompactJws> signatures = new ArrayList<>();
        for (Members item : members.objects("signatures")) {
            CompactJws signature =
                    CompactJws.parse(item.string("protected") + "." + payload + "." + item.string("signature"));
            item.done();
            if (!signature.typ().equals(AnchorDocument.TYPE)) {
                throw new MalformedException(
                        "anchors_wrong_typ", item.where() + " is not of the type " + AnchorDocument.TYPE);
            }
            signatures.add(signature);
        }
        members.done();
        checkOrder(signatures);
        return new SignedAnchors(AnchorDocument.parse(signatures.get(0).payload()), signatures);
    }

    static byte[] print(Collection<CompactJws> ascending) {
        List<Json> signatures = new ArrayList<>();
        String payload = "";
        for (CompactJws signature : ascending) {
            String[] parts = signature.compact().split("\\.", -1);
            payload = parts[1];
            signatures.add(Json.object()
                    .put("protected", parts[0])
                    .put("signature", parts[2])
                    .build());
        }
        return Json.object()
                .put("payload", payload)
                .put("signatures", Json.array(signatures))
                .build()
                .canonical();
    }

    private static void checkOrder(List<CompactJws> signatures) throws MalformedException {
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new MalformedException("anchors_bad_signature_count", signatures.size() + " signatures");
        }
        for (int i = 1; i < signatures.size(); i++) {
            if (signatures.get(i - 1).kid().compareTo(signatures.get(i).kid()) >= 0) {
                throw new MalformedException(
                        "anchors_not_canonical",
                        "signatures out of order, or two of one key: "
                                + signatures.get(i).kid());
            }
        }
    }
}
