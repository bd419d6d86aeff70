package org.rescueregistry.cli.command;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.SafeText;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.key.Digest;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Confirmation;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Standing;
import org.rescueregistry.statement.Status;
import org.rescueregistry.statement.Voucher;
import org.rescueregistry.statement.Waiting;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** One organisation as a registry's log and its disclosures show it at a moment. */
final class RecordPage {
    private final RegistrySnapshot registry;
    private final OrganisationRecord record;
    private final Instant now;

    RecordPage(RegistrySnapshot registry, OrganisationRecord record, Instant now) {
        this.registry = registry;
        this.record = record.at(now);
        this.now = now;
    }

    Page page() {
        return page(data().build()).table(accounts());
    }

    /** With other data for programs, and without the accounts. */
    Page page(Json.Obj data) {
        Standing standing = record.standing();
        Page page = new Page(data).headline(tone(), headline());
        registry.name(record).ifPresent(name -> page.field("name", Meaning.of(name)));
        described(page, "kind", record.profile().kind());
        described(page, "jurisdiction", record.profile().jurisdiction());
        page.field("registry", registry.registry().toString());
        if (standing.reason() != null && !standing.isPause()) {
            page.field("reason", standing.reason().text());
        }
        if (standing.since() != null) {
            page.field("since", PlainWords.time(standing.since()));
        }
        if (standing.until() != null) {
            page.field("until", PlainWords.time(standing.until()));
        }
        page.field(
                "valid",
                PlainWords.time(record.admission().validFrom()) + " to "
                        + PlainWords.time(record.admission().validUntil()));
        page.field("key", record.keys().key().keyId().toString());
        page.field("pause key", record.keys().pauseKey().keyId().toString());
        page.field(
                "vouched by",
                record.admission().vouchers().stream()
                        .map(Voucher::body)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")));
        for (Waiting waiting : record.waiting()) {
            page.field("waiting", waiting.getClass().getSimpleName() + " from " + PlainWords.time(waiting.from()));
        }
        return page.field("proven as of", PlainWords.time(registry.proven().asOf()));
    }

    /** What a digest stands for, as far as it was disclosed. */
    String meaning(Digest digest) {
        return registry.disclosed(digest).map(Meaning::of).orElseGet(() -> "not disclosed to you, " + digest);
    }

    /** The record as the log has it, and what of it was disclosed. */
    Json.ObjectBuilder data() {
        Json.ObjectBuilder data = Json.object()
                .put("proven_as_of", registry.proven().asOf().getEpochSecond())
                .put("registry", registry.registry().toString())
                .put("valid_now", record.isValidAt(now))
                .put("record", recordJson());
        Json.ObjectBuilder disclosed = Json.object();
        for (Digest digest : record.profile().digests()) {
            disclose(disclosed, digest);
        }
        if (record.profile().kind() != null) {
            disclose(disclosed, record.profile().kind());
        }
        if (record.profile().jurisdiction() != null) {
            disclose(disclosed, record.profile().jurisdiction());
        }
        record.accounts().forEach(account -> disclose(disclosed, account.digest()));
        return data.put("disclosed", disclosed.build());
    }

    private Json recordJson() {
        try {
            return Json.parse(record.bytes());
        } catch (MalformedException e) {
            throw new IllegalStateException("a record prints JSON", e);
        }
    }

    private void disclose(Json.ObjectBuilder disclosed, Digest digest) {
        registry.disclosed(digest)
                .ifPresent(disclosure -> disclosed.put(
                        digest.base64Url(),
                        Json.object().put(disclosure.name(), disclosure.value()).build()));
    }

    private void described(Page page, String name, @Nullable Digest digest) {
        if (digest != null) {
            registry.disclosed(digest).map(Meaning::value).ifPresent(value -> page.field(name, value));
        }
    }

    boolean isGood() {
        return record.status() == Status.ACTIVE && record.isValidAt(now);
    }

    private Tone tone() {
        return isGood() ? Tone.GOOD : record.status() == Status.SUSPENDED ? Tone.DOUBT : Tone.BAD;
    }

    private String headline() {
        String outside = record.isValidAt(now) ? "" : ", outside its validity";
        return record.code() + " is "
                + (record.standing().isPause() ? "paused" : record.status().text()) + outside;
    }

    Table accounts() {
        Table table = new Table("ACCOUNT", "NAMES", "COUNTS FROM", "CONFIRMED");
        for (Account account : record.accounts()) {
            String confirmed = account.confirmations().stream()
                    .filter(given -> given.until().isAfter(now))
                    .map(RecordPage::words)
                    .collect(Collectors.joining(", "));
            String shown = confirmed.isEmpty() ? "by nobody" : confirmed;
            registry.disclosed(account)
                    .ifPresentOrElse(
                            bound -> table.row(
                                    bound.account().platform() + ":"
                                            + bound.account().id(),
                                    String.join(SafeText.BETWEEN, bound.names()),
                                    PlainWords.time(account.from()),
                                    shown),
                            () -> table.row(
                                    account.digest().toString(),
                                    "(not disclosed to you)",
                                    PlainWords.time(account.from()),
                                    shown));
        }
        return table;
    }

    private static String words(Confirmation given) {
        return "by " + given.who() + " until " + PlainWords.time(given.until());
    }
}
