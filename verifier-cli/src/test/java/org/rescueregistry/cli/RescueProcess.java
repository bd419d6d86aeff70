package org.rescueregistry.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rescueregistry.cli.command.Terminal;
import org.rescueregistry.cli.command.World;

/** {@code rescue} in a process of its own, which can be killed, at a time that its first argument says. */
final class RescueProcess {
    private RescueProcess() {}

    static Process start(Instant now, Path out, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RescueProcess.class.getName(),
                Long.toString(now.getEpochSecond())));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    public static void main(String[] args) {
        Instant now = Instant.ofEpochSecond(Long.parseLong(args[0]));
        World world = new World(
                InputStream.nullInputStream(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                new Nobody(),
                false,
                () -> now,
                new SecureRandom(),
                null);
        System.exit(Rescue.execute(world, Arrays.copyOfRange(args, 1, args.length)));
    }

    /** There is no terminal. */
    private static final class Nobody implements Terminal {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public char[] readSecret(String prompt) {
            return null;
        }

        @Override
        public String readLine(String prompt) {
            return null;
        }
    }
}
