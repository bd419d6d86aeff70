package org.rescueregistry.statement;

import org.jspecify.annotations.Nullable;

/**
 * Whose key it is that signed, as the log has accepted it: a key has one office for ever (section 3).
 *
 * @param role {@code council}, {@code operator}, {@code body}, {@code vetter}, {@code auditor}, {@code platform}, {@code
 *     organisation} or {@code pause key}
 * @param of the body's name, the platform's domain or the organisation's code; null where there is only one
 */
public record Signatory(String role, @Nullable String of) {
    /** In plain words: {@code vetter of hill-desk}. */
    public String text() {
        return of == null ? role : role + " of " + of;
    }
}
