package org.rescueregistry.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures of things that were measured in turns, A B A B, so that whatever else the machine does falls on all of them. Comes
 * out as a Markdown table: medians, smallest to largest, and ratios, which are formed within a round.
 */
public final class Rounds {
    private final String title;
    private final String unit;
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    /** @param unit of every figure; more is better or worse as the unit says */
    public Rounds(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** How many rounds to run: {@code -Dbench.rounds}. */
    public static int count(int otherwise) {
        return Integer.getInteger("bench.rounds", otherwise);
    }

    /** How long one measurement is to take: {@code -Dbench.seconds}. */
    public static int seconds(int otherwise) {
        return Integer.getInteger("bench.seconds", otherwise);
    }

    /** The figure of one side in the next round. */
    public void add(String side, double figure) {
        figures.computeIfAbsent(side, name -> new ArrayList<>()).add(figure);
    }

    public double median(String side) {
        return median(of(side));
    }

    /** The median over the rounds of {@code side} divided by {@code reference}. */
    public double ratio(String side, String reference) {
        return median(ratios(side, reference));
    }

    /** The table, with each side's ratio to {@code reference}. */
    public String against(String reference) {
        StringBuilder table = new StringBuilder();
        table.append("| ").append(title).append(" | ").append(unit).append(", median | min–max | times ");
        table.append(reference).append(" | min–max |\n|---|---|---|---|---|\n");
        figures.forEach((side, measured) -> {
            List<Double> ratios = ratios(side, reference);
            table.append("| %s | %s | %s–%s | %.2f | %.2f–%.2f |%n"
                    .formatted(
                            side,
                            number(median(measured)),
                            number(Collections.min(measured)),
                            number(Collections.max(measured)),
                            median(ratios),
                            Collections.min(ratios),
                            Collections.max(ratios)));
        });
        return table.toString();
    }

    private List<Double> of(String side) {
        List<Double> measured = figures.get(side);
        if (measured == null) {
            throw new IllegalArgumentException("nothing was measured of " + side);
        }
        return measured;
    }

    private List<Double> ratios(String side, String reference) {
        List<Double> above = of(side);
        List<Double> below = of(reference);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(above.size(), below.size()); round++) {
            ratios.add(above.get(round) / below.get(round));
        }
        return ratios;
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double figure) {
        return figure >= 100 ? String.format(Locale.ROOT, "%,.0f", figure) : String.format(Locale.ROOT, "%.2f", figure);
    }
}
