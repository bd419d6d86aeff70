package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/**
 * A policy from a file or a mail: its quorum is met by the sets of witnesses that its group lines, read once more by other means, say; and
 * the liars it stands are counted by trying all pairs of such sets.
 */
final class PolicyFuzz implements FuzzTarget {
    private static final int MOST_TRIED = 6;

    @Override
    public boolean accepts(byte[] input) throws MalformedException {
        LogPolicy policy;
        try {
            policy = LogPolicy.parse(input);
        } catch (MalformedException refused) {
            return false;
        }
        must(Arrays.equals(policy.toString().getBytes(UTF_8), input), "it prints what it read");
        must(policy.logs().size() <= LogPolicy.MAX_OF_A_KIND, "logs are few");
        must(policy.witnesses().size() <= LogPolicy.MAX_OF_A_KIND, "witnesses are few");
        Set<String> names = new HashSet<>();
        policy.witnesses().forEach(witness -> must(names.add(witness.name()), "each witness has a name of its own"));
        List<String> words = lines(policy);
        must(
                words.stream().filter(line -> line.startsWith("log ")).count()
                        == policy.logs().size(),
                "no log is lost");
        must(
                words.stream().filter(line -> line.startsWith("witness ")).count()
                        == policy.witnesses().size(),
                "no witness is lost");
        if (names.size() <= MOST_TRIED) {
            quorumIsWhatTheLinesSay(policy, new ArrayList<>(names));
        }
        return true;
    }

    private static List<String> lines(LogPolicy policy) {
        return policy.toString()
                .lines()
                .map(line -> line.replace('\t', ' ').strip().replaceAll(" +", " "))
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private static void quorumIsWhatTheLinesSay(LogPolicy policy, List<String> names) throws MalformedException {
        Map<String, String> groups = new HashMap<>();
        String quorum = "";
        for (String line : lines(policy)) {
            String[] parts = line.split(" ", 3);
            if (parts[0].equals("group")) {
                groups.put(parts[1], parts[2]);
            } else if (parts[0].equals("quorum")) {
                quorum = parts[1];
            }
        }
        QuorumRule ours = new PolicyParser().read(policy.toString());
        List<Set<String>> enough = new ArrayList<>();
        for (int choice = 0; choice < 1 << names.size(); choice++) {
            Set<String> cosigned = new HashSet<>();
            for (int i = 0; i < names.size(); i++) {
                if ((choice >> i & 1) == 1) {
                    cosigned.add(names.get(i));
                }
            }
            boolean met = quorum.equals("none") || isMet(quorum, groups, cosigned);
            must(ours.isMetBy(cosigned) == met, "both count the same quorums: " + cosigned);
            if (met) {
                enough.add(cosigned);
            }
        }
        Map<String, String> bodies = new HashMap<>();
        policy.witnesses()
                .forEach(witness -> bodies.put(witness.name(), witness.key().name()));
        List<Set<String>> signing = enough.stream()
                .map(keys -> keys.stream().map(bodies::get).collect(Collectors.toSet()))
                .toList();
        must(policy.toleratedLiars() == fewestInCommon(signing) - 1, "it stands the liars that trying finds");
    }

    private static boolean isMet(String name, Map<String, String> groups, Set<String> cosigned) {
        String group = groups.get(name);
        if (group == null) {
            return cosigned.contains(name);
        }
        String[] parts = group.split(" ");
        List<String> members = Arrays.asList(parts).subList(1, parts.length);
        int wanted = parts[0].equals("any") ? 1 : parts[0].equals("all") ? members.size() : Integer.parseInt(parts[0]);
        return members.stream()
                        .filter(member -> isMet(member, groups, cosigned))
                        .count()
                >= wanted;
    }

    private static int fewestInCommon(List<Set<String>> enough) {
        int fewest = Integer.MAX_VALUE;
        for (Set<String> one : enough) {
            for (Set<String> other : enough) {
                fewest = Math.min(
                        fewest, (int) one.stream().filter(other::contains).count());
            }
        }
        return fewest;
    }
}
