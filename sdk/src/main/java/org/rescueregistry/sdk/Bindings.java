package org.rescueregistry.sdk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.AccountId;

/**
 * The bindings of a snapshot by account. A table of its own, since every post is looked up in it: on the way to a binding a hash map of
 * lists has three more objects, each somewhere else in memory. Filled by one thread before others see it.
 */
final class Bindings {
    /** At most half of the slots are taken; a binding stands in the first free one from its hash on. */
    private @Nullable Binding[] slots = new Binding[16];

    private int taken;

    /** One more; those of one account stay in the order in which they come. */
    void add(Binding binding) {
        int slot = slot(binding);
        Binding first = slots[slot];
        if (first != null) {
            first.addBehind(binding);
            return;
        }
        slots[slot] = binding;
        if (2 * ++taken > slots.length) {
            grow();
        }
    }

    private void grow() {
        @Nullable Binding[] before = slots;
        slots = new Binding[2 * before.length];
        for (Binding binding : before) {
            if (binding != null) {
                slots[slot(binding)] = binding;
            }
        }
    }

    /** The first binding of the account; null if nobody bound it. */
    @Nullable
    Binding first(AccountId account) {
        return slots[slot(account)];
    }

    /** All of them. */
    List<Binding> of(AccountId account) {
        List<Binding> all = new ArrayList<>(1);
        for (Binding one = first(account); one != null; one = one.next()) {
            all.add(one);
        }
        return all;
    }

    /** Where the account stands, or would. */
    private int slot(AccountId account) {
        int slot = begin(account.hashCode());
        for (Binding there = slots[slot]; there != null && !there.isOf(account); there = slots[slot]) {
            slot = next(slot);
        }
        return slot;
    }

    /** Where the first binding of the account of this one stands, or would. */
    private int slot(Binding binding) {
        int slot = begin(binding.hashOfAccount());
        for (Binding there = slots[slot]; there != null && !there.isOfSame(binding); there = slots[slot]) {
            slot = next(slot);
        }
        return slot;
    }

    private int begin(int hash) {
        return (hash ^ hash >>> 16) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}
