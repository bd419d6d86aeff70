package org.rescueregistry.statement;

import java.util.Optional;
import org.rescueregistry.wire.MalformedException;

/** What the bytes of a leaf are (sections 1 and 4): reading is total, and sees the one leaf alone. */
public sealed interface Leaf {
    /** One method for each kind. */
    interface Cases<R> {
        R signed(Signed leaf);

        R state(State leaf);

        R unreadable(Unreadable leaf);

        R beyond(Beyond leaf);
    }

    <R> R match(Cases<R> cases);

    /** A statement, of whatever log. */
    record Signed(Statement statement) implements Leaf {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.signed(this);
        }
    }

    /** A state leaf, of whatever log; whether it closes a batch the fold says. */
    record State(StateLeaf state) implements Leaf {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.state(this);
        }
    }

    /** Neither: void with {@code malformed}, or with {@code state_misplaced} when it begins with a brace. */
    record Unreadable(Judgement.Refused judgement) implements Leaf {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unreadable(this);
        }
    }

    /** Under rules not known here: a reader stops (section 4, <em>Stopping</em>). */
    record Beyond(Stop.Cause cause) implements Leaf {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.beyond(this);
        }
    }

    /** Reads a leaf of the log {@code log}. */
    static Leaf read(byte[] bytes, String log) {
        return read(bytes, log, content -> null);
    }

    /** Reads a leaf of the log {@code log}, acts as far as they are {@code known} from there. */
    static Leaf read(byte[] bytes, String log, Statement.Acts known) {
        RefusalCode code = StateLeaf.looksLike(bytes) ? RefusalCode.STATE_MISPLACED : RefusalCode.MALFORMED;
        if (bytes.length > Statement.MAX_BYTES) {
            return new Unreadable(new Judgement.Refused(code, "a leaf has at most " + Statement.MAX_BYTES + " bytes"));
        }
        try {
            return StateLeaf.looksLike(bytes)
                    ? new State(StateLeaf.parse(bytes))
                    : new Signed(Statement.parse(bytes, known));
        } catch (MalformedException e) {
            Optional<Stop.Cause> later = LaterRules.in(bytes, log);
            return later.isPresent()
                    ? new Beyond(later.get())
                    : new Unreadable(new Judgement.Refused(code, String.valueOf(e.getMessage())));
        }
    }
}
