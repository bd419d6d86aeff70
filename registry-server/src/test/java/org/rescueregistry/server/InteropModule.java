package org.rescueregistry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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

    static Path omniwitness() throws IOException, InterruptedException {
        return built("omniwitness", WITNESS + "/cmd/omniwitness");
    }

    /**
     * Their feeder, which knows the logs of a file that is compiled in: built with that file replaced, and nothing else.
     *
     * @param logs what stands in that file, {@code logs.yaml}
     */
    static Path feeder(String logs) throws IOException, InterruptedException {
        Path module = copy("feeder");
        Files.writeString(module.resolve("witness/omniwitness/logs.yaml"), logs);
        return built(module, "feedwitness", WITNESS + "/cmd/feedwitness");
    }

    /**
     * Their load test. The Merkle library it names is not in the public registry, and the one that is refuses the proof from
     * an empty tree that it asks for; so it is built to send none with the first checkpoint of a log, as the protocol has it.
     */
    static Path loadTest() throws IOException, InterruptedException {
        Path module = copy("loadtest");
        Path source = module.resolve("witness/cmd/loadtest/loadtest.go");
        String asks = "\tnodes, err := proof.Consistency(l.witnessedSize, l.size)\n";
        String program = Files.readString(source);
        if (!program.contains(asks)) {
            throw new IOException("their load test is another one: " + source);
        }
        Files.writeString(
                source,
                program.replace(asks, "\tif l.witnessedSize == 0 {\n\t\treturn cpSigned, l.size, nil\n\t}\n" + asks));
        return built(module, "loadtest", WITNESS + "/cmd/loadtest");
    }

    /** A module of the same versions, with a copy of the witness's sources in it. */
    private static Path copy(String name) throws IOException, InterruptedException {
        Path module = Files.createDirectories(BUILT.resolve(name + ".build"));
        Path copy = module.resolve("witness");
        // A module that was never fetched has no folder to be listed.
        go("mod", "download", WITNESS);
        String original = go("list", "-m", "-f", "{{.Dir}}", WITNESS).strip();
        GoTool.run(new ProcessBuilder("rm", "-rf", copy.toString()));
        GoTool.run(new ProcessBuilder("cp", "-R", original, copy.toString()));
        GoTool.run(new ProcessBuilder("chmod", "-R", "u+w", copy.toString()));
        Files.copy(SOURCE.resolve("go.sum"), module.resolve("go.sum"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(SOURCE.resolve("go.mod"), module.resolve("go.mod"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                module.resolve("go.mod"), "\nreplace " + WITNESS + " => ./witness\n", StandardOpenOption.APPEND);
        return module;
    }

    private static String go(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("go"));
        command.addAll(List.of(arguments));
        return GoTool.run(new ProcessBuilder(command).directory(SOURCE.toFile()));
    }

    private static Path built(Path module, String name, String goPackage) throws IOException, InterruptedException {
        Path program = BUILT.resolve(name);
        GoTool.run(new ProcessBuilder("go", "build", "-o", program.toString(), goPackage).directory(module.toFile()));
        return program;
    }
}
