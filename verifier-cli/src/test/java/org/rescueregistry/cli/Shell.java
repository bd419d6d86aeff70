package org.rescueregistry.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.rescueregistry.cli.command.Terminal;
import org.rescueregistry.cli.command.World;

/** Runs {@code rescue} in this process and catches what it says. */
final class Shell {
    private final InstantSource clock;
    private final Deque<String> answers = new ArrayDeque<>();
    private boolean terminal;
    private boolean colour;
    private String input = "";
    private Path codes;

    /** What a command said, and how it ended. */
    record Run(int exit, String out, String err) {}

    Shell(InstantSource clock) {
        this.clock = clock;
    }

    static Shell at(Instant now) {
        return new Shell(() -> now);
    }

    /** There is a person, who will answer so. */
    Shell answering(String... lines) {
        terminal = true;
        answers.addAll(List.of(lines));
        return this;
    }

    Shell reading(String text) {
        input = text;
        return this;
    }

    Shell inColour() {
        colour = true;
        return this;
    }

    /** Codes are kept here. */
    Shell keeping(Path file) {
        codes = file;
        return this;
    }

    Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Rescue.execute(world(out, err), args);
        return new Run(exit, out.toString(), err.toString());
    }

    World world() {
        return world(new StringWriter(), new StringWriter());
    }

    private World world(StringWriter out, StringWriter err) {
        return new World(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                new Person(),
                colour,
                clock,
                new SecureRandom(),
                codes);
    }

    private final class Person implements Terminal {
        @Override
        public boolean isThere() {
            return terminal;
        }

        @Override
        public char[] readSecret(String prompt) {
            String answer = answers.poll();
            return answer == null ? null : answer.toCharArray();
        }

        @Override
        public String readLine(String prompt) {
            return answers.poll();
        }
    }
}
