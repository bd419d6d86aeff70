package org.rescueregistry.portal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Standing;

/**
 * What the page of one code shows.
 *
 * @param standing a key of {@link Words}: {@code active paused under_review suspended revoked withdrawn expired unknown}
 * @param reason a key of {@link Words} for why, empty where the standing says all there is to say
 * @param name in the reader's language; empty if it was never disclosed to everybody
 * @param accounts those disclosed to everybody
 * @param undisclosed how many others there are
 * @param asOf the time as of which this is proven
 */
public record CodePage(
        Code code,
        String standing,
        String reason,
        String name,
        List<ShownAccount> accounts,
        int undisclosed,
        String validUntil,
        String asOf) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    public CodePage {
        accounts = List.copyOf(accounts);
    }

    /** An account, and the key in {@link Words} of whether it counts now. */
    public record ShownAccount(String platform, String id, List<String> names, String confirmed) {
        public ShownAccount {
            names = List.copyOf(names);
        }
    }

    static CodePage of(Code code, RegistrySnapshot registry, Words words, Instant now) {
        String asOf = MINUTE.format(registry.proven().asOf());
        Optional<OrganisationRecord> found = registry.record(code).map(record -> record.at(now));
        if (found.isEmpty()) {
            return new CodePage(code, "unknown", "", "", List.of(), 0, "", asOf);
        }
        OrganisationRecord record = found.get();
        List<ShownAccount> shown = record.accounts().stream()
                .flatMap(account -> shown(account, registry, now).stream())
                .toList();
        return new CodePage(
                code,
                standing(record, now),
                reason(record.standing()),
                registry.name(record).map(name -> name.in(words.language())).orElse(""),
                shown,
                record.accounts().size() - shown.size(),
                DAY.format(record.admission().validUntil()),
                asOf);
    }

    private static Optional<ShownAccount> shown(Account account, RegistrySnapshot registry, Instant now) {
        return registry.disclosed(account).map(bound -> {
            boolean confirmed = account.countsAt(now)
                    && account.isConfirmedAt(now, bound.account().platform());
            return new ShownAccount(
                    bound.account().platform(),
                    bound.account().id(),
                    bound.names(),
                    confirmed ? "confirmed" : "unconfirmed");
        });
    }

    private static String standing(OrganisationRecord record, Instant now) {
        Standing standing = record.standing();
        return switch (standing.status()) {
            case ACTIVE -> record.isValidAt(now) ? "active" : "expired";
            case SUSPENDED -> suspended(standing);
            case REVOKED -> "revoked";
            case WITHDRAWN -> "withdrawn";
        };
    }

    private static String suspended(Standing standing) {
        if (standing.isPause()) {
            return "paused";
        }
        return standing.reason() == Reason.UNDER_REVIEW ? "under_review" : "suspended";
    }

    private static String reason(Standing standing) {
        Reason reason = standing.reason();
        if (reason == null || standing.isPause() || reason == Reason.UNDER_REVIEW || reason == Reason.AT_OWN_REQUEST) {
            return "";
        }
        return "reason." + reason.text();
    }
}
