package org.rescueregistry.statement;

import java.util.Locale;
import org.rescueregistry.wire.MalformedException;

/** The status of a record (section 7); on the wire in small letters: {@code suspended}. */
public enum Status {
    ACTIVE(0),
    SUSPENDED(2),
    REVOKED(1),
    WITHDRAWN(1);

    private final int listValue;

    Status(int listValue) {
        this.listValue = listValue;
    }

    /** The word on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value in a status list: 0 valid, 1 invalid, 2 suspended (Token Status List section 7.1). */
    public int listValue() {
        return listValue;
    }

    /** Whether the record is in force: active or suspended. Revoked and withdrawn are final. */
    public boolean isInForce() {
        return this == ACTIVE || this == SUSPENDED;
    }

    static Status parse(String text, String where) throws MalformedException {
        return Words.parse(values(), Status::text, text, where);
    }
}
