package org.rescueregistry.claim;

import org.rescueregistry.name.Code;

/**
 * A piece of text that is a code, or has the shape of one.
 *
 * <p>Positions count UTF-16 units, {@code end} exclusive.
 */
public sealed interface FoundCode extends Carrier {
    /** One method for each case. */
    interface Cases<R> {
        R code(Good found);

        R badCheck(BadCheck found);
    }

    <R> R when(Cases<R> cases);

    /** A code whose check symbols fit. Whether anybody has it is another question. */
    record Good(Code code, int start, int end) implements FoundCode {
        @Override
        public <R> R when(Cases<R> cases) {
            return cases.code(this);
        }

        @Override
        public <R> R when(Carrier.Cases<R> cases) {
            return cases.code(this);
        }
    }

    /** The shape of a code, but a symbol is wrong. It is reported as it stands and never guessed at. */
    record BadCheck(String text, int start, int end) implements FoundCode {
        @Override
        public <R> R when(Cases<R> cases) {
            return cases.badCheck(this);
        }

        @Override
        public <R> R when(Carrier.Cases<R> cases) {
            return cases.badCheck(this);
        }
    }
}
