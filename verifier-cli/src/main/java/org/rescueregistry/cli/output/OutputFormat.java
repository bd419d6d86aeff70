package org.rescueregistry.cli.output;

import java.util.Locale;

/** What {@code --output} takes, in small letters. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** For programs: one value of RFC 8785 JSON and a newline. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
