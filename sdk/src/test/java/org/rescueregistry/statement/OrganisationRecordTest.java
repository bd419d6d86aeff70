package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rescueregistry.statement.RandomRecords.SPAN;
import static org.rescueregistry.statement.RandomRecords.START;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class OrganisationRecordTest {
    private static final KeyId OFFICER = new KeyId(digest("officer"));

    @Property(tries = 300)
    void readsWhatItPrints(@ForAll long seed) throws Exception {
        OrganisationRecord record = new RandomRecords(seed).next();
        OrganisationRecord read = OrganisationRecord.parse(record.bytes());
        assertThat(read).isEqualTo(record);
        assertThat(read.bytes()).isEqualTo(record.bytes());
        assertThat(Json.parse(record.bytes()).canonical()).isEqualTo(record.bytes());
    }

    @Property(tries = 1000)
    void refusesOrReprintsWhateverIsDoneToTheBytes(
            @ForAll long seed, @ForAll @IntRange(max = 100_000) int at, @ForAll byte put) {
        byte[] bytes = new RandomRecords(seed % 20).next().bytes();
        bytes[at % bytes.length] = put;
        try {
            assertThat(OrganisationRecord.parse(bytes).bytes()).isEqualTo(bytes);
        } catch (MalformedException refused) {
            assertThat(refused.code()).matches("[a-z0-9_]+");
        }
    }

    @Test
    void refusesEveryMemberTakenAwayAndStrangersAdded() throws Exception {
        Json.Obj json = (Json.Obj) Json.parse(contested().bytes());
        for (String name : json.members().keySet()) {
            if (!name.equals("kind") && !name.equals("jurisdiction")) {
                refuses(json, members -> members.remove(name));
            }
            refuses(json, members -> members.put(name, new Json.Null()));
            refuses(json, members -> members.put(name, new Json.Bool(true)));
        }
        refuses(json, members -> members.put("more", new Json.Num(1)));
    }

    @Test
    void refusesAStatusThatTheRestDoesNotSay() throws Exception {
        Json.Obj json = (Json.Obj) Json.parse(contested().bytes());
        for (Status other : List.of(Status.ACTIVE, Status.REVOKED, Status.WITHDRAWN)) {
            refuses(json, members -> members.put("status", new Json.Str(other.text())));
        }
        refuses(json, members -> members.put("reason", new Json.Str("sanctions_match")));
        refuses(json, members -> members.put("since", new Json.Num(START.getEpochSecond() + 1)));
        refuses(json, members -> members.put("until", new Json.Num(START.getEpochSecond() + 1)));
        Json.Obj active = (Json.Obj) Json.parse(plain().bytes());
        refuses(active, members -> members.put("reason", new Json.Str("unspecified")));
        refuses(active, members -> members.put("status", new Json.Str("suspended")));
        refuses(active, members -> members.put("status", new Json.Str("sleeping")));
    }

    @Test
    void refusesListsInAnotherOrderOrWithRepetitions() throws Exception {
        Json.Obj json = (Json.Obj) Json.parse(contested().bytes());
        for (String name : List.of("accounts", "profile", "vouchers", "waiting")) {
            List<Json> items = ((Json.Arr) json.members().get(name)).items();
            assertThat(items).as(name).hasSizeGreaterThan(1);
            List<Json> reversed = new ArrayList<>(items);
            Collections.reverse(reversed);
            refuses(json, members -> members.put(name, new Json.Arr(reversed)));
        }
        for (String name : List.of("accounts", "profile")) {
            Json first = ((Json.Arr) json.members().get(name)).items().get(0);
            refuses(json, members -> members.put(name, new Json.Arr(List.of(first, first))));
        }
    }

    @Test
    void refusesWhiteSpaceAndMembersOutOfOrder() {
        String text = new String(plain().bytes(), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> OrganisationRecord.parse((text + "\n").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> OrganisationRecord.parse(new byte[0])).isInstanceOf(MalformedException.class);
    }

    @Test
    void ordersSetsByTheirTextNotByTheirBytes() {
        // 0xf8… is "-…" in base64url and 0x00… is "A…": the text of the greater digest comes first.
        Digest low = Digest.of(new byte[32]);
        byte[] bytes = new byte[32];
        bytes[0] = (byte) 0xf8;
        Digest high = Digest.of(bytes);
        assertThat(DigestSet.of(low, high).items()).containsExactly(high, low);
    }

    @Test
    void isSuspendedByTheFirstSuspensionWithoutEnd() {
        OrganisationRecord record = plain().withSuspension(suspension("a", Reason.UNDER_REVIEW, 10))
                .withSuspension(suspension("b", Reason.PROTECTIVE, null))
                .withSuspension(suspension("c", Reason.KEY_COMPROMISE, null));
        assertThat(record.standing()).isEqualTo(new Standing(Status.SUSPENDED, Reason.PROTECTIVE, START, null));
    }

    @Test
    void isSuspendedByTheLongestWhenAllHaveAnEndAndByTheFirstOfEquals() {
        OrganisationRecord record = plain().withSuspension(suspension("a", Reason.UNDER_REVIEW, 5))
                .withSuspension(suspension("b", Reason.KEY_COMPROMISE, 9))
                .withSuspension(suspension("c", Reason.VETTING_ERROR, 9));
        assertThat(record.standing()).isEqualTo(new Standing(Status.SUSPENDED, Reason.KEY_COMPROMISE, START, at(9)));
    }

    @Test
    void isActiveAgainInTheSecondASuspensionEnds() {
        OrganisationRecord record = plain().withSuspension(suspension("a", Reason.UNDER_REVIEW, 10));
        assertThat(record.at(at(9))).isSameAs(record);
        assertThat(record.at(at(10)).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void takesAnAmendmentInItsSecond() {
        Profile content = new Profile(DigestSet.of(digest("new")), null, digest("there"), digest("amend"));
        OrganisationRecord record = plain().withWaiting(new Waiting.Amend(at(5), content));
        assertThat(record.at(at(4))).isSameAs(record);
        OrganisationRecord after = record.at(at(5));
        assertThat(after.profile()).isEqualTo(content);
        assertThat(after.waiting()).isEmpty();
        assertThat(after.last()).isEqualTo(record.last());
    }

    @Test
    void keepsThePauseKeyThatARekeyDoesNotName() {
        OrganisationRecord record = plain();
        Waiting.Rekey rekey =
                new Waiting.Rekey(digest("rekey"), at(5), record.keys().pauseKey(), null, Waiting.Signers.ORGANISATION);
        assertThat(record.withWaiting(rekey).at(at(5)).keys())
                .isEqualTo(new OrganisationKeys(
                        record.keys().pauseKey(), record.keys().pauseKey(), digest("rekey")));
    }

    @Test
    void withdrawsFromTheSecondItFellDueAndDropsWhatComesLater() {
        OrganisationRecord record = plain().withWaiting(new Waiting.Amend(at(9), plain().profile()))
                .withWaiting(new Waiting.Withdraw(digest("leave"), at(5)))
                .withSuspension(suspension("a", Reason.UNDER_REVIEW, null));
        OrganisationRecord after = record.at(at(20));
        assertThat(after.standing()).isEqualTo(new Standing(Status.WITHDRAWN, Reason.AT_OWN_REQUEST, at(5), null));
        assertThat(after.waiting()).isEmpty();
        assertThat(after.suspensions()).isEmpty();
        assertThat(after.profile()).isEqualTo(record.profile());
    }

    @Test
    void takesWhatIsDueInTheOrderOfSecondsThenOfLeaves() {
        Profile content = new Profile(DigestSet.of(digest("new")), null, null, digest("amend"));
        OrganisationRecord amendFirst = plain().withWaiting(new Waiting.Amend(at(5), content))
                .withWaiting(new Waiting.Withdraw(digest("leave"), at(5)));
        assertThat(amendFirst.at(at(5)).profile()).isEqualTo(content);
        OrganisationRecord withdrawFirst = plain().withWaiting(new Waiting.Withdraw(digest("leave"), at(5)))
                .withWaiting(new Waiting.Amend(at(5), content));
        assertThat(withdrawFirst.at(at(5)).profile()).isEqualTo(plain().profile());
    }

    @Property(tries = 500)
    void comesToTheSameInOneStepOrTwo(
            @ForAll long seed, @ForAll @IntRange(max = SPAN) int first, @ForAll @IntRange(max = SPAN) int second) {
        OrganisationRecord record = new RandomRecords(seed).next();
        Instant earlier = at(Math.min(first, second));
        Instant later = at(Math.max(first, second));
        assertThat(record.at(earlier).at(later)).isEqualTo(record.at(later));
        assertThat(record.at(later).at(later)).isEqualTo(record.at(later));
    }

    @Test
    void replacesAnItemOfTheSameKind() {
        OrganisationRecord record = plain().withWaiting(new Waiting.Withdraw(digest("first"), at(5)))
                .withWaiting(new Waiting.Withdraw(digest("second"), at(7)));
        assertThat(record.waiting()).containsExactly(new Waiting.Withdraw(digest("second"), at(7)));
    }

    @Test
    void cancelsItsOwnButNotTheVettersRekey() {
        OrganisationRecord record = contested();
        OrganisationRecord after = record.withoutOwnWaiting(at(3));
        assertThat(after.waiting()).extracting(Waiting::by).containsExactly(digest("rekey"));
        assertThat(after.vettersRekeyWaits()).isTrue();
        assertThat(after.suspensions()).isEqualTo(record.suspensions());
        assertThat(after.account(digest("soon"))).isEmpty();
        assertThat(after.account(digest("now"))).isPresent();
    }

    @Test
    void vetoesTheVettersRekeyAndStaysSuspended() {
        OrganisationRecord after = contested().withoutWaiting(at(3));
        assertThat(after.waiting()).isEmpty();
        assertThat(after.suspensions()).hasSize(1).allSatisfy(left -> {
            assertThat(left.kind()).isEqualTo(Suspension.Kind.OFFICERS);
            assertThat(left.until()).isNull();
            assertThat(left.by()).isEqualTo(digest("rekey"));
        });
        assertThat(after.at(at(100)).status()).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void erasesEverywhere() {
        Profile waiting = new Profile(DigestSet.of(digest("p1"), digest("p3")), digest("k2"), null, digest("amend"));
        OrganisationRecord record = plain().withAccount(Account.unconfirmed(digest("bind"), digest("account"), START))
                .withWaiting(new Waiting.Amend(at(5), waiting));
        DigestSet all = DigestSet.of(digest("p1"), digest("kind"), digest("account"), digest("k2"));
        assertThat(all).allMatch(record::hasDigest);
        OrganisationRecord after = record.withoutDigests(all);
        assertThat(all).noneMatch(after::hasDigest);
        assertThat(after.hasDigest(digest("p2"))).isTrue();
        assertThat(after.hasDigest(digest("p3"))).isTrue();
        assertThat(after.profile().kind()).isNull();
        assertThat(after.at(at(5)).profile().digests()).isEqualTo(DigestSet.of(digest("p3")));
    }

    @Test
    void keepsOneConfirmationOfEachWhoAndDropsThoseOfADismissedKey() {
        Digest digest = digest("account");
        KeyId second = new KeyId(digest("second"));
        Confirmation old = new Confirmation(List.of(OFFICER, second), 10, at(9), Confirmation.VETTERS);
        Confirmation renewed = new Confirmation(List.of(OFFICER, second), 12, at(20), Confirmation.VETTERS);
        Confirmation platform = new Confirmation(List.of(second), 11, at(9), Confirmation.platform("video.example"));
        OrganisationRecord record = plain().withAccount(Account.unconfirmed(digest("bind"), digest, START))
                .withConfirmation(digest, old)
                .withConfirmation(digest, platform)
                .withConfirmation(digest, renewed);
        assertThat(confirmations(record, digest)).containsExactly(platform, renewed);
        assertThat(confirmations(record.withoutConfirmationsBy(OFFICER, 12), digest))
                .containsExactly(platform);
        assertThat(confirmations(record.withoutConfirmationsBy(OFFICER, 13), digest))
                .containsExactly(platform, renewed);
        assertThat(confirmations(record.withoutConfirmationsBy(second, 0), digest))
                .isEmpty();
        assertThat(confirmations(record.withoutConfirmations(), digest)).isEmpty();
        assertThat(platform.platform()).contains("video.example");
        assertThat(renewed.platform()).isEmpty();
        assertThat(platform.countsAt(at(8))).isTrue();
        assertThat(platform.countsAt(at(9))).isFalse();
    }

    @Test
    void keepsItsAccountsWhenRevoked() {
        OrganisationRecord after = contested().revoked(Reason.ADVANCE_FEE_OR_EXTORTION, at(4));
        assertThat(after.standing())
                .isEqualTo(new Standing(Status.REVOKED, Reason.ADVANCE_FEE_OR_EXTORTION, at(4), null));
        assertThat(after.accounts()).hasSize(2);
        assertThat(after.waiting()).isEmpty();
        assertThat(after.suspensions()).isEmpty();
    }

    @Test
    void liftsAndConfirmsTheSuspensionsNamed() {
        OrganisationRecord record = plain().withSuspension(suspension("a", Reason.UNDER_REVIEW, 5))
                .withSuspension(suspension("b", Reason.UNDER_REVIEW, 5))
                .withSuspensionConfirmed(digest("b"), Reason.SANCTIONS_MATCH);
        assertThat(record.suspension(digest("b")).orElseThrow().until()).isNull();
        assertThat(record.standing().reason()).isEqualTo(Reason.SANCTIONS_MATCH);
        assertThat(record.withoutSuspensions(List.of(digest("b"))).suspensions())
                .extracting(Suspension::by)
                .containsExactly(digest("a"));
    }

    @Test
    void countsWithinItsTimesAlone() {
        OrganisationRecord record = plain();
        assertThat(record.isValidAt(at(-1))).isFalse();
        assertThat(record.isValidAt(at(0))).isTrue();
        assertThat(record.isValidAt(at(999))).isTrue();
        assertThat(record.isValidAt(at(1000))).isFalse();
        Account account = Account.unconfirmed(digest("bind"), digest("account"), at(5));
        assertThat(account.countsAt(at(4))).isFalse();
        assertThat(account.countsAt(at(5))).isTrue();
    }

    @Test
    void takesNoPartsThatCannotBeTogether() {
        Account account = Account.unconfirmed(digest("bind"), digest("account"), START);
        assertThatThrownBy(() -> plain().withAccount(account).withAccount(account))
                .isInstanceOf(IllegalArgumentException.class);
        OrganisationRecord revoked = plain().revoked(Reason.UNSPECIFIED, START);
        assertThatThrownBy(() -> revoked.withSuspension(suspension("a", Reason.UNDER_REVIEW, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Confirmation(List.of(OFFICER), 1, START, "platform:nodot"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Account.unconfirmed(digest("bind"), digest("account"), START.plusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Active, with two profile digests, a kind, no accounts, nothing waiting; valid for 1000 s from the start. */
    private static OrganisationRecord plain() {
        OrganisationRecord any = new RandomRecords(1).next();
        Position first = new Position(digest("admit"), 4);
        List<Voucher> vouchers =
                List.of(new Voucher("one", new KeyId(digest("v1"))), new Voucher("two", new KeyId(digest("v2"))));
        return new OrganisationRecord(
                any.code(),
                new Admission(first, vouchers, 0, START, at(1000)),
                new Profile(DigestSet.of(digest("p1"), digest("p2")), digest("kind"), digest("place"), digest("admit")),
                any.keys(),
                List.of(),
                List.of(),
                List.of(),
                null,
                first);
    }

    /** An account that counts, one that does not yet, a withdrawal and a rekey by vetters waiting. */
    private static OrganisationRecord contested() {
        OrganisationRecord plain = plain();
        Waiting.Rekey rekey = new Waiting.Rekey(
                digest("rekey"), at(7), plain.keys().pauseKey(), plain.keys().key(), Waiting.Signers.VETTERS);
        return plain.withAccount(Account.unconfirmed(digest("admit"), digest("now"), at(3)))
                .withAccount(Account.unconfirmed(digest("bind"), digest("soon"), at(4)))
                .withWaiting(new Waiting.Withdraw(digest("leave"), at(9)))
                .withWaiting(rekey)
                .withSuspension(new Suspension(
                        digest("rekey"), OFFICER, Suspension.Kind.REKEY, Reason.KEY_COMPROMISE, START, at(7)));
    }

    private static Suspension suspension(String by, Reason reason, @Nullable Integer until) {
        return new Suspension(
                digest(by), OFFICER, Suspension.Kind.OFFICERS, reason, START, until == null ? null : at(until));
    }

    private static List<Confirmation> confirmations(OrganisationRecord record, Digest account) {
        return record.account(account).orElseThrow().confirmations();
    }

    private static void refuses(Json.Obj json, Consumer<TreeMap<String, Json>> change) {
        TreeMap<String, Json> members = new TreeMap<>(json.members());
        change.accept(members);
        assertThatThrownBy(() -> OrganisationRecord.parse(new Json.Obj(members).canonical()))
                .as(new Json.Obj(members).text())
                .isInstanceOf(MalformedException.class);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static Digest digest(String name) {
        return Digest.sha256(name.getBytes(StandardCharsets.UTF_8));
    }
}
