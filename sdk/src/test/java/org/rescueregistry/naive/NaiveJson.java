package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as section 1 wants it: read, printed in RFC 8785 form, and refused when that is not what was read. Values are
 * Map (sorted by UTF-16 code units, as Java compares strings), List, String, Long, Boolean and {@link #NULL}.
 */
final class NaiveJson {
    static final Object NULL = new Object();

    private static final int DEEPEST = 32;
    private static final long LARGEST = (1L << 53) - 1;
    private static final String ESCAPES = "\"\\bfnrt/";
    private static final String ESCAPED = "\"\\\b\f\n\r\t/";

    private final String text;
    private int at;

    private NaiveJson(String text) {
        this.text = text;
    }

    static Object read(byte[] bytes) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw VoidLeaf.malformed();
        }
        NaiveJson reader = new NaiveJson(text);
        Object value = reader.value(0);
        VoidLeaf.wellFormed(reader.at == text.length() && print(value).equals(text));
        return value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        VoidLeaf.wellFormed(value instanceof Map);
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> array(Object value) {
        VoidLeaf.wellFormed(value instanceof List);
        return (List<Object>) value;
    }

    private Object value(int depth) {
        char first = peek();
        if (first == '{' || first == '[') {
            VoidLeaf.wellFormed(depth < DEEPEST);
            return first == '{' ? members(depth + 1) : items(depth + 1);
        }
        if (first == '"') {
            return string();
        }
        for (Object word : List.of(true, false, "null")) {
            if (text.startsWith(word.toString(), at)) {
                at += word.toString().length();
                return word.equals("null") ? NULL : word;
            }
        }
        return number();
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new TreeMap<>();
        take('{');
        while (peek() != '}') {
            if (!members.isEmpty()) {
                take(',');
            }
            String name = string();
            take(':');
            members.put(name, value(depth));
        }
        take('}');
        return members;
    }

    private List<Object> items(int depth) {
        List<Object> items = new ArrayList<>();
        take('[');
        while (peek() != ']') {
            if (!items.isEmpty()) {
                take(',');
            }
            items.add(value(depth));
        }
        take(']');
        return items;
    }

    private String string() {
        StringBuilder read = new StringBuilder();
        take('"');
        while (peek() != '"') {
            char c = next();
            if (c != '\\') {
                read.append(c);
            } else if (peek() == 'u') {
                VoidLeaf.wellFormed(text.length() >= at + 5);
                String digits = text.substring(at + 1, at + 5);
                VoidLeaf.wellFormed(digits.matches("[0-9a-fA-F]{4}"));
                read.append((char) Integer.parseInt(digits, 16));
                at += 5;
            } else {
                int which = ESCAPES.indexOf(next());
                VoidLeaf.wellFormed(which >= 0);
                read.append(ESCAPED.charAt(which));
            }
        }
        take('"');
        return read.toString();
    }

    private Long number() {
        int start = at;
        while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        VoidLeaf.wellFormed(digits.matches("-?[0-9]{1,16}"));
        long number = Long.parseLong(digits);
        VoidLeaf.wellFormed(Math.abs(number) <= LARGEST);
        return number;
    }

    private char peek() {
        VoidLeaf.wellFormed(at < text.length());
        return text.charAt(at);
    }

    private char next() {
        char next = peek();
        at++;
        return next;
    }

    private void take(char expected) {
        VoidLeaf.wellFormed(next() == expected);
    }

    /** In RFC 8785 form. */
    static String print(Object value) {
        if (value instanceof Map) {
            List<String> members = new ArrayList<>();
            new TreeMap<>(object(value)).forEach((name, member) -> members.add(quoted(name) + ":" + print(member)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List) {
            List<String> items = new ArrayList<>();
            array(value).forEach(item -> items.add(print(item)));
            return "[" + String.join(",", items) + "]";
        }
        if (value instanceof String string) {
            return quoted(string);
        }
        return value == NULL ? "null" : value.toString();
    }

    private static String quoted(String string) {
        if (string.chars().allMatch(c -> c >= ' ' && ESCAPED.indexOf(c) < 0)) {
            return '"' + string + '"';
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : string.toCharArray()) {
            int which = ESCAPED.indexOf(c);
            if (which >= 0 && c != '/') {
                quoted.append('\\').append(ESCAPES.charAt(which));
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
