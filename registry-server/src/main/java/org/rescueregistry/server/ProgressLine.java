package org.rescueregistry.server;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.rescueregistry.fetch.LogCheck;
import org.rescueregistry.fetch.ProgressText;

/**
 * How far a long check is and how long it may still take: on a terminal one line that is drawn again,
 *
 * <pre>[##########          ]  51%  510,000 of 1,000,000 leaves, 262 MB, 480 MB/s, 1 s left</pre>
 *
 * elsewhere such a line now and then.
 */
final class ProgressLine implements LogCheck.Progress {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration NEXT_LINE = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final InstantSource clock;
    private final Instant start;
    private Instant drawn;
    private boolean open;

    ProgressLine(PrintWriter out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.start = clock.instant();
        this.drawn = start;
    }

    /** Whether somebody watches. From Java 22 there is a console without a terminal, and only then a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void at(long leaves, long total, long bytes) {
        Instant now = clock.instant();
        if (now.isBefore(drawn.plus(terminal ? REDRAW : NEXT_LINE))) {
            return;
        }
        drawn = now;
        String line = line(leaves, total, bytes, Duration.between(start, now));
        if (terminal) {
            out.print("\r" + line + "\u001b[K");
            open = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    static String line(long leaves, long total, long bytes, Duration spent) {
        double seconds = Math.max(1e-3, spent.toMillis() / 1e3);
        String read = ProgressText.megabytes((double) bytes) + ", " + ProgressText.megabytes(bytes / seconds) + "/s";
        return ProgressText.line(
                leaves, total, read, (long) Math.ceil(seconds * (total - leaves) / Math.max(1, leaves)));
    }

    /** Takes the line away. */
    void end() {
        if (open) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
