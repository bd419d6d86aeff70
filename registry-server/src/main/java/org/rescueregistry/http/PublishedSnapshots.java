package org.rescueregistry.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.ledger.LedgerView;
import org.rescueregistry.ledger.Published;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.SnapshotContent;
import org.rescueregistry.sdk.SnapshotDelta;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.wire.MalformedException;

/**
 * What is published, as files and deltas. It remembers at which size each record, disclosure and attestation was first seen as it is, so
 * it can say what changed since any size it has seen; for a size before the process began there is the whole. Any thread may ask, and
 * waits while another one reads what is newer.
 *
 * <p>What it made last is kept while nothing newer is published: readers who follow ask about the same few sizes.
 */
final class PublishedSnapshots {
    private final SnapshotRoute.Source log;
    private final Released released;

    /** The size at which a record was first seen as it is now; not in it if it is so since the first look. */
    private final Map<Code, Long> changed = new HashMap<>();

    private final Map<Digest, Long> disclosed = new HashMap<>();
    private final Turnover attested = new Turnover();

    private long firstSize;
    private @Nullable Look last;

    /** The public disclosures of what records hold now. */
    interface Released {
        List<Disclosure> all() throws ProblemException;
    }

    /** What was published at one moment; the answers that were made of it. */
    private static final class Look {
        final Published at;
        final Map<Digest, Disclosure> disclosures;
        final Digest over;
        final KeptAnswers answers = new KeptAnswers();

        Look(Published at, Map<Digest, Disclosure> disclosures) {
            this.at = at;
            this.disclosures = disclosures;
            this.over = SnapshotDelta.disclosed(disclosures.keySet());
        }

        long size() {
            return at.view().size();
        }

        List<PostAttestation> attestations() {
            return at.view().attestations().all();
        }
    }

    PublishedSnapshots(SnapshotRoute.Source log, Released released) {
        this.log = log;
        this.released = released;
    }

    /** The whole. */
    synchronized Ready whole(Published newest, boolean packed)
            throws IOException, MalformedException, ProblemException {
        Look look = look(newest);
        KeptAnswers.Of of = KeptAnswers.Of.all(packed);
        Ready known = look.answers.find(of);
        if (known != null) {
            return known;
        }
        LedgerView view = look.at.view();
        SnapshotContent content = content(
                look, rows(view.records().values()), List.copyOf(look.disclosures.values()), look.attestations());
        return look.answers.keep(of, ready(new SnapshotFile(List.of(), content).toBytes(), packed));
    }

    /** What changed since a tree of this size, or the whole if that is not known any more, or not yet. */
    synchronized Ready since(Published newest, long since, boolean packed)
            throws IOException, MalformedException, ProblemException {
        Look look = look(newest);
        if (since < Math.max(firstSize, attested.from()) || since > look.size()) {
            return whole(newest, packed);
        }
        KeptAnswers.Of of = KeptAnswers.Of.since(since, packed);
        Ready known = look.answers.find(of);
        return known == null ? look.answers.keep(of, ready(delta(look, since).toBytes(), packed)) : known;
    }

    private SnapshotDelta delta(Look look, long since) throws IOException, MalformedException {
        List<OrganisationRecord> records = look.at.view().records().values().stream()
                .filter(record -> changed.getOrDefault(record.code(), firstSize) > since)
                .toList();
        List<Disclosure> disclosures = look.disclosures.values().stream()
                .filter(disclosure -> disclosed.getOrDefault(disclosure.digest(), firstSize) > since)
                .toList();
        List<PostAttestation> attestations = look.attestations().stream()
                .filter(attestation -> attested.cameAfter(since, attestation.id()))
                .toList();
        return new SnapshotDelta(
                since,
                log.continues(look.at, since).hashes(),
                look.over,
                content(look, rows(records), disclosures, attestations),
                attested.goneAfter(since));
    }

    private static Ready ready(byte[] bytes, boolean packed) {
        return packed
                ? Ready.zipped(bytes, Reply.TEXT, Caching.REVALIDATE)
                : Ready.plain(bytes, Reply.TEXT, Caching.REVALIDATE, Optional.empty());
    }

    private static List<SnapshotContent.Row> rows(Iterable<OrganisationRecord> records) {
        List<SnapshotContent.Row> rows = new ArrayList<>();
        records.forEach(record -> rows.add(SnapshotContent.Row.of(record)));
        return rows;
    }

    private SnapshotContent content(
            Look look, List<SnapshotContent.Row> rows, List<Disclosure> disclosures, List<PostAttestation> attestations)
            throws IOException, MalformedException {
        return new SnapshotContent(
                log.charter(look.at),
                look.at.view().state(),
                rows,
                disclosures,
                attestations.stream().map(PostAttestation::compact).toList(),
                log.receipt(look.at));
    }

    /** Goes on to what is published now, and takes note of what changed. */
    private Look look(Published newest) throws ProblemException {
        Look before = last;
        // What a state commits to and is not here cannot be shown; the next state commits to what is.
        boolean whole = newest.view().knowsAttestations();
        if (before != null
                && (before.at.checkpoint().equals(newest.checkpoint())
                        || before.size() > newest.view().size()
                        || !whole)) {
            return before;
        }
        if (!whole) {
            throw SnapshotRoute.notPublished();
        }
        Look look = new Look(newest, named(newest.view()));
        if (before == null) {
            firstSize = look.size();
        } else {
            note(before, look);
        }
        last = look;
        return look;
    }

    private void note(Look before, Look now) {
        Map<Code, OrganisationRecord> old = before.at.view().records();
        now.at.view().records().forEach((code, record) -> {
            if (!record.equals(old.get(code))) {
                changed.put(code, now.size());
            }
        });
        now.disclosures.keySet().stream()
                .filter(digest -> !before.disclosures.containsKey(digest))
                .forEach(digest -> disclosed.put(digest, now.size()));
        disclosed.keySet().retainAll(now.disclosures.keySet());
        if (before.at.view().attestations() != now.at.view().attestations()) {
            attested.note(ids(before), ids(now), now.size());
        }
    }

    private static Set<Digest> ids(Look look) {
        return look.attestations().stream().map(PostAttestation::id).collect(Collectors.toSet());
    }

    /** The database may be ahead of what is published: what no published record names is not shown yet. */
    private Map<Digest, Disclosure> named(LedgerView view) throws ProblemException {
        Set<Digest> named = new HashSet<>();
        view.records().values().forEach(record -> named.addAll(record.digests()));
        Map<Digest, Disclosure> shown = new HashMap<>();
        for (Disclosure disclosure : released.all()) {
            if (named.contains(disclosure.digest())) {
                shown.put(disclosure.digest(), disclosure);
            }
        }
        return shown;
    }
}
