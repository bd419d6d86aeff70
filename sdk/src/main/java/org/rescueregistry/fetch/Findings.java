package org.rescueregistry.fetch;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.log.TilePath;

/** What a check found so far: troubles, and differences of which it is not known yet whose fault they are. */
final class Findings {
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();

    void add(Trouble trouble) {
        troubles.add(trouble);
    }

    void add(Difference difference) {
        differences.add(difference);
    }

    void add(Findings more) {
        troubles.addAll(more.troubles);
        differences.addAll(more.differences);
    }

    boolean areTooMany() {
        return troubles.size() + differences.size() >= LogCheck.MOST_FINDINGS;
    }

    void stopped(long leaves) {
        troubles.add(new Trouble(
                Trouble.Kind.INCONSISTENT,
                "leaf " + leaves,
                "the check ends here: there are " + LogCheck.MOST_FINDINGS + " findings already"));
    }

    /** All of it as troubles, with their places. */
    List<Trouble> named(Blame blame) {
        List<Trouble> named = new ArrayList<>(troubles);
        for (Difference difference : differences) {
            Blame.Fault fault = blame.of(difference);
            if (fault != Blame.Fault.ENTRIES) {
                differ(named, difference.path(), "the tile is not that of its entries");
            }
            if (fault != Blame.Fault.TILE && difference.path().level() == 0) {
                nameEntries(named, difference);
            }
        }
        if (!blame.rootIsSigned() && named.isEmpty()) {
            named.add(new Trouble(
                    Trouble.Kind.INCONSISTENT,
                    "checkpoint",
                    "entries and tiles agree with each other and not with the root that was signed"));
        }
        return List.copyOf(named.subList(0, Math.min(named.size(), LogCheck.MOST_FINDINGS)));
    }

    private static void nameEntries(List<Trouble> named, Difference difference) {
        TilePath tile = difference.path();
        TilePath bundle = TilePath.entries(tile.index(), tile.width());
        difference.hashes().stream().forEach(i -> {
            long leaf = tile.index() * TilePath.FULL_WIDTH + i;
            differ(named, bundle, "entry " + i + ", leaf " + leaf + ", is not the one whose hash is in the tree");
        });
    }

    private static void differ(List<Trouble> named, TilePath place, String message) {
        named.add(new Trouble(Trouble.Kind.INCONSISTENT, place.toString(), message));
    }
}
