package org.rescueregistry.http;

import java.util.List;
import java.util.function.ToLongFunction;
import org.rescueregistry.ledger.Replayer;

/**
 * Figures in Prometheus's text format, version 0.0.4:
 *
 * <pre>
 * # HELP rescue_replayer_seen_leaves Leaves of the newest checkpoint it was shown.
 * # TYPE rescue_replayer_seen_leaves gauge
 * rescue_replayer_seen_leaves{log="registry.example/log"} 123
 * </pre>
 */
final class Gauges {
    private final StringBuilder text = new StringBuilder();

    /** Adds a figure of each replayer. */
    void add(String name, String help, List<Replayer> replayers, ToLongFunction<Replayer.Status> figure) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        for (Replayer replayer : replayers) {
            text.append(name).append("{log=\"").append(escaped(replayer.log().origin()));
            text.append("\"} ").append(figure.applyAsLong(replayer.status())).append('\n');
        }
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
