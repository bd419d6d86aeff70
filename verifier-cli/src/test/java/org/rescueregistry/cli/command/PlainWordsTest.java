package org.rescueregistry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

/** Nobody signs what they were not shown. */
class PlainWordsTest {
    private final TestRegistry registry = TestRegistry.founded(9);

    private String words(Statement statement) {
        Proposal.Ready ready = new Proposal.Ready(statement.act(), statement.envelope(), List.of());
        return String.join("\n", PlainWords.of(ready, statement.signer(), Digest::base64Url));
    }

    @Test
    void showsEverythingAnAdmissionSays() {
        TestOrganisation team = registry.organisation();
        Digest account = TestKeys.digest("an account");
        Statement statement =
                registry.admission(team, team.content(DigestSet.of(account))).get(0);
        Act.Admit admit = (Act.Admit) statement.act();
        String words = words(statement);
        assertThat(words)
                .contains(
                        statement.log(),
                        statement.sub(),
                        statement.signer().toString(),
                        statement.iat().toString(),
                        admit.application().id().toString(),
                        admit.application().content().key().keyId().toString(),
                        admit.application().content().pauseKey().keyId().toString(),
                        admit.application().content().kind().toString(),
                        admit.application().content().jurisdiction().toString(),
                        account.toString(),
                        "number " + admit.statusIndex(),
                        admit.validFrom().toString(),
                        admit.validUntil().toString());
        admit.application()
                .content()
                .profile()
                .forEach(digest -> assertThat(words).contains(digest.toString()));
        admit.vouches()
                .forEach(vouch -> assertThat(words)
                        .contains(vouch.signer().toString(), vouch.exp().toString()));
        statement.basis().forEach(id -> assertThat(words).contains(id.toString()));
    }

    @Test
    void showsWhatEveryShorterActSays() {
        TestOrganisation team = registry.organisation();
        Digest digest = TestKeys.digest("something");
        Instant until = registry.now().plusSeconds(3600);
        Digest basis = TestKeys.digest("a basis");
        assertThat(words(registry.about(team, new Act.Bind(digest), team.key(), basis)))
                .contains(team.code().canonical(), digest.toString(), basis.toString());
        assertThat(words(registry.about(team, new Act.Confirm(digest, until), team.key(), basis)))
                .contains(digest.toString(), until.toString());
        assertThat(words(registry.about(team, new Act.Suspend(Reason.SANCTIONS_MATCH, until), team.key())))
                .contains("sanctions_match", until.toString());
        assertThat(words(registry.about(team, new Act.Uphold(Reason.SANCTIONS_MATCH, digest), team.key())))
                .contains("sanctions_match", digest.toString());
        assertThat(words(registry.about(team, new Act.Pause(Reason.KEY_COMPROMISE), team.key())))
                .contains("key_compromise");
        assertThat(words(registry.about(team, new Act.Revoke(Reason.NON_COOPERATION), team.key())))
                .contains("non_cooperation", "final");
        assertThat(words(registry.about(team, new Act.Reinstate(), team.key(), digest)))
                .contains(digest.toString());
        assertThat(words(registry.about(team, new Act.Erase(DigestSet.of(digest)), team.key())))
                .contains(digest.toString());
        assertThat(words(registry.charterStatement()))
                .contains(
                        registry.entity().toString(),
                        registry.council().keyId().toString(),
                        registry.operator(2).keyId().toString(),
                        registry.body("hill-desk").keyId().toString(),
                        registry.charter().logKeys().get(0),
                        "2 of these 3",
                        "wait 259200");
    }
}
