package org.rescueregistry.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The certificate (RFC 5280) a key signs for itself, because PKCS#12 tools show no key without one. It says nothing:
 * its name is the same for everybody and it has no end (section 4.1.2.5).
 */
final class SelfCertificate {
    private static final X500Name NAME = new X500Name("CN=rescue-key");
    private static final Time BEGIN = new Time(new ASN1GeneralizedTime("20000101000000Z"));
    private static final Time NO_END = new Time(new ASN1GeneralizedTime("99991231235959Z"));

    private SelfCertificate() {}

    private interface DerSigner {
        byte[] sign(byte[] message) throws IOException;
    }

    static Certificate of(Es256Signer signer) {
        AlgorithmIdentifier key =
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
        byte[] point = signer.publicKey().parameters().getQ().getEncoded(false);
        return build(
                new SubjectPublicKeyInfo(key, point),
                new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
                message -> der(signer.sign(message)));
    }

    static Certificate of(Ed25519Signer signer) {
        AlgorithmIdentifier ed25519 = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
        return build(new SubjectPublicKeyInfo(ed25519, signer.publicKey().toBytes()), ed25519, signer::sign);
    }

    /** RFC 9881 section 2. */
    static Certificate of(MlDsa44Signer signer) {
        AlgorithmIdentifier mlDsa44 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44);
        return build(new SubjectPublicKeyInfo(mlDsa44, signer.publicKey().toBytes()), mlDsa44, signer::sign);
    }

    private static Certificate build(SubjectPublicKeyInfo key, AlgorithmIdentifier algorithm, DerSigner signer) {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(BigInteger.ONE));
        generator.setSignature(algorithm);
        generator.setIssuer(NAME);
        generator.setSubject(NAME);
        generator.setStartDate(BEGIN);
        generator.setEndDate(NO_END);
        generator.setSubjectPublicKeyInfo(key);
        TBSCertificate body = generator.generateTBSCertificate();
        try {
            DERBitString signature = new DERBitString(signer.sign(body.getEncoded("DER")));
            byte[] whole = new DERSequence(new ASN1Encodable[] {body, algorithm, signature}).getEncoded("DER");
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("our own certificate is well-formed", e);
        }
    }

    /** ECDSA signatures in certificates are a DER sequence of r and s (RFC 3279 section 2.2.3), not r‖s. */
    private static byte[] der(byte[] signature) throws IOException {
        ASN1Integer r = new ASN1Integer(P256.read(signature, 0));
        ASN1Integer s = new ASN1Integer(P256.read(signature, P256.WIDTH));
        return new DERSequence(r, s).getEncoded("DER");
    }
}
