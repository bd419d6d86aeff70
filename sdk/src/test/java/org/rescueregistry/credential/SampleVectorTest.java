package org.rescueregistry.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** A credential made by {@code vectors/credential/sample.py} and one made here are the same, byte for byte. */
class SampleVectorTest {
    private static final Instant SHOWN = Instant.ofEpochSecond(1_795_300_000);
    private static final KeyBindingRequest REQUEST = new KeyBindingRequest("n-0S6_WzA2Mj", "https://platform.example");

    private Members vector;
    private Es256Signer registry;
    private Es256Signer holder;
    private CredentialClaims claims;

    @BeforeEach
    void read() throws Exception {
        try (InputStream in = SampleVectorTest.class.getResourceAsStream("/vectors/credential/sample.json")) {
            vector = Members.of(Json.parse(Objects.requireNonNull(in).readAllBytes()), "vector");
        }
        registry = Es256Signer.fromPrivateJwk(vector.object("registry").json());
        holder = Es256Signer.fromPrivateJwk(vector.object("holder").json());
        claims = CredentialClaims.parse(vector.value("claims"));
    }

    @Test
    void issuesTheSameText() throws Exception {
        List<Disclosure> disclosures = new ArrayList<>();
        for (String text : vector.strings("disclosures")) {
            disclosures.add(Disclosure.parse(text));
        }
        assertThat(claims.digests())
                .contains(Disclosure.parse(vector.string("withheld")).digest());

        RescueCredential issued = RescueCredential.issue(claims, disclosures, registry);

        assertThat(issued.text()).isEqualTo(vector.string("credential"));
        assertThat(issued.present(REQUEST, SHOWN, holder)).isEqualTo(vector.string("presentation"));
    }

    @Test
    void verifiesTheSamePresentation() throws Exception {
        CredentialIssuer issuer = new CredentialIssuer(claims.issuer(), List.of(registry.publicKey()));

        CredentialVerification verification =
                KeyBoundCredential.parse(vector.string("presentation")).verify(issuer, REQUEST, SHOWN);

        assertThat(verification).isInstanceOfSatisfying(CredentialVerification.Verified.class, verified -> {
            assertThat(verified.credential().claims()).isEqualTo(claims);
            assertThat(verified.credential().disclosed("kind")).contains(new Json.Str("rescue_team"));
        });
    }

    /** Nimbus with the JDK's own curve code knows nothing of ours. */
    @Test
    void anotherLibraryVerifiesBothSignatures() throws Exception {
        String[] parts = vector.string("presentation").split("~");

        assertThat(SignedJWT.parse(parts[0]).verify(nimbus(registry))).isTrue();
        assertThat(SignedJWT.parse(parts[parts.length - 1]).verify(nimbus(holder)))
                .isTrue();
        assertThat(SignedJWT.parse(parts[0]).verify(nimbus(holder))).isFalse();
    }

    private static ECDSAVerifier nimbus(Es256Signer signer) throws Exception {
        return new ECDSAVerifier(ECKey.parse(signer.publicKey().jwk().text()));
    }
}
