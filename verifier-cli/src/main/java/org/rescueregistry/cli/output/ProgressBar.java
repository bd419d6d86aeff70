package org.rescueregistry.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.rescueregistry.fetch.LogCheck;
import org.rescueregistry.fetch.ProgressText;

/**
 * How far a long check is and how long it may still take: one line on a terminal that is drawn again, nothing elsewhere.
 *
 * <pre>[##########          ]  51%  510,000 of 1,000,000 leaves, 262 MB, 1 min left</pre>
 */
public final class ProgressBar implements LogCheck.Progress, AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(200);

    private final PrintWriter out;
    private final boolean terminal;
    private final InstantSource clock;
    private Instant start;
    private Instant drawn;
    private long from;
    private long last = Long.MAX_VALUE;
    private boolean open;

    public ProgressBar(PrintWriter out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.start = clock.instant();
        this.drawn = start;
    }

    @Override
    public void at(long leaves, long total, long bytes) {
        Instant now = clock.instant();
        if (leaves < last) {
            // A part of the work begins, which may go faster or slower than the one before.
            start = now;
            from = last == Long.MAX_VALUE ? 0 : leaves;
        }
        last = leaves;
        if (!terminal || now.isBefore(drawn.plus(REDRAW))) {
            return;
        }
        drawn = now;
        String line = ProgressText.line(
                leaves, total, ProgressText.megabytes((double) bytes), secondsLeft(leaves, total, now));
        out.print("\r" + line + "\u001b[K");
        out.flush();
        open = true;
    }

    private long secondsLeft(long leaves, long total, Instant now) {
        double spent = Math.max(1e-3, Duration.between(start, now).toMillis() / 1e3);
        return (long) Math.ceil(spent * (total - leaves) / Math.max(1, leaves - from));
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (open) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
