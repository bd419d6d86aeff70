package org.rescueregistry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Programs of others written in Go, which we measure beside ours or prove ours with: built from the public registry. */
public final class GoTool {
    /** Said where there is no Go. It is no proof of anything. */
    public static final String NOT_MEASURED = "not measured: there is no Go on this machine";

    private static final Path BUILT = Path.of("target", "go").toAbsolutePath();

    private GoTool() {}

    /** Whether {@code go} can be run. */
    public static boolean isHere() {
        try {
            return new ProcessBuilder("go", "version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The program of this package, at this version, built into {@code target/go} of the module that asks; nothing where
     * there is no Go.
     *
     * @throws IOException it could not be built; the message is what Go said
     */
    public static Optional<Path> installed(String goPackage, String version) throws IOException, InterruptedException {
        if (!isHere()) {
            return Optional.empty();
        }
        Path folder = BUILT.resolve(version);
        Path program = folder.resolve(goPackage.substring(goPackage.lastIndexOf('/') + 1));
        if (!Files.exists(program)) {
            Files.createDirectories(folder);
            ProcessBuilder build = new ProcessBuilder("go", "install", goPackage + "@" + version);
            build.environment().put("GOBIN", folder.toString());
            run(build);
        }
        return Optional.of(program);
    }

    /** Runs something to its end. */
    public static String run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command.command()) + ":\n" + said);
        }
        return said;
    }
}
