package org.rescueregistry.cli.command;

import org.rescueregistry.statement.History;
import org.rescueregistry.statement.Judgement;

/** What became of a leaf, in words. */
final class OutcomeWords {
    private OutcomeWords() {}

    /** As a sentence. */
    static String of(History.Said said) {
        return of(said.leaf().judgement()) + later(said);
    }

    /** Of the leaf itself, whatever came later. */
    static String of(Judgement judgement) {
        return judgement.match(new Judgement.Cases<>() {
            @Override
            public String effective(Judgement.Effective effective) {
                return "took effect";
            }

            @Override
            public String pending(Judgement.Pending pending) {
                return "pending, " + pending.have() + " of " + pending.need() + " had signed";
            }

            @Override
            public String refused(Judgement.Refused refused) {
                return "void, " + refused.code().text() + ": " + refused.message();
            }
        });
    }

    private static String later(History.Said said) {
        return switch (said.later().kind()) {
            case NOTHING -> "";
            case WAITS -> "; it waits for others";
            case COMPLETED -> "; completed by leaf " + said.later().index();
            case LAPSED -> "; it came to nothing, as leaf " + said.later().index() + " says";
        };
    }

    /** As a word for programs. */
    static String code(Judgement judgement) {
        return judgement.match(new Judgement.Cases<>() {
            @Override
            public String effective(Judgement.Effective effective) {
                return "effective";
            }

            @Override
            public String pending(Judgement.Pending pending) {
                return "pending";
            }

            @Override
            public String refused(Judgement.Refused refused) {
                return "void";
            }
        });
    }

    /** As a word for programs, with what came later. */
    static String code(History.Said said) {
        return switch (said.later().kind()) {
            case NOTHING, WAITS -> code(said.leaf().judgement());
            case COMPLETED -> "completed";
            case LAPSED -> "lapsed";
        };
    }
}
