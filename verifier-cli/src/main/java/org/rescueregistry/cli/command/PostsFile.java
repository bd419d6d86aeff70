package org.rescueregistry.cli.command;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * A file of posts in UTF-8. Tab-separated and CSV (RFC 4180) begin with a heading: {@code text} is needed, {@code platform} and {@code
 * id} come together or not at all, {@code name}, {@code handle}, {@code bio} and {@code ref} may be there, and what else there is is
 * passed over. JSON lines are posts as {@link Post} reads them, of which only {@code text} is needed.
 */
final class PostsFile {
    /** A domain that no platform can have (RFC 2606) stands for that of posts whose authors are not in the file. */
    private static final String NO_PLATFORM = "scan.invalid";

    private static final String TEXT = "text";
    private static final String PLATFORM = "platform";
    private static final String ID = "id";

    /** How a file is written. */
    enum Format {
        TSV,
        CSV,
        JSONL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As the name of the file ends; tab-separated if that says nothing. */
        static Format of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(format -> name.endsWith("." + format))
                    .findFirst()
                    .orElse(TSV);
        }
    }

    /**
     * A post of the file.
     *
     * @param line its first line, from 1
     */
    record Row(long line, Post post) {}

    private final Path file;

    private PostsFile(Path file) {
        this.file = file;
    }

    static List<Row> read(Path file, Format format) throws Stopped {
        PostsFile posts = new PostsFile(file);
        try {
            return switch (format) {
                case TSV -> posts.tabbed();
                case CSV -> posts.commas();
                case JSONL -> posts.lines();
            };
        } catch (UncheckedIOException e) {
            throw Disk.unreadable(file, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw Disk.unreadable(file, e);
        }
    }

    private List<Row> tabbed() throws IOException, Stopped {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = in.readLine();
            List<String> heading = first == null ? List.of() : List.of(first.split("\t", -1));
            requireText(heading);
            List<Row> rows = new ArrayList<>();
            long number = 1;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isEmpty()) {
                    String[] cells = line.split("\t", -1);
                    Map<String, String> named = new HashMap<>();
                    for (int i = 0; i < Math.min(cells.length, heading.size()); i++) {
                        named.put(heading.get(i), cells[i]);
                    }
                    rows.add(row(number, named));
                }
            }
            return rows;
        }
    }

    private List<Row> commas() throws IOException, Stopped {
        try (CsvReader<NamedCsvRecord> in =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            List<Row> rows = new ArrayList<>();
            for (NamedCsvRecord record : in) {
                requireText(record.getHeader());
                if (record.getFieldCount() != record.getHeader().size()) {
                    throw new Stopped(
                            StopCode.BAD_FILE,
                            file + " line " + record.getStartingLineNumber()
                                    + " has another number of fields than the first");
                }
                rows.add(row(record.getStartingLineNumber(), record.getFieldsAsMap()));
            }
            return rows;
        } catch (CsvParseException e) {
            throw new Stopped(StopCode.BAD_FILE, file + ": " + e.getMessage());
        }
    }

    private void requireText(List<String> heading) throws Stopped {
        if (!heading.contains(TEXT)) {
            throw new Stopped(StopCode.BAD_FILE, file + " has no column `" + TEXT + "` in its first line");
        }
        if (heading.contains(PLATFORM) != heading.contains(ID)) {
            throw new Stopped(
                    StopCode.BAD_FILE, file + " has one of the columns `platform` and `id` without the other");
        }
    }

    private Row row(long line, Map<String, String> cells) throws Stopped {
        try {
            List<String> names = Stream.of("name", "handle")
                    .map(column -> cells.getOrDefault(column, ""))
                    .filter(name -> !name.isEmpty())
                    .toList();
            AccountId author = AccountId.parse(
                    cells.getOrDefault(PLATFORM, NO_PLATFORM), cells.getOrDefault(ID, Long.toString(line)));
            Post post = new Post(author, names, cells.getOrDefault("bio", ""), cells.getOrDefault(TEXT, ""))
                    .withRef(cells.getOrDefault("ref", ""));
            return new Row(line, post);
        } catch (MalformedException e) {
            throw Stopped.at(file + " line " + line, e);
        }
    }

    private List<Row> lines() throws IOException, Stopped {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<Row> rows = new ArrayList<>();
            long number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    rows.add(post(number, line));
                }
            }
            return rows;
        }
    }

    private Row post(long number, String line) throws Stopped {
        try {
            Json json = Json.parse(line);
            if (json instanceof Json.Obj object
                    && !object.members().containsKey(PLATFORM)
                    && !object.members().containsKey(ID)) {
                TreeMap<String, Json> members = new TreeMap<>(object.members());
                members.put(PLATFORM, new Json.Str(NO_PLATFORM));
                members.put(ID, new Json.Str(Long.toString(number)));
                json = new Json.Obj(members);
            }
            return new Row(number, Post.parse(json));
        } catch (MalformedException e) {
            throw Stopped.at(file + " line " + number, e);
        }
    }
}
