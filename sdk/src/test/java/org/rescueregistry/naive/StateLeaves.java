package org.rescueregistry.naive;

import java.util.Map;

/** The state leaf that a state asks for (section 8). */
final class StateLeaves {
    private StateLeaves() {}

    static Map<String, Object> right(NaiveState state, String charterId, long index, long time) {
        return Records.of(
                "act",
                "state",
                "attestations",
                NaiveKeys.digest(""),
                "charter",
                charterId,
                "log",
                state.log,
                "map",
                NaiveMap.root(state.recordTexts()),
                "rules",
                1L,
                "size",
                index,
                "status_lists",
                state.statusLists(),
                "time",
                time);
    }
}
