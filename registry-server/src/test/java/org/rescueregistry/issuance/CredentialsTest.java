package org.rescueregistry.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.rescueregistry.credential.CredentialClaims;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.credential.CredentialIssuer;
import org.rescueregistry.credential.CredentialVerification;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.vetting.TestCases;
import org.rescueregistry.wire.MalformedException;

class CredentialsTest {
    private static final List<String> CHAIN = List.of("eyJ.eyJ.AA");

    private final TestRegistry registry = TestRegistry.founded(13);
    private final Es256Signer issuer = TestKeys.es256("federation key");
    private final TestCases.Sent sent = TestCases.application(registry);
    private final TestOrganisation team = sent.organisation();
    private final Set<Long> published = new TreeSet<>();
    private List<String> chain = CHAIN;
    private final List<Disclosure> disclosures = new ArrayList<>(TestCases.texts(sent.given()));

    private final Credentials credentials = Credentials.create(
            registry.entity(), issuer, new Credentials.Sources(Log::new, code -> disclosures, () -> chain));

    /** The log, with a receipt for what is published. */
    private final class Log implements Admissions {
        @Override
        public Optional<OrganisationRecord> record(Code code) {
            return registry.fold().record(code);
        }

        @Override
        public byte[] leaf(long index) {
            return registry.leaves().get((int) index);
        }

        @Override
        public Optional<String> receipt(long index) {
            return published.contains(index) ? Optional.of("receipt of " + index) : Optional.empty();
        }

        @Override
        public int statusListSize() {
            return registry.charter().limits().statusListSize();
        }
    }

    private void admit() {
        registry.write(TestCases.admission(registry, sent));
        published.add(registry.record(team).admission().at().index());
    }

    private Issuance issueTo(KeyId asker) {
        return credentials.issue(team.code(), asker, registry.now());
    }

    private static void assertRefused(Issuance issuance, Issuance.Reason reason) {
        assertThat(issuance).isInstanceOfSatisfying(Issuance.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.message()).isNotBlank();
        });
    }

    private CredentialFile issued() {
        return ((Issuance.Issued) issueTo(team.key().keyId())).file();
    }

    @Test
    void saysWhatTheAdmissionSays() throws MalformedException {
        admit();
        CredentialFile file = CredentialFile.parse(issued().bytes());
        assertThat(file.receipt())
                .isEqualTo(
                        "receipt of " + registry.record(team).admission().at().index());
        assertThat(file.chain()).isEqualTo(CHAIN);

        CredentialVerification verification = file.credential()
                .verify(new CredentialIssuer(registry.entity(), List.of(issuer.publicKey())), registry.now());
        assertThat(verification).isInstanceOfSatisfying(CredentialVerification.Verified.class, verified -> {
            CredentialClaims claims = verified.credential().claims();
            assertThat(claims.code()).isEqualTo(team.code());
            assertThat(claims.holder()).isEqualTo(team.key().publicKey());
            assertThat(claims.status().index()).isZero();
            assertThat(claims.status().uri()).hasToString("https://registry.example/status/1");
            Set<Digest> digests =
                    new TreeSet<>(sent.application().content().profile().items());
            digests.add(sent.application().content().kind());
            digests.add(sent.application().content().jurisdiction());
            assertThat(claims.digests()).containsExactlyInAnyOrderElementsOf(digests);
            assertThat(verified.credential().disclosures())
                    .extracting(Disclosure::name)
                    .containsExactlyInAnyOrder("name", "telephone", "kind", "jurisdiction");
        });
    }

    @Test
    void leavesOutDisclosuresThatWereErased() {
        admit();
        disclosures.removeIf(disclosure -> disclosure.name().equals("name"));
        assertThat(issued().credential().text())
                .doesNotContain(TestCases.texts(sent.given()).get(0).text());
        assertThat(issued()).isEqualTo(issued());
    }

    @Test
    void isReleasedOnlyWithAReceiptAndAChain() {
        admit();
        published.clear();
        assertRefused(issueTo(team.key().keyId()), Issuance.Reason.NOT_PUBLISHED);
        admitted();
        chain = List.of();
        assertRefused(issueTo(team.key().keyId()), Issuance.Reason.NOT_RECOGNISED);
    }

    private void admitted() {
        published.add(registry.record(team).admission().at().index());
    }

    @Test
    void isGivenToTheOrganisationAlone() {
        assertRefused(issueTo(team.key().keyId()), Issuance.Reason.UNKNOWN_SUBJECT);
        admit();
        assertRefused(issueTo(team.pauseKey().keyId()), Issuance.Reason.NOT_ENTITLED);
        assertRefused(issueTo(registry.operator(0).keyId()), Issuance.Reason.NOT_ENTITLED);
    }

    @Test
    void isNotIssuedOnceTheAdmissionHasEnded() {
        admit();
        registry.write(registry.about(team, new Act.Withdraw(), team.key()));
        assertThat(issueTo(team.key().keyId())).isInstanceOf(Issuance.Issued.class);
        registry.advance(registry.charter().limits().waiting());
        assertRefused(issueTo(team.key().keyId()), Issuance.Reason.NOT_IN_FORCE);
    }

    @Test
    void isNotIssuedBeyondItsValidity() {
        admit();
        registry.advance(registry.charter().limits().validityMax().plus(Duration.ofSeconds(1)));
        assertRefused(issueTo(team.key().keyId()), Issuance.Reason.NOT_IN_FORCE);
    }

    @Test
    void isIssuedWhileSuspendedForTheStatusListSaysThat() {
        admit();
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        assertThat(issueTo(team.key().keyId())).isInstanceOf(Issuance.Issued.class);
    }
}
