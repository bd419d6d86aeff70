package org.rescueregistry.claim;

import java.util.*;

public final class LookalikeNames<T> {
    private final Map<String, Likeness<T>> all;

    private LookalikeNames(Map<String, Likeness<T>> all) {
        this.all = all;
    }

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    public static final class Builder<T> {
        private final Map<String, Likeness<T>> all = new HashMap<>();

        public Builder<T> add(String name, T owner) {
            all.put(Names.skeleton(name), new Likeness<>(name, owner, Likeness.Kind.SAME_LETTERS, 0));
            return this;
        }

        public LookalikeNames<T> build() {
            return new LookalikeNames<>(all);
        }
    }

    public Optional<Likeness<T>> find(String name) {
        return Optional.ofNullable(all.get(Names.skeleton(name)));
    }
}
