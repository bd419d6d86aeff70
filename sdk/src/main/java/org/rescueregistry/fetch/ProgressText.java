package org.rescueregistry.fetch;

import java.util.Locale;

/**
 * How far a long check is, as one line for people:
 *
 * <pre>[##########          ]  51%  510,000 of 1,000,000 leaves, 262 MB, 1 min left</pre>
 */
public final class ProgressText {
    private static final int WIDTH = 20;
    private static final double MEGABYTE = 1e6;

    private ProgressText() {}

    /**
     * The line.
     *
     * @param read what was read so far, see {@link #megabytes}
     */
    public static String line(long leaves, long total, String read, long secondsLeft) {
        double share = total == 0 ? 1 : (double) leaves / total;
        int filled = (int) (share * WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d%%  %,d of %,d leaves, %s, %s left",
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                (int) (share * 100),
                leaves,
                total,
                read,
                words(secondsLeft));
    }

    /** In whole megabytes: {@code 262 MB}. */
    public static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / MEGABYTE);
    }

    private static String words(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
