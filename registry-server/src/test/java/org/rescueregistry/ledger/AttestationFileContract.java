package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

/** What every {@link AttestationFile} does. */
public abstract class AttestationFileContract {
    private final TestRegistry registry = TestRegistry.founded(11);
    private final TestOrganisation team = registry.organisation();

    /** An empty one. */
    protected abstract AttestationFile file();

    /** Accepted when the log had so many leaves. */
    protected final AttestationFile.Row row(String text, long since) {
        PostAttestation.Content content = new PostAttestation.Content(
                new AccountId("weibo.com", "42"), Digest.sha256(text.getBytes()), DigestSet.EMPTY, null);
        Envelope envelope = Envelope.about(team.code(), registry.log(), registry.stamp());
        return new AttestationFile.Row(
                PostAttestation.sign(content, envelope, registry.now().plus(Duration.ofDays(1)), team.key()), since);
    }

    @Test
    void givesBackWhatItKeptAsItWasAndForgetsWhatItIsToldTo() {
        AttestationFile file = file();
        assertThat(file.all()).isEmpty();
        List<AttestationFile.Row> rows = List.of(row("one", 4), row("two", 4));
        file.keep(rows);
        AttestationFile.Row third = row("three", 9);
        file.keep(List.of(third));
        assertThat(file.all()).containsExactlyInAnyOrder(rows.get(0), rows.get(1), third);
        file.forget(List.of(rows.get(0).attestation().id(), Digest.sha256("never there".getBytes())));
        assertThat(file.all()).containsExactlyInAnyOrder(rows.get(1), third);
    }

    @Test
    void keepsNothingOfWhatItRefuses() {
        AttestationFile file = file();
        AttestationFile.Row there = row("one", 4);
        file.keep(List.of(there));
        assertThatThrownBy(() -> file.keep(List.of(row("two", 4), there))).isInstanceOf(RuntimeException.class);
        assertThat(file.all()).containsExactly(there);
    }
}
