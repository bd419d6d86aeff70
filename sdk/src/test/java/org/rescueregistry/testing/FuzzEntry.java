package org.rescueregistry.testing;

/** Where Jazzer enters: its one argument names the {@link FuzzTarget}. */
public final class FuzzEntry {
    private static FuzzTarget target = input -> false;

    private FuzzEntry() {}

    /** Called by Jazzer, once. */
    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException {
        target = FuzzRun.create(arguments[0]);
    }

    /** Called by Jazzer, for each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        boolean unused = target.accepts(input);
    }
}
