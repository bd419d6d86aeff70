package org.rescueregistry.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Something that writes to a folder and may be broken off at any call on it. Has a constructor without arguments. */
interface FaultScenario {

    /** What is done once everything is open. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Prepares the folder, without faults. */
    void prepare(Path folder) throws Exception;

    /**
     * Opens what works on the folder, on the thread that calls; then that is run, always in the same way: both in a process of its own,
     * in which one call fails or is the last. Says in a line each what it promises to somebody outside, the moment it does.
     */
    Work open(Path folder, Consumer<String> say) throws Exception;

    /** Whether calls on this file, relative to the folder, are to fail; those of another scenario need not. */
    default boolean concerns(String path) {
        return true;
    }

    /** Takes the folder up again, and demands that whatever was said holds. */
    void check(Path folder, List<String> said) throws Exception;
}
