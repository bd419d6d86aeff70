package org.rescueregistry.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.MalformedException;

/** Reads the lines of a policy, each of which may only refer to lines above it. */
final class PolicyParser {
    private static final String CODE = "policy_malformed";
    static final String NONE = "none";

    final List<LogPolicy.Log> logs = new ArrayList<>();
    final List<LogPolicy.Witness> witnesses = new ArrayList<>();
    private final Map<String, QuorumRule> rules = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private final Set<Digest> keys = new HashSet<>();
    private int groups;
    private @Nullable QuorumRule quorum;

    QuorumRule read(String text) throws MalformedException {
        if (text.chars().anyMatch(c -> (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)) {
            throw malformed("a control character");
        }
        for (String line : Lines.split(text, CODE)) {
            List<String> words = Arrays.stream(line.split("[ \t]+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (!words.isEmpty() && !words.get(0).startsWith("#")) {
                readLine(words);
            }
        }
        if (quorum == null) {
            throw malformed("no quorum line");
        }
        requireEachOnce(quorum);
        return quorum;
    }

    /** A liar with two keys is one liar. */
    private static void requireEachOnce(QuorumRule quorum) throws MalformedException {
        Set<String> seen = new HashSet<>();
        for (String witness : quorum.bodies().toList()) {
            if (!seen.add(witness)) {
                throw new MalformedException(
                        "policy_counts_witness_twice",
                        "the keys of " + witness
                                + " would count as several witnesses: put them into a group of their own, any");
            }
        }
    }

    private void readLine(List<String> words) throws MalformedException {
        switch (words.get(0)) {
            case "log" -> readLog(words);
            case "witness" -> readWitness(words);
            case "group" -> readGroup(words);
            case "quorum" -> readQuorum(words);
            default -> throw malformed("a line of an unknown kind");
        }
    }

    private void readLog(List<String> words) throws MalformedException {
        if (words.size() < 2 || words.size() > 3) {
            throw malformed("a log line that is not a key and perhaps a URL");
        }
        VerifierKey key = key(words.get(1), VerifierKey.Type::isOfLogs);
        logs.add(new LogPolicy.Log(key, words.size() == 3 ? words.get(2) : null));
        requireFew(logs.size());
    }

    private void readWitness(List<String> words) throws MalformedException {
        if (words.size() < 3 || words.size() > 4) {
            throw malformed("a witness line that is not a name, a key and perhaps a URL");
        }
        VerifierKey key = key(words.get(2), VerifierKey.Type::isOfCosigners);
        define(words.get(1), new QuorumRule.One(words.get(1), key.name()));
        witnesses.add(new LogPolicy.Witness(words.get(1), key, words.size() == 4 ? words.get(3) : null));
        requireFew(witnesses.size());
    }

    private void readGroup(List<String> words) throws MalformedException {
        if (words.size() < 4) {
            throw malformed("a group line that is not a name, a number and members");
        }
        List<QuorumRule> rulesOfMembers = new ArrayList<>();
        for (String member : words.subList(3, words.size())) {
            // Counted twice, one witness would be two.
            if (!members.add(member)) {
                throw malformed("one name as a member twice: " + member);
            }
            rulesOfMembers.add(defined(member));
        }
        define(words.get(1), new QuorumRule.AtLeast(threshold(words.get(2), rulesOfMembers.size()), rulesOfMembers));
        requireFew(++groups);
    }

    private static int threshold(String word, int members) throws MalformedException {
        long k = switch (word) {
            case "any" -> 1;
            case "all" -> members;
            default -> Lines.decimal(word, CODE);
        };
        if (k < 1 || k > members) {
            throw malformed("a group of " + members + " that asks for " + k);
        }
        return (int) k;
    }

    private void readQuorum(List<String> words) throws MalformedException {
        if (words.size() != 2 || quorum != null) {
            throw malformed("a second quorum line, or one without exactly one name");
        }
        quorum = words.get(1).equals(NONE) ? new QuorumRule.Nobody() : defined(words.get(1));
    }

    private void define(String name, QuorumRule rule) throws MalformedException {
        if (name.equals(NONE) || rules.putIfAbsent(name, rule) != null) {
            throw malformed("one name given twice: " + name);
        }
    }

    private QuorumRule defined(String name) throws MalformedException {
        QuorumRule rule = rules.get(name);
        if (rule == null) {
            throw malformed("a name not given above: " + name);
        }
        return rule;
    }

    private VerifierKey key(String text, Predicate<VerifierKey.Type> mayStandHere) throws MalformedException {
        VerifierKey key = VerifierKey.parse(text);
        if (!mayStandHere.test(key.type())) {
            throw new MalformedException(
                    "policy_wrong_key_type",
                    "a key of type " + key.type() + " cannot stand on that line: " + key.name());
        }
        if (!keys.add(key.material())) {
            throw new MalformedException("policy_duplicate_key", "the key of " + key.name() + " stands there twice");
        }
        return key;
    }

    private static void requireFew(int count) throws MalformedException {
        if (count > LogPolicy.MAX_OF_A_KIND) {
            throw malformed("more than " + LogPolicy.MAX_OF_A_KIND + " lines of a kind");
        }
    }

    private static MalformedException malformed(String what) {
        return new MalformedException(CODE, "the policy has " + what);
    }
}
