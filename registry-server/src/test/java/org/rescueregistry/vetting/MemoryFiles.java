package org.rescueregistry.vetting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.Vouch;

/** The case file in memory; durable only as long as the test. */
public final class MemoryFiles implements CaseFile, DisclosureFile, LogProjection {
    private final Map<Digest, CaseRecord> cases = new LinkedHashMap<>();
    private final Map<Digest, Map<Digest, GivenDisclosure>> disclosures = new HashMap<>();
    private final Map<Code, HeldDigests> held = new HashMap<>();
    private long size = -1;
    private boolean failNext;

    public Vetting.Files files() {
        return new Vetting.Files(this, this, this);
    }

    @Override
    public synchronized Opening open(CaseRecord opened, Instant lapsed, int most) {
        List<Digest> old = unadmitted()
                .filter(id -> cases.get(id).received().isBefore(lapsed))
                .toList();
        old.forEach(disclosures::remove);
        old.forEach(cases::remove);
        Digest id = opened.application().id();
        if (cases.containsKey(id)) {
            return Opening.KNOWN;
        }
        if (unadmitted().count() >= most) {
            return Opening.FULL;
        }
        cases.put(id, opened);
        keep(id, opened.disclosures());
        return Opening.OPENED;
    }

    @Override
    public synchronized Optional<CaseRecord> find(Digest application) {
        return Optional.ofNullable(cases.get(application))
                .map(filed -> with(filed, filed.vouches(), filed.objections()));
    }

    private CaseRecord with(CaseRecord filed, List<Vouch> vouches, List<FiledObjection> objections) {
        Collection<GivenDisclosure> left =
                disclosures.getOrDefault(filed.application().id(), Map.of()).values();
        return new CaseRecord(filed.application(), List.copyOf(left), filed.received(), vouches, objections);
    }

    @Override
    public synchronized List<Digest> waiting() {
        return unadmitted()
                .sorted(Comparator.<Digest, Instant>comparing(
                                id -> cases.get(id).received())
                        .thenComparing(Digest::base64Url))
                .toList();
    }

    private Stream<Digest> unadmitted() {
        return cases.keySet().stream().filter(id -> admitted(id).isEmpty());
    }

    @Override
    public synchronized void file(Vouch vouch) {
        find(vouch.application()).ifPresent(filed -> {
            List<Vouch> vouches = new ArrayList<>(filed.vouches());
            vouches.removeIf(older -> older.signer().equals(vouch.signer())
                    && older.stamp().iat().isBefore(vouch.stamp().iat()));
            if (vouches.stream().noneMatch(other -> other.signer().equals(vouch.signer()))) {
                vouches.add(vouch);
            }
            cases.put(vouch.application(), with(filed, vouches, filed.objections()));
        });
    }

    @Override
    public synchronized boolean file(Objection objection) {
        Optional<CaseRecord> found = find(objection.application())
                .filter(filed -> filed.objections().stream()
                        .noneMatch(one -> one.withdrawal() == null
                                && one.objection().signer().equals(objection.signer())));
        found.ifPresent(filed -> cases.put(
                objection.application(),
                with(filed, filed.vouches(), TestCases.and(filed.objections(), new FiledObjection(objection, null)))));
        return found.isPresent();
    }

    @Override
    public synchronized void file(ObjectionWithdrawal withdrawal) {
        cases.replaceAll((id, filed) -> with(
                filed,
                filed.vouches(),
                filed.objections().stream()
                        .map(one ->
                                one.withdrawal() == null && one.objection().id().equals(withdrawal.objection())
                                        ? new FiledObjection(one.objection(), withdrawal)
                                        : one)
                        .toList()));
    }

    @Override
    public synchronized void keep(Digest source, Collection<GivenDisclosure> given) {
        given.forEach(one -> disclosures
                .computeIfAbsent(source, id -> new HashMap<>())
                .putIfAbsent(one.disclosure().digest(), one));
    }

    @Override
    public synchronized void discard(Digest source) {
        boolean isHeld = held.values().stream()
                .flatMap(record -> record.held().stream())
                .anyMatch(one -> one.source().equals(source));
        if (!isHeld && !cases.containsKey(source)) {
            disclosures.remove(source);
        }
    }

    @Override
    public synchronized List<GivenDisclosure> held(Collection<Audience> audiences) {
        return held.keySet().stream()
                .flatMap(code -> held(code).stream())
                .filter(given -> audiences.contains(given.audience()))
                .sorted(Comparator.comparing(given -> given.disclosure().text()))
                .toList();
    }

    @Override
    public synchronized List<GivenDisclosure> held(Code code) {
        HeldDigests record = held.get(code);
        if (record == null) {
            return List.of();
        }
        return record.held().stream()
                .flatMap(one ->
                        Optional.ofNullable(
                                disclosures.getOrDefault(one.source(), Map.of()).get(one.digest()))
                                .stream())
                .sorted(Comparator.comparing(given -> given.disclosure().text()))
                .toList();
    }

    @Override
    public synchronized void rebuild(long newSize, Collection<HeldDigests> all) {
        size = newSize;
        held.clear();
        all.forEach(record -> held.put(record.code(), record));
        Set<Digest> waiting = new HashSet<>(waiting());
        disclosures.forEach((source, given) -> {
            if (!waiting.contains(source)) {
                dropNotHeld(source);
            }
        });
    }

    /** The next time the projection is to advance, the disk fails. */
    void failNext() {
        failNext = true;
    }

    /** How many disclosures a source has here. */
    int countOf(Digest source) {
        return disclosures.getOrDefault(source, Map.of()).size();
    }

    @Override
    public synchronized void advance(long from, long to, Collection<HeldDigests> changed) {
        if (failNext) {
            failNext = false;
            throw new UncheckedIOException(new IOException("no space left"));
        }
        if (size != from) {
            throw new IllegalStateException("of " + size + " leaves");
        }
        size = to;
        for (HeldDigests record : changed) {
            HeldDigests before = held.put(record.code(), record);
            dropNotHeld(record.application());
            if (before != null) {
                before.held().forEach(one -> dropNotHeld(one.source()));
            }
        }
    }

    private void dropNotHeld(Digest source) {
        Set<HeldDigests.Held> all = new HashSet<>();
        held.values().forEach(record -> all.addAll(record.held()));
        disclosures
                .getOrDefault(source, new HashMap<>())
                .keySet()
                .removeIf(digest -> !all.contains(new HeldDigests.Held(source, digest)));
    }

    @Override
    public synchronized Optional<Code> admitted(Digest application) {
        return held.values().stream()
                .filter(record -> record.application().equals(application))
                .map(HeldDigests::code)
                .findFirst();
    }
}
