package org.rescueregistry.statement;

import java.time.Instant;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;

/** One step of a legal statement's effect. Judging makes a list of them and changes nothing; applying checks nothing. */
sealed interface Change {
    void applyTo(RegistryState state);

    /** A charter comes into force, and one that waits is cancelled. */
    record PutCharter(EntityId registry, Charter charter, Digest id) implements Change {
        @Override
        public void applyTo(RegistryState state) {
            state.put(registry, charter, id);
        }
    }

    /** A charter waits, in place of one that did. */
    record AwaitCharter(AwaitedCharter next) implements Change {
        @Override
        public void applyTo(RegistryState state) {
            state.await(next);
        }
    }

    /** The quorum has acted: a charter that waits is cancelled. */
    record CancelAwaitedCharter() implements Change {
        @Override
        public void applyTo(RegistryState state) {
            state.cancelAwaitedCharter();
        }
    }

    /** A key is accepted; if it was before, its office stays. */
    record UseKey(Es256PublicKey key, Office office) implements Change {
        @Override
        public void applyTo(RegistryState state) {
            state.use(new Holder(key, office));
        }
    }

    record DismissPerson(KeyId key) implements Change {
        @Override
        public void applyTo(RegistryState state) {
            state.dismiss(key);
        }
    }

    record PutRecord(OrganisationRecord record) implements Change {
        @Override
        public void applyTo(RegistryState state) {
            state.put(record);
        }
    }

    /** The statement waits for others that are equal to it. */
    record Join(Statement statement, Instant time) implements Change {
        @Override
        public void applyTo(RegistryState state) {
            state.pending().join(statement, time);
        }
    }

    /** Statements of this content wait no longer: the act is complete. */
    record Complete(Digest content) implements Change {
        @Override
        public void applyTo(RegistryState state) {
            state.pending().remove(content);
        }
    }
}
