package org.rescueregistry.sdk;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.PublishedRegistry.Admitted;
import org.rescueregistry.wire.MalformedException;

/** A registry with two organisations, of which one then pauses and a third comes: the same each time it is made. */
final class SnapshotFuzzScene {
    private final PublishedRegistry published = new PublishedRegistry("https://example.org", new Random(1));
    private final ProvenSnapshot before;
    private final SnapshotFile whole;
    private final SnapshotDelta delta;
    private final SnapshotCheck check;

    SnapshotFuzzScene() {
        Admitted first = published.admit();
        Admitted second = published.admit();
        PostAttestation ending = published.attest(first, "we are on our way");
        published.attest(second, "we are back");
        before = taken(published.whole());
        published
                .registry()
                .write(published
                        .registry()
                        .about(
                                first.organisation(),
                                new Act.Pause(Reason.PROTECTIVE),
                                first.organisation().pauseKey()));
        Admitted third = published.admit();
        published.attest(third, "we are new here");
        must(
                !published.registry().liveAttestations().contains(ending),
                "the attestations of who pauses end with the delta");
        whole = new SnapshotFile(List.of(), published.whole().content());
        delta = published.delta(
                before.proven().size(), List.of(record(first), record(third)), List.of(third.name(), third.account()));
        check = checkAt(published.now().plusSeconds(60));
    }

    private OrganisationRecord record(Admitted one) {
        return published.registry().record(one.organisation());
    }

    private SnapshotCheck checkAt(Instant now) {
        try {
            return SnapshotCheck.of(published.trusted(), now);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private ProvenSnapshot taken(SnapshotFile file) {
        return ((SnapshotFinding.Taken) checkAt(published.now()).whole(file, null)).snapshot();
    }

    SnapshotCheck check() {
        return check;
    }

    ProvenSnapshot before() {
        return before;
    }

    /** The files that the corpora begin with. */
    byte[] wholeFile() {
        return whole.toBytes();
    }

    byte[] deltaFile() {
        return delta.toBytes();
    }

    Set<Digest> disclosed() {
        return digests(published.disclosed());
    }

    static Set<Digest> digests(Collection<Disclosure> disclosures) {
        return disclosures.stream().map(Disclosure::digest).collect(Collectors.toSet());
    }

    boolean isTrue(ProvenSnapshot taken) {
        return new HashSet<>(taken.attestations())
                        .equals(new HashSet<>(published.registry().liveAttestations()))
                && new HashSet<>(taken.snapshot().records())
                        .equals(new HashSet<>(published.registry().fold().records()))
                && disclosed().containsAll(digests(taken.body().disclosed().all()));
    }
}
