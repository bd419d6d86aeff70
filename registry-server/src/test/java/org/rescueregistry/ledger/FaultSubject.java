package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The process that is broken off: does the work of the {@link FaultScenario} named first on the folder named second. When it has opened
 * that and is to {@link #WAIT}, it says so and goes on when something comes in. */
final class FaultSubject {
    static final String WAIT = "wait";
    static final String READY = "ready";
    private static final int STOPPED = 3;

    private FaultSubject() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        FaultScenario scenario = create(arguments[0]);
        // Without a buffer: what is said was said before the next call on the disk.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        Consumer<String> say = line -> {
            try {
                out.write((line + "\n").getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try {
            FaultScenario.Work work = scenario.open(Path.of(arguments[1]), say);
            if (arguments.length > 2 && arguments[2].equals(WAIT)) {
                say.accept(READY);
                int unused = System.in.read();
            }
            work.run();
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(STOPPED);
        }
        // Threads of a log that stopped must not keep the process.
        System.exit(0);
    }

    static FaultScenario create(String name) throws ReflectiveOperationException {
        var constructor = Class.forName(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (FaultScenario) constructor.newInstance();
    }
}
