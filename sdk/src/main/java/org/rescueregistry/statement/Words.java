package org.rescueregistry.statement;

import java.util.function.Function;
import org.rescueregistry.wire.MalformedException;

/** Reads the word of a closed list. */
final class Words {
    private Words() {}

    static <E extends Enum<E>> E parse(E[] values, Function<E, String> word, String text, String where)
            throws MalformedException {
        for (E value : values) {
            if (word.apply(value).equals(text)) {
                return value;
            }
        }
        throw new MalformedException("unknown_word", where + " is none of the words known here");
    }
}
