package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** What goes into a case file and never into the log. */
class CaseFilePartsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final Es256Signer organisation = Es256Signer.generate(RANDOM);
    private final Es256Signer vetter = Es256Signer.generate(RANDOM);
    private final Stamp stamp = Stamp.at(Instant.ofEpochSecond(1_795_000_000), RANDOM);

    private Application application() {
        Digest digest = Digest.sha256(new byte[] {1});
        Application.Content content = new Application.Content(
                organisation.publicKey(), vetter.publicKey(), DigestSet.of(digest), digest, digest, DigestSet.EMPTY);
        return Application.sign(
                content, new Envelope("log.example", "https://r.example", stamp, DigestSet.EMPTY), organisation);
    }

    @Test
    void anObjectionIsReadAsItWasSigned() throws MalformedException {
        Objection objection = Objection.sign(application(), "the letter is forged", stamp, vetter);
        Objection read = Objection.parse(objection.compact());
        assertThat(read.reason()).isEqualTo("the letter is forged");
        assertThat(read.application()).isEqualTo(application().id());
        assertThat(read.isSignedBy(vetter.publicKey())).isTrue();
        assertThat(read.isSignedBy(organisation.publicKey())).isFalse();

        ObjectionWithdrawal back =
                ObjectionWithdrawal.parse(ObjectionWithdrawal.sign("log.example", read.id(), stamp, vetter)
                        .compact());
        assertThat(back.objection()).isEqualTo(read.id());
        assertThat(back.isSignedBy(vetter.publicKey())).isTrue();
    }

    @Test
    void refusesAnObjectionWithoutReason() {
        assertThatThrownBy(() -> Objection.sign(application(), " ", stamp, vetter))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("objection_reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "everybody", "platform:", "platform:nodots", "platform:WEIBO.com", "public "})
    void refusesWhatIsNoAudience(String text) {
        assertThatThrownBy(() -> Audience.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void givenDisclosuresAreReadAsTheyWerePrinted() throws MalformedException {
        Disclosure disclosure = Disclosure.create("kind", new Json.Str("team"), RANDOM);
        List<GivenDisclosure> given = List.of(
                new GivenDisclosure(Audience.PUBLIC, disclosure),
                new GivenDisclosure(Audience.platform("weibo.com"), disclosure));
        Json body =
                Json.object().put("disclosures", GivenDisclosure.json(given)).build();
        assertThat(GivenDisclosure.parse(Members.of(body, "body").objects("disclosures")))
                .isEqualTo(given);
    }
}
