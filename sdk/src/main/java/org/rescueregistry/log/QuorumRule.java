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
    }
}
