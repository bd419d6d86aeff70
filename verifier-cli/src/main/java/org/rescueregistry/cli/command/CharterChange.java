package org.rescueregistry.cli.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.wire.Json;

/** A new charter beside the one in force: what changes, who has agreed and who has not yet. */
final class CharterChange {
    private final Charter inForce;
    private final Charter next;
    private final List<String> words = new ArrayList<>();

    CharterChange(Charter inForce, Charter next) {
        this.inForce = inForce;
        this.next = next;
    }

    /** What is different, a line each. */
    List<String> words() {
        words.clear();
        words.add("Against the charter in force (digest " + inForce.digest() + "):");
        inAndOut("operator", operators(inForce), operators(next));
        if (inForce.quorum() != next.quorum()) {
            words.add("  " + next.quorum() + " operators act together instead of " + inForce.quorum());
        }
        bodies();
        if (!inForce.council().equals(next.council())) {
            words.add("  the council's key " + inForce.council().keyId() + " goes, "
                    + next.council().keyId() + " comes");
        }
        inAndOut("log key", inForce.logKeys(), next.logKeys());
        limits();
        if (words.size() == 1) {
            words.add("  nothing is different");
        }
        return List.copyOf(words);
    }

    private void inAndOut(String what, Collection<String> before, Collection<String> after) {
        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(after);
        Set<String> come = new TreeSet<>(after);
        come.removeAll(before);
        gone.forEach(one -> words.add("  the " + what + " " + CharterWords.brief(one) + " goes"));
        come.forEach(one -> words.add("  the " + what + " " + CharterWords.brief(one) + " comes"));
    }

    private static List<String> operators(Charter charter) {
        return charter.operators().stream().map(key -> key.keyId().toString()).toList();
    }

    private void bodies() {
        for (Charter.Body body : inForce.bodies()) {
            if (next.body(body.id()).isEmpty()) {
                words.add("  the body " + body.id() + " goes, and with it the office of everybody it appointed");
            }
        }
        for (Charter.Body body : next.bodies()) {
            if (inForce.body(body.id()).isEmpty()) {
                words.add(
                        "  the body " + body.id() + " comes, key " + body.key().keyId());
            } else if (!inForce.bodies().contains(body)) {
                words.add("  the body " + body.id() + " gets the key "
                        + body.key().keyId());
            }
        }
    }

    private void limits() {
        Map<String, Json> before = inForce.limits().json().members();
        for (Map.Entry<String, Json> limit : next.limits().json().members().entrySet()) {
            Json was = before.get(limit.getKey());
            if (was != null && !was.equals(limit.getValue())) {
                words.add("  the limit " + limit.getKey() + " is "
                        + limit.getValue().text() + " instead of " + was.text());
            }
        }
    }

    /** Who of those who have to agree has: whoever signs and whoever has approved. */
    List<String> agreed(KeyId signer, Collection<KeyId> approvers) {
        Set<KeyId> backers = new HashSet<>(approvers);
        backers.add(signer);
        boolean byCouncil = inForce.council().keyId().equals(signer);
        List<String> lines = new ArrayList<>();
        lines.add("Who has agreed, you too:");
        lines.add("  the council: " + yes(backers, inForce.council().keyId()));
        if (!inForce.council().equals(next.council())) {
            lines.add("  the council with its new key: "
                    + yes(backers, next.council().keyId()));
        }
        lines.add("  operators of the new charter: " + count(backers, next) + " of " + next.quorum());
        if (!byCouncil) {
            lines.add("  operators in force: " + count(backers, inForce) + " of " + inForce.quorum());
        }
        return lines;
    }

    /** What the council's word alone means. */
    List<String> byCouncilAlone(Instant now) {
        return List.of(
                "The council alone signs: this waits until about "
                        + PlainWords.time(now.plus(inForce.limits().councilWait())),
                "  and is cancelled if the operators complete any act before that");
    }

    private static String yes(Set<KeyId> backers, KeyId key) {
        return backers.contains(key) ? "yes" : "not yet";
    }

    private static long count(Set<KeyId> backers, Charter charter) {
        return backers.stream().filter(charter::isOperator).count();
    }
}
