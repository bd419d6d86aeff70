package org.rescueregistry.statement;

/** What becomes of a leaf (section 5). */
public sealed interface Judgement {
    /** One method for each outcome. */
    interface Cases<R> {
        R effective(Effective judgement);

        R pending(Pending judgement);

        R refused(Refused judgement);
    }

    <R> R match(Cases<R> cases);

    /** Legal, and the act is complete and has effect. */
    record Effective() implements Judgement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.effective(this);
        }
    }

    /** Legal, and more people have to say the same: {@code have} of {@code need} who are needed have. */
    record Pending(long have, long need) implements Judgement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pending(this);
        }
    }

    /** Not legal: it changes nothing. The message says in plain words why. */
    record Refused(RefusalCode code, String message) implements Judgement {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    default boolean isVoid() {
        return this instanceof Refused;
    }
}
