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

    /**
     * Who stands behind the keys, by key name; a body with several keys once for each place in which they count. In a rule that
     * counts right, each body comes once.
     */
    Stream<String> bodies();

    /** The fewest bodies that any two sets that are enough have in common, if each comes once. */
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
        public Stream<String> bodies() {
            return Stream.empty();
        }

        @Override
        public int overlap() {
            return 0;
        }
    }

    /** One key: the witness line's name in the policy, and the name of its key, which is the witness's own. */
    record One(String witness, String body) implements QuorumRule {
        @Override
        public boolean isMetBy(Set<String> cosigned) {
            return cosigned.contains(witness);
        }

        @Override
        public Stream<String> witnesses() {
            return Stream.of(witness);
        }

        @Override
        public Stream<String> bodies() {
            return Stream.of(body);
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

        /** Nothing but keys of one body: however many of them are asked for, it is this body that signs. */
        private boolean isOneBody() {
            return members.stream().allMatch(One.class::isInstance)
                    && members.stream().flatMap(QuorumRule::bodies).distinct().count() == 1;
        }

        @Override
        public Stream<String> bodies() {
            Stream<String> all = members.stream().flatMap(QuorumRule::bodies);
            return isOneBody() ? all.limit(1) : all;
        }

        /** Two choices of k members out of n share at least 2k − n; at worst those that share least themselves. */
        @Override
        public int overlap() {
            if (isOneBody()) {
                return 1;
            }
            return members.stream()
                    .mapToInt(QuorumRule::overlap)
                    .sorted()
                    .limit(Math.max(0, 2 * k - members.size()))
                    .sum();
        }
    }
}
