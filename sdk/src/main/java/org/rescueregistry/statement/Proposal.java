package org.rescueregistry.statement;

import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.Json;

/** What {@link Proposals} makes of a wish. */
public sealed interface Proposal {
    /** One method for each outcome. */
    interface Cases<R> {
        R ready(Ready proposal);

        R impossible(Impossible proposal);
    }

    <R> R match(Cases<R> cases);

    /**
     * An act and its envelope, to be shown to whoever is to sign it.
     *
     * @param signers who have signed the same act already, in the order of their leaves; empty when it begins with this
     */
    record Ready(Act act, Envelope envelope, List<KeyId> signers) implements Proposal {
        public Ready {
            signers = List.copyOf(signers);
        }

        /** Exactly what {@link #sign} signs, beside a header with the signer's key. */
        public Json.Obj payload() {
            return Statement.payload(act, envelope);
        }

        /** What the statements of all who sign this act have in common ({@link Statement#content}). */
        public Digest content() {
            return Statement.contentOf(payload());
        }

        public Statement sign(Es256Signer signer) {
            return Statement.sign(act, envelope, signer);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ready(this);
        }
    }

    /** The registry would refuse it, whoever signed: with this code. */
    record Impossible(RefusalCode code, String message) implements Proposal {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.impossible(this);
        }
    }
}
