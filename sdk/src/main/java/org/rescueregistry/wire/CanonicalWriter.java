package org.rescueregistry.wire;

import java.util.Map;

/** Prints the form of RFC 8785: members sorted, no white space, the shortest escapes. */
final class CanonicalWriter implements Json.Cases<StringBuilder> {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(512);

    private CanonicalWriter() {}

    static String write(Json value) {
        return value.match(new CanonicalWriter()).toString();
    }

    static boolean hasDecimal(Json value) {
        if (value instanceof Json.Obj object) {
            return object.members().values().stream().anyMatch(CanonicalWriter::hasDecimal);
        }
        if (value instanceof Json.Arr array) {
            return array.items().stream().anyMatch(CanonicalWriter::hasDecimal);
        }
        return value instanceof Json.Dec;
    }

    @Override
    public StringBuilder object(Json.Obj value) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Json> member : value.members().entrySet()) {
            out.append(separator);
            separator = ",";
            quote(member.getKey(), out);
            out.append(':');
            member.getValue().match(this);
        }
        return out.append('}');
    }

    @Override
    public StringBuilder array(Json.Arr value) {
        out.append('[');
        String separator = "";
        for (Json item : value.items()) {
            out.append(separator);
            separator = ",";
            item.match(this);
        }
        return out.append(']');
    }

    @Override
    public StringBuilder string(Json.Str value) {
        return quote(value.value(), out);
    }

    @Override
    public StringBuilder integer(Json.Num value) {
        return out.append(value.value());
    }

    @Override
    public StringBuilder decimal(Json.Dec value) {
        throw new IllegalStateException("only whole numbers have a canonical form here: " + value.value());
    }

    @Override
    public StringBuilder bool(Json.Bool value) {
        return out.append(value.value());
    }

    @Override
    public StringBuilder nothing(Json.Null value) {
        return out.append("null");
    }

    /** RFC 8785 section 3.2.2.2. */
    static StringBuilder quote(String text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, written, i);
                escape(c, out);
                written = i + 1;
            }
        }
        // Mostly all of it, which is copied at once.
        return (written == 0 ? out.append(text) : out.append(text, written, text.length())).append('"');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }
}
