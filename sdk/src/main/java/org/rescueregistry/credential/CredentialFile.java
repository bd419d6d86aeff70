package org.rescueregistry.credential;

import java.util.List;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The file in which a credential travels, {@code NAME.rescue}: all that somebody without network needs to verify it.
 * Canonical JSON (RFC 8785), media type {@code application/json}:
 *
 * <pre>{@code
 * {"chain":["eyJ…","eyJ…","eyJ…"],"credential":"eyJ…~WyI…~","receipt":"c2sp.org/tlog-proof@v1\n…"}
 * }</pre>
 *
 * <p>Receipt and chain are carried, not read: what they prove is judged with the log and the trust anchors at hand.
 *
 * @param credential the organisation's SD-JWT VC with the disclosures its holder passes on
 * @param receipt the text of a {@code .tlog-proof}: the {@code admit} leaf is in the log
 * @param chain the issuer's trust chain, entity statements from the registry's own up to the trust anchor's
 */
public record CredentialFile(RescueCredential credential, String receipt, List<String> chain) {
    /** Longest trust chain that is carried. */
    public static final int MAX_CHAIN = 16;

    public CredentialFile {
        chain = List.copyOf(chain);
        if (receipt.isEmpty() || chain.isEmpty() || chain.size() > MAX_CHAIN) {
            throw new IllegalArgumentException("a credential file has a receipt and a chain of 1 to " + MAX_CHAIN);
        }
    }

    /**
     * Reads the file.
     *
     * @throws MalformedException {@code credential_file_receipt credential_file_chain}, {@code json_not_canonical}, or
     *     as {@link RescueCredential#parse}
     */
    public static CredentialFile parse(byte[] bytes) throws MalformedException {
        Members file = Members.of(Json.parseCanonical(bytes), "file");
        String credential = file.string("credential");
        String receipt = file.string("receipt");
        List<String> chain = file.strings("chain");
        file.done();
        if (receipt.isEmpty()) {
            throw new MalformedException("credential_file_receipt", "file.receipt is empty");
        }
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            throw new MalformedException("credential_file_chain", "file.chain is not of 1 to " + MAX_CHAIN);
        }
        return new CredentialFile(RescueCredential.parse(credential), receipt, chain);
    }

    /** The bytes of the file; {@link #parse} of them gives an equal one. */
    public byte[] bytes() {
        return Json.object()
                .put("chain", Json.strings(chain))
                .put("credential", credential.text())
                .put("receipt", receipt)
                .build()
                .canonical();
    }
}
