package org.rescueregistry.cli.command;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.statement.Act;

/** What has to be typed instead of yes, because an act cannot be undone. */
final class Irrevocable {
    private static final int TYPED_CHARS = 8;

    private Irrevocable() {}

    /**
     * For acts about an organisation its code; the beginning of the key's id for {@code dismiss} and of the charter's digest for {@code
     * recharter}, since nobody types all of it; null for what can be undone.
     *
     * @param subject of the act
     */
    static @Nullable String typed(Act act, String subject) {
        if (act instanceof Act.Dismiss dismiss) {
            return dismiss.key().toString().substring(0, TYPED_CHARS);
        }
        if (act instanceof Act.Recharter recharter) {
            return recharter.charter().digest().toString().substring(0, TYPED_CHARS);
        }
        boolean forGood = act instanceof Act.Revoke
                || act instanceof Act.Erase
                || act instanceof Act.Withdraw
                || act instanceof Act.Rekey
                || act instanceof Act.Finding
                || act instanceof Act.Retract;
        return forGood ? subject : null;
    }
}
