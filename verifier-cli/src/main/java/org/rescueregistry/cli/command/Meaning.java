package org.rescueregistry.cli.command;

import java.util.stream.Collectors;
import org.rescueregistry.cli.output.SafeText;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** What disclosures say, on one line. */
final class Meaning {
    private Meaning() {}

    static String of(Disclosure disclosure) {
        try {
            if (disclosure.name().equals(BoundAccount.DISCLOSURE)) {
                return of(BoundAccount.of(disclosure));
            }
            if (disclosure.name().equals(OrganisationName.DISCLOSURE)) {
                return of(OrganisationName.of(disclosure));
            }
        } catch (MalformedException notWhatItsNameSays) {
            return disclosure.name() + ", unreadable: " + disclosure.value().text();
        }
        return disclosure.name() + " " + value(disclosure);
    }

    /** The value alone, a text without its quotes. */
    static String value(Disclosure disclosure) {
        return disclosure.value() instanceof Json.Str text
                ? text.value()
                : disclosure.value().text();
    }

    static String of(BoundAccount account) {
        return account.account() + " (" + String.join(SafeText.BETWEEN, account.names()) + ")";
    }

    static String of(OrganisationName name) {
        return name.byLanguage().entrySet().stream()
                .map(entry -> entry.getValue() + " [" + entry.getKey() + "]")
                .collect(Collectors.joining(SafeText.BETWEEN));
    }
}
