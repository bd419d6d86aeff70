package org.rescueregistry.claim;

public record Likeness<T>(String name, T owner, Kind kind, double distance) {
    public enum Kind {
        EQUAL,
        SAME_LETTERS
    }
}
