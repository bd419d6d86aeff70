package org.rescueregistry.log;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which sets of witnesses are enough (C2SP tlog-policy, "Defining the quorum"). */
sealed interface QuorumRule {
    /** Whether these witnesses, by their names in the policy, are enough. */
    boolean isMetBy(Set<String> cosigned);

    /** Every witness that could contribute. */
    Stream<String> witnesses();

    /** The fewest witnesses that any two sets that are enough have in common. */
    int overlap();

    /** {@code quorum none}. */
    record Nobody() implements QuorumRule {
        @Override
        public boolean isMetBy(Set<String> cosigned) {
            return true;
        }

        @Override
        public Stream<String> witnesses() {
            return Stream.empty();
        }

        @Override
        public int overlap() {
            return 0;
        }
    }

    record One(String witness) implements QuorumRule {
        @Override
        public boolean isMetBy(Set<String> cosigned) {
            return cosigned.contains(witness);
        }

        @Override
        public Stream<String> witnesses() {
            return Stream.of(witness);
        }

        @Override
        public int overlap() {
            return 1;
        }
    }

    record AtLeast(int k, List<QuorumRule> members) implements QuorumRule {
        public AtLeast {
            members = List.copyOf(members);
        }

        @Override
        public boolean isMetBy(Set<String> cosigned) {
            return members.stream().filter(member -> member.isMetBy(cosigned)).count() >= k;
        }

        @Override
        public Stream<String> witnesses() {
            return members.stream().flatMap(QuorumRule::witnesses);
        }

        /** Two choices of k members out of n share at least 2k − n; at worst those that share least themselves. */
        @Override
        public int overlap() {
            return members.stream()
                    .mapToInt(QuorumRule::overlap)
                    .sorted()
                    .limit(Math.max(0, 2 * k - members.size()))
                    .sum();
        }
    }
}
