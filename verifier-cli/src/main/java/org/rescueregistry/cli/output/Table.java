package org.rescueregistry.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under a heading, each column as wide as its widest cell.
 *
 * <pre>
 * CODE               STATUS   NAME
 * RR-CN7K-3M9Q-XDP2  active   蓝舟救援
 * </pre>
 *
 * <p>Cells are made safe and isolated here; a name written from right to left stays in its column.
 */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heading) {
        this.heading = List.of(heading);
    }

    /** Adds a row with as many cells as the heading has. */
    public Table row(String... cells) {
        if (cells.length != heading.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + heading.size() + " headings");
        }
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(SafeText.isolated(cell));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out) {
        int[] widths = new int[heading.size()];
        measure(widths, heading);
        rows.forEach(row -> measure(widths, row));
        print(out, widths, heading);
        rows.forEach(row -> print(out, widths, row));
    }

    private static void measure(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], ColumnWidth.of(row.get(i)));
        }
    }

    private static void print(PrintWriter out, int[] widths, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i));
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - ColumnWidth.of(row.get(i)))).append(GAP);
            }
        }
        out.println(line);
    }
}
