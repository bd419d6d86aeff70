package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.CanonicalText;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** The JSON of a record (section 7). */
final class RecordJson {
    private static final String NOT_CANONICAL = "record_not_canonical";

    private RecordJson() {}

    static byte[] bytes(OrganisationRecord record) {
        return CanonicalText.of(text -> put(record, text)).bytes();
    }

    private static void put(OrganisationRecord record, CanonicalText text) {
        Admission admission = record.admission();
        Profile profile = record.profile();
        Standing standing = record.standing();
        text.put("accounts", record.accounts(), Account::putInto)
                .put("admitted", admission.at()::putInto)
                .put("code", record.code().canonical());
        if (profile.jurisdiction() != null) {
            text.put("jurisdiction", profile.jurisdiction().base64Url());
        }
        text.putPrinted("key", record.keys().key().text())
                .put("key_by", record.keys().by().base64Url());
        if (profile.kind() != null) {
            text.put("kind", profile.kind().base64Url());
        }
        text.put("last", record.last()::putInto)
                .putPrinted("pause_key", record.keys().pauseKey().text())
                .put("profile", profile.digests().json())
                .put("profile_by", profile.by().base64Url());
        if (standing.reason() != null) {
            text.put("reason", standing.reason().text());
        }
        if (standing.since() != null) {
            text.put("since", standing.since().getEpochSecond());
        }
        text.put("status", standing.status().text())
                .put("status_index", admission.statusIndex())
                .put(
                        "suspensions",
                        Json.array(record.suspensions().stream()
                                .map(Suspension::json)
                                .toList()));
        if (standing.until() != null) {
            text.put("until", standing.until().getEpochSecond());
        }
        text.put("valid_from", admission.validFrom().getEpochSecond())
                .put("valid_until", admission.validUntil().getEpochSecond())
                .put("vouchers", admission.vouchers(), Voucher::putInto)
                .put(
                        "waiting",
                        Json.array(record.waiting().stream().map(Waiting::json).toList()));
    }

    static OrganisationRecord parse(byte[] bytes) throws MalformedException {
        OrganisationRecord plain = PlainRecord.read(bytes);
        return plain == null ? parseAny(bytes) : plain;
    }

    /** Any record, whatever its state. */
    static OrganisationRecord parseAny(byte[] bytes) throws MalformedException {
        Members members = Members.of(Json.parse(bytes), "record");
        Admission admission = admission(members);
        Profile profile = Profile.parse(members, Fields.digest(members, "profile_by"));
        OrganisationKeys keys = new OrganisationKeys(
                Fields.key(members, "key"), Fields.key(members, "pause_key"), Fields.digest(members, "key_by"));
        List<Account> accounts = new ArrayList<>();
        for (Members item : members.objects("accounts")) {
            accounts.add(Account.parse(item));
        }
        List<Suspension> suspensions = new ArrayList<>();
        for (Members item : members.objects("suspensions")) {
            suspensions.add(Suspension.parse(item));
        }
        List<Waiting> waiting = new ArrayList<>();
        for (Members item : members.objects("waiting")) {
            waiting.add(Waiting.parse(item));
        }
        Code code = Code.parseCanonical(members.string("code"));
        Position last = Position.parse(members.object("last"));
        Ending ending = ending(members);
        if (ending != null && !(suspensions.isEmpty() && waiting.isEmpty())) {
            throw new MalformedException(NOT_CANONICAL, "a record that ended has suspensions or something waiting");
        }
        if (accounts.stream().map(Account::digest).distinct().count() < accounts.size()) {
            throw new MalformedException(NOT_CANONICAL, members.where("accounts") + " has an account twice");
        }
        members.done();
        OrganisationRecord record =
                new OrganisationRecord(code, admission, profile, keys, accounts, suspensions, waiting, ending, last);
        // JSON has one canonical form, the status follows from the rest, lists have one order: printing tells it all.
        if (!Arrays.equals(record.bytes(), bytes)) {
            throw new MalformedException(NOT_CANONICAL, "the record is not as these contents are written");
        }
        return record;
    }

    private static Admission admission(Members members) throws MalformedException {
        List<Voucher> vouchers = new ArrayList<>();
        for (Members item : members.objects("vouchers")) {
            vouchers.add(Voucher.parse(item));
        }
        return new Admission(
                Position.parse(members.object("admitted")),
                vouchers,
                Fields.index(members, "status_index"),
                Fields.time(members, "valid_from"),
                Fields.time(members, "valid_until"));
    }

    private static @Nullable Ending ending(Members members) throws MalformedException {
        Status status = Status.parse(members.string("status"), members.where("status"));
        String reason = members.optionalString("reason").orElse(null);
        // Taken here, compared with the rest of the record at the end.
        Fields.optionalDueTime(members, "since");
        Fields.optionalDueTime(members, "until");
        if (status.isInForce()) {
            return null;
        }
        if (reason == null) {
            throw new MalformedException("missing_member", members.where("reason") + " is missing");
        }
        return new Ending(status, Reason.parse(reason, members.where("reason")), Fields.dueTime(members, "since"));
    }
}
