package org.rescueregistry.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.wire.Json;

/**
 * What a command has to say: as data for programs, and line by line for people.
 *
 * <pre>{@code
 * new Page(json).headline(Tone.GOOD, "verified").field("code", "RR-CN7K-3M9Q-XDP2").table(accounts)
 * }</pre>
 *
 * <p>Everything said is made safe here ({@link SafeText}), whoever it comes from.
 */
public final class Page {
    private static final int NAME_WIDTH = 14;

    private final Json data;
    private final List<Part> parts = new ArrayList<>();

    /** One piece of a page. */
    private interface Part {
        void print(PrintWriter out, boolean colour);
    }

    public Page(Json data) {
        this.data = data;
    }

    /** The answer in a few words, in a colour where there are colours. */
    public Page headline(Tone tone, String words) {
        String safe = SafeText.isolated(words);
        parts.add((out, colour) -> out.println(colour ? tone.paint(safe) : safe));
        return this;
    }

    /** A line as it is. */
    public Page line(String words) {
        String safe = SafeText.isolated(words);
        parts.add((out, colour) -> out.println(safe));
        return this;
    }

    /** All that another page says to people, behind what is here. */
    public Page add(Page other) {
        parts.addAll(other.parts);
        return this;
    }

    /** What it says to programs. */
    public Json data() {
        return data;
    }

    /** A line for each line of the text. */
    public Page lines(String text) {
        text.lines().forEach(this::line);
        return this;
    }

    /** A name and its value, which may be several words. */
    public Page field(String name, String value) {
        String padding = " ".repeat(Math.max(1, NAME_WIDTH - ColumnWidth.of(name)));
        String safe = "  " + name + padding + SafeText.isolated(value);
        parts.add((out, colour) -> out.println(safe));
        return this;
    }

    /** A table behind an empty line; nothing if it has no rows. */
    public Page table(Table table) {
        parts.add((out, colour) -> {
            if (!table.isEmpty()) {
                out.println();
                table.print(out);
            }
        });
        return this;
    }

    /** Prints the page; {@code colour} only when {@code out} is a terminal whose user wants it. */
    public void print(PrintWriter out, OutputFormat format, boolean colour) {
        switch (format) {
            case JSON -> out.println(SafeText.inJson(data.text()));
            case TABLE -> parts.forEach(part -> part.print(out, colour));
        }
        out.flush();
    }
}
