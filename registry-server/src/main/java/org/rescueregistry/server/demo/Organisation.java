package org.rescueregistry.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.wire.MalformedException;

/**
 * A line of a list of organisations: a name in each language of the columns {@code name_<language>}, and the country of the
 * column {@code iso2}.
 *
 * <pre>
 * iso2,name_en,name_ar
 * DZ,Algerian Red Crescent,الهلال الأحمر الجزائري
 * </pre>
 */
record Organisation(OrganisationName name, String jurisdiction) {
    private static final String NAME_COLUMN = "name_";
    private static final String COUNTRY_COLUMN = "iso2";
    private static final String NO_COUNTRY = "ZZ";

    /** Reads a list; lines without any name are passed over. */
    static List<Organisation> read(Path file) throws IOException, MalformedException {
        List<List<String>> lines = Csv.parse(Files.readString(file, UTF_8));
        if (lines.isEmpty() || lines.get(0).stream().noneMatch(column -> column.startsWith(NAME_COLUMN))) {
            throw new MalformedException("no_names", file + " has no column name_en, or of another language");
        }
        List<String> columns = lines.get(0);
        List<Organisation> read = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Organisation one = of(columns, line, file);
            if (one != null) {
                read.add(one);
            }
        }
        return List.copyOf(read);
    }

    private static @Nullable Organisation of(List<String> columns, List<String> line, Path file)
            throws MalformedException {
        TreeMap<String, String> names = new TreeMap<>();
        String country = NO_COUNTRY;
        for (int i = 0; i < Math.min(columns.size(), line.size()); i++) {
            String column = columns.get(i);
            String value = line.get(i).strip();
            if (column.startsWith(NAME_COLUMN) && !value.isEmpty()) {
                names.put(column.substring(NAME_COLUMN.length()).toLowerCase(Locale.ROOT), value);
            } else if (column.equals(COUNTRY_COLUMN) && !value.isEmpty()) {
                country = value;
            }
        }
        try {
            return names.isEmpty() ? null : new Organisation(new OrganisationName(names), country);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("not_a_name", file + ": " + e.getMessage(), e);
        }
    }
}
