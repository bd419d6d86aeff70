package org.rescueregistry.server.demo;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.wire.MalformedException;

/** Comma-separated values (RFC 4180), with either kind of line end. */
final class Csv {
    private final String text;
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    /**
     * The lines, each a list of fields; empty lines are passed over.
     *
     * @throws MalformedException {@code csv_quote}: a quoted field does not end, or goes on after its end
     */
    static List<List<String>> parse(String text) throws MalformedException {
        Csv csv = new Csv(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<List<String>> lines = new ArrayList<>();
        while (csv.at < csv.text.length()) {
            List<String> line = csv.line();
            if (line.size() > 1 || !line.get(0).isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<String> line() throws MalformedException {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return fields;
    }

    private String field() throws MalformedException {
        return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
    }

    private String plain() {
        int start = at;
        while (at < text.length() && !endsField(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() throws MalformedException {
        int start = at++;
        StringBuilder field = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else if (at == text.length() || endsField(text.charAt(at))) {
                return field.toString();
            } else {
                break;
            }
        }
        throw new MalformedException(
                "csv_quote", "the quoted field that begins at character " + start + " ends wrongly");
    }

    private static boolean endsField(char c) {
        return c == ',' || c == '\n' || c == '\r';
    }
}
