package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.wire.Json;

/** A charter in plain words. */
final class CharterWords {
    private static final int LONGEST_SHOWN = 160;

    private CharterWords() {}

    static List<String> of(String what, Charter charter, List<Approval> approvals) {
        List<String> words = new ArrayList<>();
        words.add(what + " under this charter (digest " + charter.digest() + "):");
        words.add("codes begin with " + charter.codePrefix());
        words.add("the council's key " + charter.council().keyId());
        words.add(charter.quorum() + " of these " + charter.operators().size() + " operators act together:");
        charter.operators().forEach(operator -> words.add("  " + operator.keyId()));
        words.add("bodies that appoint vetters and auditors:");
        charter.bodies()
                .forEach(body -> words.add("  " + body.id() + "  " + body.key().keyId()));
        charter.logKeys().forEach(key -> words.add("the log's key " + brief(key)));
        StringBuilder limits = new StringBuilder("limits:");
        for (Map.Entry<String, Json> limit : charter.limits().json().members().entrySet()) {
            limits.append(' ')
                    .append(limit.getKey())
                    .append(' ')
                    .append(limit.getValue().text());
        }
        words.add(limits + " (durations in seconds)");
        approvals.forEach(approval -> words.add("approved by " + approval.signer()));
        return words;
    }

    /** A key of some two thousand characters is told apart by its id and its beginning. */
    static String brief(String logKey) {
        return logKey.length() <= LONGEST_SHOWN ? logKey : logKey.substring(0, LONGEST_SHOWN) + "…";
    }
}
