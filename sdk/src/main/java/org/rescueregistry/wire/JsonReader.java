package org.rescueregistry.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link Json} with Jackson's streaming parser, adding the strictness it leaves to its caller. */
final class JsonReader {
    /** Longest number that is read, in characters; a double never needs more. */
    private static final int MAX_NUMBER_CHARS = 400;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Names come from strangers: a table that remembers them is only work for us.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .maxStringLength(Json.MAX_BYTES)
                    .maxNameLength(Json.MAX_BYTES)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static Json read(byte[] utf8) throws MalformedException {
        requireLength(utf8.length);
        String text;
        try {
            // Jackson's own UTF-8 reader lets encoded surrogates through; the JDK's decoder does not.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("json_not_utf8", "the JSON is not valid UTF-8", e);
        }
        return read(text);
    }

    static Json read(String text) throws MalformedException {
        requireLength(text.length());
        if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
            throw new MalformedException("json_syntax", "the JSON begins with a byte order mark");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonReader reader = new JsonReader(parser);
            Json value = reader.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new MalformedException("json_syntax", "something follows the JSON value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            boolean depth = e.getMessage() != null && e.getMessage().contains("nesting depth");
            throw new MalformedException(
                    depth ? "json_too_deep" : "json_too_long", "the JSON is beyond the limits that are read", e);
        } catch (IOException e) {
            throw new MalformedException("json_syntax", "not JSON: " + firstLine(e), e);
        }
    }

    private Json value(@Nullable JsonToken token) throws IOException, MalformedException {
        if (token == null) {
            throw new MalformedException("json_syntax", "the JSON ends where a value was expected");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new Json.Str(whole(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new MalformedException("json_syntax", "no JSON value where one was expected");
        };
    }

    private Json object() throws IOException, MalformedException {
        TreeMap<String, Json> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = whole(parser.currentName());
            if (members.put(name, value(parser.nextToken())) != null) {
                throw new MalformedException("json_duplicate_member", "the JSON names a member twice: " + name);
            }
        }
        return new Json.Obj(members);
    }

    private Json array() throws IOException, MalformedException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return new Json.Arr(items);
    }

    private static Json number(String text) throws MalformedException {
        boolean whole = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        // 16 digits and a sign always fit a long.
        if (whole && text.length() <= 17) {
            long value = Long.parseLong(text);
            if (value <= Json.MAX_INTEGER && value >= -Json.MAX_INTEGER) {
                return new Json.Num(value);
            }
        }
        try {
            return new Json.Dec(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new MalformedException("json_syntax", "a number is beyond what can be read", e);
        }
    }

    private static String whole(String text) throws MalformedException {
        if (!Surrogates.areWhole(text)) {
            throw new MalformedException("json_lone_surrogate", "the JSON has half a surrogate pair in a string");
        }
        return text;
    }

    private static void requireLength(int length) throws MalformedException {
        if (length > Json.MAX_BYTES) {
            throw new MalformedException("json_too_long", "the JSON is longer than " + Json.MAX_BYTES + " bytes");
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
