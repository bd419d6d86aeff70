package org.rescueregistry.server.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.Messages;
import org.rescueregistry.server.SafeText;
import org.rescueregistry.wire.Json;

/** Tells the story: to a reader as it happens, or to a program as one JSON document at the end. */
final class Telling {
    private static final int WIDTH = 100;
    private static final String INDENT = "   ";
    private static final Messages MESSAGES = Messages.in("en");

    private final PrintStream out;
    private final boolean asJson;
    private final List<Step> steps = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final Map<String, Json> facts = new LinkedHashMap<>();

    /**
     * Something that was done.
     *
     * @param title a few words
     * @param words one paragraph each
     * @param byHand the {@code rescue} command lines that do the same
     */
    record Step(String title, List<String> words, List<String> byHand) {
        Json json() {
            return Json.object()
                    .put("by_hand", Json.strings(byHand))
                    .put("title", title)
                    .put("words", Json.strings(words))
                    .build();
        }
    }

    Telling(PrintStream out, boolean asJson) {
        this.out = out;
        this.asJson = asJson;
    }

    void chapter(String title) {
        say("");
        say("== " + title);
    }

    void tell(Step step) {
        steps.add(step);
        say("");
        say(steps.size() + ". " + step.title());
        step.words().forEach(this::paragraph);
        byHand(step.byHand());
    }

    void tell(Sighting sighting) {
        sightings.add(sighting);
        say("");
        say("Post " + sightings.size() + ". " + sighting.scene().title());
        if (!sighting.scene().post().text().isEmpty()) {
            paragraph("\"" + SafeText.isolated(sighting.scene().post().text()) + "\"");
        }
        say(INDENT + "-> " + sighting.verdict().outcome());
        for (Because because : sighting.verdict().reasons()) {
            String code = because.code() == null ? "" : "  " + because.code();
            say(INDENT + "   " + SafeText.isolated(MESSAGES.reason(because)) + code);
        }
        paragraph(sighting.scene().meaning());
        if (!sighting.isAsExpected()) {
            say(INDENT + "!! NOT AS EXPECTED: " + sighting.scene().expected() + " was expected.");
        }
        byHand(sighting.byHand());
    }

    /** A fact that stands in the JSON document only. */
    void fact(String name, Json value) {
        facts.put(name, value);
    }

    /** A line for readers only. */
    void say(String line) {
        if (!asJson) {
            out.println(line);
        }
    }

    /** Words for readers only, broken into lines. */
    void paragraph(String words) {
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : words.split(" ", -1)) {
            if (line.length() > INDENT.length() && line.length() + word.length() > WIDTH) {
                say(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        say(line.toString().stripTrailing());
    }

    private void byHand(List<String> lines) {
        lines.forEach(line -> say(INDENT + "$ " + SafeText.isolated(line)));
    }

    boolean isAsExpected() {
        return sightings.stream().allMatch(Sighting::isAsExpected);
    }

    /** The end: the JSON document, if that was asked for. */
    void end() {
        if (asJson) {
            Json.ObjectBuilder document = Json.object();
            facts.forEach(document::put);
            document.put("as_expected", isAsExpected())
                    .put(
                            "posts",
                            Json.array(sightings.stream().map(Sighting::json).toList()))
                    .put("steps", Json.array(steps.stream().map(Step::json).toList()));
            out.println(document.build().text());
        }
        out.flush();
    }
}
