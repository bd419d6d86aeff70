package org.rescueregistry.ledger;

import java.util.Map;
import java.util.TreeMap;
import org.rescueregistry.log.CosignedCheckpoint;

/** What came of asking the witnesses for their cosignatures. */
sealed interface Cosigning {
    /** One method for each result. */
    interface Cases<R> {
        R met(Met result);

        R tooFew(TooFew result);
    }

    <R> R match(Cases<R> cases);

    /** The policy is met. */
    record Met(CosignedCheckpoint checkpoint) implements Cosigning {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.met(this);
        }
    }

    /** It is not; the reasons by the witnesses' names in the policy. */
    record TooFew(Map<String, String> missing) implements Cosigning {
        public TooFew {
            missing = new TreeMap<>(missing);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tooFew(this);
        }
    }
}
