package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of key files comes from: the first line of a file, or a person. */
final class Passphrase {
    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "the key file's passphrase is the first line of FILE; without it you are asked")
    private @Nullable Path file;

    /** The passphrase of a key file that is there. */
    char[] ask(World world, Path keyFile) throws Stopped {
        return file == null ? askPerson(world, "passphrase of " + keyFile + ": ") : firstLine(file);
    }

    /** The passphrase for a new key file. */
    char[] choose(World world, Path keyFile) throws Stopped {
        if (file != null) {
            return firstLine(file);
        }
        char[] chosen = askPerson(world, "passphrase for the new " + keyFile + ": ");
        if (!Arrays.equals(chosen, askPerson(world, "the same again: "))) {
            throw new Stopped(StopCode.PASSPHRASE_DIFFERS, "the two passphrases differ; nothing was written");
        }
        return chosen;
    }

    private static char[] askPerson(World world, String prompt) throws Stopped {
        char[] answer = world.terminal().isThere() ? world.terminal().readSecret(prompt) : null;
        if (answer == null) {
            throw new Stopped(
                    StopCode.NO_TERMINAL, "there is no terminal to ask for the passphrase: use --passphrase-file FILE");
        }
        return answer;
    }

    private static char[] firstLine(Path file) throws Stopped {
        return Disk.readText(file).lines().findFirst().orElse("").toCharArray();
    }
}
