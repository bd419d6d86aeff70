package org.rescueregistry.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.rescueregistry.fetch.LogCheck;

/**
 * How far a long check is and how long it may still take: one line on a terminal that is drawn again, nothing elsewhere.
 *
 * <pre>[##########          ]  51%  510,000 of 1,000,000 leaves, 262 MB, 1 min left</pre>
 */
public final class ProgressBar implements LogCheck.Progress, AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final int WIDTH = 20;
    private static final double MEGABYTE = 1e6;

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
        out.print("\r" + line(leaves, total, bytes, secondsLeft(leaves, total, now)) + "\u001b[K");
        out.flush();
        open = true;
    }

    private long secondsLeft(long leaves, long total, Instant now) {
        double spent = Math.max(1e-3, Duration.between(start, now).toMillis() / 1e3);
        return (long) Math.ceil(spent * (total - leaves) / Math.max(1, leaves - from));
    }

    static String line(long leaves, long total, long bytes, long secondsLeft) {
        double share = total == 0 ? 1 : (double) leaves / total;
        int filled = (int) (share * WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d%%  %,d of %,d leaves, %,.0f MB, %s left",
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                (int) (share * 100),
                leaves,
                total,
                bytes / MEGABYTE,
                words(secondsLeft));
    }

    private static String words(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
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
