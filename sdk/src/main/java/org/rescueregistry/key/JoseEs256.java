package org.rescueregistry.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;

/** Our keys behind Nimbus's interfaces: its own verifiers convert the key anew for each signature. */
final class JoseEs256 {
    private static final Set<JWSAlgorithm> ES256 = Set.of(JWSAlgorithm.ES256);

    private JoseEs256() {}

    static final class Verifier implements JWSVerifier {
        private final Es256PublicKey key;
        private final JCAContext context = new JCAContext();

        Verifier(Es256PublicKey key) {
            this.key = key;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) throws JOSEException {
            requireEs256(header);
            // RFC 7515 section 4.1.11: what is critical and not understood makes the signature invalid.
            boolean nothingCritical = header.getCriticalParams() == null && header.isBase64URLEncodePayload();
            return nothingCritical && key.verify(signingInput, signature.decode());
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return ES256;
        }

        @Override
        public JCAContext getJCAContext() {
            return context;
        }
    }

    static final class Signer implements JWSSigner {
        private final Es256Signer signer;
        private final JCAContext context = new JCAContext();

        Signer(Es256Signer signer) {
            this.signer = signer;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
            requireEs256(header);
            return Base64URL.encode(signer.sign(signingInput));
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return ES256;
        }

        @Override
        public JCAContext getJCAContext() {
            return context;
        }
    }

    private static void requireEs256(JWSHeader header) throws JOSEException {
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
            throw new JOSEException("this key is for ES256, not " + header.getAlgorithm());
        }
    }
}
