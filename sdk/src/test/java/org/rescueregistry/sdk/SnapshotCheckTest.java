package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Status;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.PublishedRegistry.Admitted;
import org.rescueregistry.wire.MalformedException;

/** Snapshots and deltas that hold, and one of each kind that does not: refused whole, each with its code. */
class SnapshotCheckTest {
    private final PublishedRegistry published = new PublishedRegistry("https://example.org");
    private final Admitted blue = published.admit();
    private final Admitted green = published.admit();

    private SnapshotCheck check() {
        return check(published.now());
    }

    private SnapshotCheck check(Instant now) {
        try {
            return SnapshotCheck.of(published.trusted(), now);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private void pauseBlue() {
        published
                .registry()
                .write(published
                        .registry()
                        .about(
                                blue.organisation(),
                                new Act.Pause(Reason.PROTECTIVE),
                                blue.organisation().pauseKey()));
    }

    private static ProvenSnapshot taken(SnapshotFinding finding) {
        assertThat(finding).isInstanceOf(SnapshotFinding.Taken.class);
        return ((SnapshotFinding.Taken) finding).snapshot();
    }

    private static void assertRefused(SnapshotFinding finding, String code) {
        assertThat(finding)
                .isInstanceOfSatisfying(
                        SnapshotFinding.Refused.class,
                        refused ->
                                assertThat(refused.code()).as(refused.message()).isEqualTo(code));
    }

    private ProvenSnapshot known() {
        return taken(check().whole(published.whole(), null));
    }

    private Collection<OrganisationRecord> records() {
        return published.registry().fold().records();
    }

    private SnapshotFile with(Collection<OrganisationRecord> records, Collection<Disclosure> shown) {
        return new SnapshotFile(List.of(), published.content(records, shown, PublishedRegistry.everybody()));
    }

    private OrganisationRecord record(Admitted one) {
        return published.registry().record(one.organisation());
    }

    @Test
    void takesWhatHoldsAndPrintsItAgain() throws Exception {
        byte[] bytes = published.whole().toBytes();
        SnapshotFile file = SnapshotFile.parse(bytes);
        assertThat(file.toBytes()).isEqualTo(bytes);
        ProvenSnapshot snapshot = taken(check().whole(file, null));
        assertThat(snapshot.proven().asOf()).isEqualTo(published.now());
        assertThat(snapshot.snapshot().records()).containsExactlyInAnyOrderElementsOf(records());
        assertThat(snapshot.snapshot()
                        .disclosed(record(blue).accounts().get(0))
                        .orElseThrow()
                        .account())
                .isEqualTo(blue.accountId());
        assertThat(snapshot.file(file.chain()).toBytes()).isEqualTo(bytes);
    }

    @Test
    void takesADeltaAsItWouldTheWhole() throws Exception {
        ProvenSnapshot before = known();
        pauseBlue();
        Admitted red = published.admit();
        SnapshotDelta delta = published.delta(
                before.proven().size(), List.of(record(blue), record(red)), List.of(red.name(), red.account()));
        byte[] bytes = delta.toBytes();
        assertThat(SnapshotDelta.parse(bytes).toBytes()).isEqualTo(bytes);
        ProvenSnapshot after = taken(check().delta(SnapshotDelta.parse(bytes), before));
        ProvenSnapshot whole = taken(check().whole(published.whole(), before));
        assertThat(after.file(List.of()).toBytes())
                .isEqualTo(whole.file(List.of()).toBytes());
        assertThat(after.snapshot()
                        .record(blue.organisation().code())
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.SUSPENDED);
        assertThat(before.snapshot()
                        .record(blue.organisation().code())
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.ACTIVE);
    }

    @Test
    void forgetsWhatWasErased() {
        ProvenSnapshot before = known();
        published
                .registry()
                .write(published
                        .registry()
                        .about(
                                blue.organisation(),
                                new Act.Erase(DigestSet.of(blue.account().digest())),
                                blue.organisation().key()));
        ProvenSnapshot after =
                taken(check().delta(published.delta(before.proven().size(), List.of(record(blue)), List.of()), before));
        assertThat(before.snapshot().disclosed(blue.account().digest())).isPresent();
        assertThat(after.snapshot().disclosed(blue.account().digest())).isEmpty();
        assertThat(new String(after.file(List.of()).toBytes(), ISO_8859_1))
                .doesNotContain(blue.account().text())
                .contains(blue.name().text());
    }

    @Test
    void takesADisclosureThatCameLate() {
        published.conceal(blue.account());
        ProvenSnapshot before = known();
        published.disclose(blue.account());
        ProvenSnapshot after = taken(
                check().delta(published.delta(before.proven().size(), List.of(), List.of(blue.account())), before));
        assertThat(after.snapshot().disclosed(blue.account().digest())).isPresent();
    }

    @Test
    void learnsALaterTimeFromTheSameTree() {
        ProvenSnapshot before = known();
        published.registry().advance(Duration.ofMinutes(5));
        SnapshotDelta nothing = published.delta(before.proven().size(), List.of(), List.of());
        ProvenSnapshot after = taken(check().delta(nothing, before));
        assertThat(after.proven().asOf()).isEqualTo(published.now());
        assertThat(after.proven().size()).isEqualTo(before.proven().size());
    }

    @Test
    void neverGoesBack() {
        SnapshotFile old = published.whole();
        published.admit();
        ProvenSnapshot known = known();
        assertRefused(check().whole(old, known), "size_went_back");
        published.registry().advance(Duration.ofMinutes(5));
        ProvenSnapshot later = known();
        Instant asOf = later.proven().asOf();
        assertThat(taken(check().whole(published.whole(), later)).proven().asOf())
                .isEqualTo(asOf);
    }

    @Test
    void refusesAnotherTreeOfTheSameSize() {
        ProvenSnapshot known = known();
        PublishedRegistry fork = new PublishedRegistry("https://example.org");
        fork.admit();
        fork.admit();
        assertThat(fork.size()).isEqualTo(published.size());
        assertRefused(check().whole(fork.whole(), known), "tree_differs");
        fork.admit();
        SnapshotDelta delta =
                fork.delta(known.proven().size(), fork.registry().fold().records(), fork.disclosed());
        assertRefused(check().delta(delta, known), "tree_not_continued");
    }

    @Test
    void refusesADeltaForAnotherSize() {
        ProvenSnapshot known = known();
        published.admit();
        assertRefused(
                check().delta(published.delta(known.proven().size() - 1, records(), published.disclosed()), known),
                "delta_of_another_size");
    }

    @Test
    void refusesRecordsThatAreNotTheState() {
        ProvenSnapshot before = known();
        List<Disclosure> none = List.of();
        assertRefused(check().whole(with(List.of(record(blue)), none), null), "map_differs");
        List<OrganisationRecord> changed = new ArrayList<>(List.of(record(green)));
        changed.add(record(blue).revoked(Reason.UNSPECIFIED, published.now()));
        assertRefused(check().whole(with(changed, none), null), "map_differs");
        pauseBlue();
        assertRefused(
                check().delta(published.delta(before.proven().size(), List.of(), List.of()), before), "map_differs");
    }

    @Test
    void refusesWhatTooFewVouchFor() {
        for (List<String> signers : List.of(
                PublishedRegistry.WITNESSES, List.of("w1", "w2", "r1", "r2"), List.of("w1", "w2", "w3", "r1"))) {
            SnapshotFile file =
                    new SnapshotFile(List.of(), published.content(records(), published.disclosed(), signers));
            assertRefused(check().whole(file, null), "policy_not_met");
        }
    }

    @Test
    void refusesTimesThatAreStillToCome() {
        SnapshotFile file = published.whole();
        assertRefused(check(published.now().minus(Duration.ofMinutes(2))).whole(file, null), "no_time_proven");
    }

    @Test
    void refusesDisclosuresNobodyNames() {
        Disclosure stranger =
                new PublishedRegistry("https://example.org").admit().account();
        List<Disclosure> shown = new ArrayList<>(published.disclosed());
        shown.add(stranger);
        assertRefused(check().whole(with(records(), shown), null), "disclosure_unknown");
        ProvenSnapshot before = known();
        assertRefused(
                check().delta(published.delta(before.proven().size(), List.of(), List.of(stranger)), before),
                "disclosure_unknown");
    }

    @Test
    void refusesADeltaThatLeavesADisclosureOut() {
        ProvenSnapshot before = known();
        Admitted red = published.admit();
        assertRefused(
                check().delta(published.delta(before.proven().size(), List.of(record(red)), List.of()), before),
                "disclosed_differ");
    }

    // ---- attestations -----------------------------------------------------------------------------------------------

    private void retract(PostAttestation attestation) {
        published
                .registry()
                .write(published
                        .registry()
                        .about(
                                blue.organisation(),
                                new Act.Retract(attestation.id()),
                                blue.organisation().key()));
    }

    /** The newest snapshot with these attestations, to which all have signed that the state commits. */
    private SnapshotFile attesting(PostAttestation... attestations) {
        Digest live = LiveAttestations.hash(
                Arrays.stream(attestations).map(PostAttestation::id).toList());
        SnapshotContent lie = published
                .lying(state -> new StateLeaf(
                        live,
                        state.charter(),
                        state.log(),
                        state.map(),
                        state.size(),
                        state.statusLists(),
                        state.time()))
                .content();
        return new SnapshotFile(
                List.of(),
                new SnapshotContent(
                        lie.charter(),
                        lie.state(),
                        lie.records(),
                        lie.disclosures(),
                        Stream.of(attestations).map(PostAttestation::compact).toList(),
                        lie.receipt()));
    }

    /** The same text, with the signature under another. */
    private PostAttestation forged(PostAttestation text, PostAttestation signature) {
        String signed = text.compact().substring(0, text.compact().lastIndexOf('.'));
        try {
            return PostAttestation.parse(
                    signed + signature.compact().substring(signature.compact().lastIndexOf('.')));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void takesAttestationsAndPrintsThemAgain() throws Exception {
        PostAttestation one = published.attest(blue, "one");
        PostAttestation two = published.attest(green, "two");
        byte[] bytes = published.whole().toBytes();
        ProvenSnapshot snapshot = taken(check().whole(SnapshotFile.parse(bytes), null));
        assertThat(snapshot.attestations()).containsExactlyInAnyOrder(one, two);
        assertThat(snapshot.snapshot().attestations()).containsExactlyInAnyOrder(one, two);
        assertThat(snapshot.file(SnapshotFile.parse(bytes).chain()).toBytes()).isEqualTo(bytes);
    }

    @Test
    void takesADeltaWithAttestationsAsItWouldTheWhole() throws Exception {
        PostAttestation stays = published.attest(blue, "stays");
        PostAttestation goes = published.attest(blue, "goes");
        ProvenSnapshot before = known();
        retract(goes);
        PostAttestation comes = published.attest(green, "comes");
        byte[] bytes = published
                .delta(before.proven().size(), List.of(record(blue)), List.of())
                .toBytes();
        assertThat(SnapshotDelta.parse(bytes).toBytes()).isEqualTo(bytes);
        ProvenSnapshot after = taken(check().delta(SnapshotDelta.parse(bytes), before));
        assertThat(after.attestations()).containsExactlyInAnyOrder(stays, comes);
        assertThat(after.file(List.of()).toBytes())
                .isEqualTo(taken(check().whole(published.whole(), before))
                        .file(List.of())
                        .toBytes());
        assertThat(before.attestations()).containsExactlyInAnyOrder(stays, goes);
    }

    @Test
    void aDeltaWithoutAttestationsKeepsThoseThereAre() {
        published.attest(blue, "stays");
        ProvenSnapshot before = known();
        published.registry().advance(Duration.ofMinutes(5));
        ProvenSnapshot after =
                taken(check().delta(published.delta(before.proven().size(), List.of(), List.of()), before));
        assertThat(after.attested()).isSameAs(before.attested());
    }

    @Test
    void refusesAttestationsThatTheStateDoesNotKnow() {
        PostAttestation never = published.attestation(blue, "never published");
        SnapshotContent good = published.whole().content();
        SnapshotContent more = new SnapshotContent(
                good.charter(),
                good.state(),
                good.records(),
                good.disclosures(),
                List.of(never.compact()),
                good.receipt());
        assertRefused(check().whole(new SnapshotFile(List.of(), more), null), "attestations_differ");
        published.attest(blue, "one");
        SnapshotContent with = published.whole().content();
        SnapshotContent less = new SnapshotContent(
                with.charter(), with.state(), with.records(), with.disclosures(), List.of(), with.receipt());
        assertRefused(check().whole(new SnapshotFile(List.of(), less), null), "attestations_differ");
    }

    @Test
    void refusesAttestationsThatTheStateCommitsToAndThatDoNotCount() {
        PostAttestation good = published.attestation(blue, "one");
        assertThat(taken(check().whole(attesting(good), null)).attestations()).containsExactly(good);
        PostAttestation other = published.attestation(blue, "two");
        assertRefused(check().whole(attesting(forged(good, other)), null), "attestation_not_signed");
        assertRefused(check().whole(attesting(good, forged(other, good)), null), "attestation_not_signed");
        PublishedRegistry elsewhere = new PublishedRegistry("https://elsewhere.example");
        assertRefused(check().whole(attesting(elsewhere.attestation(blue, "one")), null), "attestation_of_another_log");
        assertRefused(
                check().whole(attesting(published.attestation(elsewhere.undisclosed(), "one")), null),
                "attestation_not_live");
        pauseBlue();
        assertRefused(check().whole(attesting(good), null), "attestation_not_live");
    }

    @Test
    void refusesAttestationsOfNobody() {
        PublishedRegistry larger = new PublishedRegistry("https://example.org");
        larger.admit();
        larger.admit();
        PostAttestation nobodys = larger.attestation(larger.admit(), "one");
        assertRefused(check().whole(attesting(nobodys), null), "attestation_without_record");
    }

    @Test
    void refusesADeltaThatLetsAttestationsOutliveTheirOrganisationsStanding() {
        published.attest(blue, "one");
        ProvenSnapshot before = known();
        pauseBlue();
        SnapshotDelta delta = published.delta(before.proven().size(), List.of(record(blue)), List.of());
        assertThat(taken(check().delta(delta, before)).attestations()).isEmpty();
        SnapshotDelta silent =
                new SnapshotDelta(delta.since(), delta.consistency(), delta.disclosed(), delta.content(), List.of());
        assertRefused(check().delta(silent, before), "attestation_not_live");
    }

    @Test
    void aReplayedSnapshotTakesTheAttestationsOfItsState() throws Exception {
        PostAttestation one = published.attest(blue, "one");
        StateLeaf state = published.whole().content().state();
        RegistrySnapshot replayed = new RegistrySnapshot(
                new RegistrySnapshot.Origin(published.entity(), "CN"),
                known().proven(),
                records(),
                published.disclosed());
        assertThat(replayed.withAttestations(state, List.of(one)).attestations())
                .containsExactly(one);
        assertThatThrownBy(() -> replayed.withAttestations(state, List.of()))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("attestations_differ"));
    }

    @Test
    void refusesAnEarlierStateUnderANewerTree() {
        SnapshotContent old = published.whole().content();
        published.admit();
        SnapshotContent now = published.whole().content();
        SnapshotContent mixed = new SnapshotContent(
                now.charter(), old.state(), old.records(), old.disclosures(), List.of(), now.receipt());
        assertRefused(check().whole(new SnapshotFile(List.of(), mixed), null), "state_not_included");
    }

    @Test
    void refusesAnotherRegistrysSnapshot() {
        PublishedRegistry other = new PublishedRegistry("https://example.org", "other", 7);
        other.admit();
        assertRefused(check().whole(other.whole(), null), "wrong_origin");
    }

    @Test
    void refusesAnotherCharter() {
        SnapshotContent good = published.whole().content();
        SnapshotContent other = new SnapshotContent(
                new PublishedRegistry("https://example.org", "other", 7)
                        .whole()
                        .content()
                        .charter(),
                good.state(),
                good.records(),
                good.disclosures(),
                List.of(),
                good.receipt());
        assertRefused(check().whole(new SnapshotFile(List.of(), other), null), "charter_not_pinned");
    }

    @Test
    void refusesAStateThatIsNotWhereItSays() {
        assertRefused(check().whole(published.lying(state -> at(state, state.size() - 1)), null), "state_misplaced");
        assertRefused(
                check().whole(
                                published.lying(state -> new StateLeaf(
                                        state.attestations(),
                                        state.charter(),
                                        "elsewhere.example/log",
                                        state.map(),
                                        state.size(),
                                        state.statusLists(),
                                        state.time())),
                                null),
                "state_of_another_log");
    }

    private static StateLeaf at(StateLeaf state, long size) {
        return new StateLeaf(
                state.attestations(),
                state.charter(),
                state.log(),
                state.map(),
                size,
                state.statusLists(),
                state.time());
    }

    @Test
    void refusesAStateOfAMinuteToCome() {
        SnapshotFile ahead = published.lying(state -> later(state, Duration.ofSeconds(61)));
        assertRefused(check().whole(ahead, null), "state_from_future");
        assertThat(taken(check().whole(published.lying(state -> later(state, Duration.ofSeconds(60))), null)))
                .isNotNull();
    }

    private StateLeaf later(StateLeaf state, Duration than) {
        return new StateLeaf(
                state.attestations(),
                state.charter(),
                state.log(),
                state.map(),
                state.size(),
                state.statusLists(),
                published.now().plus(than));
    }

    @Test
    void refusesACharterThatDiffersFromWhatTheCouncilSays() throws Exception {
        SnapshotCheck check = SnapshotCheck.of(published.trustedAs("ZZ"), published.now());
        assertRefused(check.whole(published.whole(), null), "charter_differs");
    }

    @Test
    void refusesRecordsUnderOtherCodes() throws Exception {
        assertRefused(
                check().whole(
                                withRows(List.of(
                                        SnapshotContent.Row.of(
                                                green.organisation().code(),
                                                record(blue).bytes()),
                                        SnapshotContent.Row.of(
                                                blue.organisation().code(),
                                                record(green).bytes()))),
                                null),
                "record_of_another");
        Code foreign = Code.of("ZZ", "00000001");
        assertRefused(check().whole(with(List.of(withCode(record(blue), foreign)), List.of()), null), "wrong_registry");
    }

    private SnapshotFile withRows(List<SnapshotContent.Row> rows) {
        SnapshotContent good = published.whole().content();
        return new SnapshotFile(
                List.of(),
                new SnapshotContent(good.charter(), good.state(), rows, good.disclosures(), List.of(), good.receipt()));
    }

    private static OrganisationRecord withCode(OrganisationRecord of, Code code) {
        return new OrganisationRecord(
                code,
                of.admission(),
                of.profile(),
                of.keys(),
                of.accounts(),
                of.suspensions(),
                of.waiting(),
                of.ending(),
                of.last());
    }

    @Test
    void readsOneSpellingOnly() {
        String good = new String(published.whole().toBytes(), ISO_8859_1);
        String record = good.lines()
                .filter(line -> line.startsWith("record "))
                .findFirst()
                .orElseThrow();
        for (String bad : List.of(
                "",
                good.substring(0, good.length() / 2),
                good.replaceFirst("snapshot 1", "snapshot 2"),
                good.replace("\n", "\r\n"),
                good.replaceFirst("\nrecord ", "\nrecords "),
                good.replace(record + "\n", "").replaceFirst("\ndisclosure ", "\n" + record + "\ndisclosure "),
                good.replace(record, record + "\n" + record),
                good.replaceFirst("\n\n", "\nunknown x\n\n"),
                good.replaceFirst("\n\nc2sp.org/tlog-proof@v1\n", "\n\nc2sp.org/tlog-proof@v1\nextra AAAA\n"))) {
            assertThatThrownBy(() -> SnapshotFile.parse(bad.getBytes(ISO_8859_1)))
                    .as(bad.substring(0, Math.min(60, bad.length())))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void readsNoFurtherThanItsLimits() {
        byte[] long1 = new byte[SnapshotLines.MAX_LINE_BYTES + 2];
        Arrays.fill(long1, (byte) 'x');
        assertThatThrownBy(() -> SnapshotFile.parse(long1))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("snapshot_malformed"));
        assertThatThrownBy(() -> SnapshotLines.of(new byte[101], 100))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("snapshot_too_long"));
    }
}
