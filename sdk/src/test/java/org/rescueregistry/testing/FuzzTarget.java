package org.rescueregistry.testing;

/**
 * One way to read bytes that come from strangers, and what must hold of it whatever they are. Has a constructor without arguments;
 * keeps nothing between two inputs.
 */
@FunctionalInterface
public interface FuzzTarget {

    /**
     * Reads {@code input} and asserts what must hold.
     *
     * @return whether it was accepted
     * @throws Exception any at all is a finding, as is an {@link AssertionError}: an input that is refused throws nothing here
     */
    boolean accepts(byte[] input) throws Exception;

    /** Demands that something holds. */
    static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + what);
        }
    }
}
