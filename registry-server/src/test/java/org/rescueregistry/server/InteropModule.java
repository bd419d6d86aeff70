package org.rescueregistry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.rescueregistry.testing.GoTool;

/** The Go module in {@code src/interop/go}: it names the versions of the programs that are run against ours. */
final class InteropModule {
    private static final Path SOURCE = Path.of("src", "interop", "go").toAbsolutePath();
    private static final Path BUILT = Path.of("target", "go", "interop").toAbsolutePath();
    private static final String WITNESS = "github.com/transparency-dev/witness";

    private InteropModule() {}

    /** A program of the module, or of one it requires. */
    static Path built(String name, String goPackage) throws IOException, InterruptedException {
        return built(SOURCE, name, goPackage);
    }

    static Path witnessProgram(String name) throws IOException, InterruptedException {
        return built(name, WITNESS + "/cmd/" + name);
    }

    /**
     * Their feeder, which knows the logs of a file that is compiled in: built with that file replaced, and nothing else.
     *
     * @param logs what stands in that file, {@code logs.yaml}
     */
    static Path feeder(String logs) throws IOException, InterruptedException {
        Path module = Files.createDirectories(BUILT.resolve("feeder"));
        Path copy = module.resolve("witness");
        String original = GoTool.run(
                        new ProcessBuilder("go", "list", "-m", "-f", "{{.Dir}}", WITNESS).directory(SOURCE.toFile()))
                .strip();
        if (!Files.exists(copy)) {
            GoTool.run(new ProcessBuilder("cp", "-R", original, copy.toString()));
            GoTool.run(new ProcessBuilder("chmod", "-R", "u+w", copy.toString()));
        }
        Files.writeString(copy.resolve("omniwitness/logs.yaml"), logs);
        Files.copy(SOURCE.resolve("go.sum"), module.resolve("go.sum"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(SOURCE.resolve("go.mod"), module.resolve("go.mod"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                module.resolve("go.mod"), "\nreplace " + WITNESS + " => ./witness\n", StandardOpenOption.APPEND);
        return built(module, "feedwitness-ours", WITNESS + "/cmd/feedwitness");
    }

    private static Path built(Path module, String name, String goPackage) throws IOException, InterruptedException {
        Path program = BUILT.resolve(name);
        GoTool.run(new ProcessBuilder("go", "build", "-o", program.toString(), goPackage).directory(module.toFile()));
        return program;
    }
}
