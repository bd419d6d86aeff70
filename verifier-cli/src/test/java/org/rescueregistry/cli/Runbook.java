package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The commands of a page in {@code docs/how-to/}, in the order in which they stand there: lines indented by four spaces. A
 * backslash at the end joins the next line; what follows behind two spaces and {@code #} is for people.
 */
final class Runbook {
    private static final String INDENT = "    ";

    private final String name;
    private final Deque<String> commands = new ArrayDeque<>();

    private Runbook(String name) {
        this.name = name;
    }

    /** A page without commands. */
    static Runbook none() {
        return new Runbook("no page");
    }

    static Runbook read(String name) throws IOException {
        Runbook page = new Runbook(name);
        String open = "";
        for (String line : Files.readAllLines(Path.of("../docs/how-to", name + ".md"))) {
            if (line.startsWith(INDENT) && !line.isBlank()) {
                String command = (open + " " + line.replaceFirst("\\s+#.*", "")).strip();
                boolean goesOn = command.endsWith("\\");
                open = goesOn ? command.substring(0, command.length() - 1).strip() : "";
                if (!goesOn) {
                    page.commands.add(command);
                }
            }
        }
        return page;
    }

    /** The next command, which has to begin so. */
    String next(String begins) {
        String command = commands.poll();
        assertThat(command).as("the next command of " + name).startsWith(begins);
        return command;
    }

    /** Whoever works by the page has come to its end. */
    void requireDone() {
        assertThat(commands)
                .as("commands of " + name + " that no drill has run")
                .isEmpty();
    }
}
