package org.rescueregistry.statement;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Lists in an order of their own. Nearly all of them come in it, and are copied then without being sorted again. */
final class Ascending {
    private Ascending() {}

    /** Whether each item is above the one before it. */
    static <T> boolean is(List<T> items, Comparator<? super T> order) {
        for (int i = 1; i < items.size(); i++) {
            if (order.compare(items.get(i - 1), items.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The items in order, all of them; those that are equal by it as they came. */
    static <T> List<T> all(List<T> items, Comparator<? super T> order) {
        return is(items, order)
                ? List.copyOf(items)
                : items.stream().sorted(order).toList();
    }

    /** The items in order, of those that are equal by it the first. */
    static <T> List<T> distinct(List<T> items, Comparator<? super T> order) {
        if (is(items, order)) {
            return List.copyOf(items);
        }
        TreeSet<T> sorted = new TreeSet<>(order);
        sorted.addAll(items);
        return List.copyOf(sorted);
    }
}
