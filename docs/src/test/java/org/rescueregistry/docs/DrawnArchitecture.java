package org.rescueregistry.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of packages in {@code docs/architecture.md}, which the rules are read from. */
record DrawnArchitecture(Map<String, Row> rows) {
    static final String ROOT_PACKAGE = "org.rescueregistry.";

    private static final Pattern ROW = Pattern.compile(
            "\\| (?<module>[a-z-]+) \\| `(?<name>[a-z.]+)` \\|[^|]*\\| (?<names>[^|]*) \\| (?<outside>[a-z]+) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([a-z.]+)`");

    /** What of the outside world a package may reach; each includes the one before it. */
    enum Outside {
        NONE,
        FILES,
        ALL
    }

    /** One package: its module, the packages of ours it may name besides itself, what it may reach. */
    record Row(String module, Set<String> mayName, Outside outside) {}

    static DrawnArchitecture read() {
        List<String> lines;
        try {
            lines = Files.readAllLines(Repository.ROOT.resolve("docs/architecture.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Matcher> found =
                lines.stream().map(ROW::matcher).filter(Matcher::matches).toList();
        Set<String> every = found.stream().map(row -> row.group("name")).collect(Collectors.toSet());
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Matcher row : found) {
            Outside outside = Outside.valueOf(row.group("outside").toUpperCase(Locale.ROOT));
            rows.put(
                    row.group("name"), new Row(row.group("module"), mayName(row.group("names"), rows, every), outside));
        }
        return new DrawnArchitecture(rows);
    }

    /** The drawn package that {@code javaPackage} is, or lies in: {@code server.demo} is part of {@code server}. */
    String nameOf(String javaPackage) {
        String name = (javaPackage + ".").substring(ROOT_PACKAGE.length());
        return rows.keySet().stream()
                .filter(drawn -> name.startsWith(drawn + "."))
                .reduce((a, b) -> a.length() > b.length() ? a : b)
                .orElse("(not drawn)");
    }

    private static Set<String> mayName(String cell, Map<String, Row> above, Set<String> every) {
        Set<String> names = new LinkedHashSet<>();
        for (String part : Arrays.asList(cell.split(", "))) {
            Matcher quoted = QUOTED.matcher(part);
            if (quoted.matches() && every.contains(quoted.group(1))) {
                names.add(quoted.group(1));
            } else if (part.equals("all above")) {
                names.addAll(above.keySet());
            } else if (part.equals("all of sdk")) {
                above.forEach((name, row) -> {
                    if (row.module().equals("sdk")) {
                        names.add(name);
                    }
                });
            } else if (part.equals("everything")) {
                names.addAll(every);
            } else if (!part.equals("nothing")) {
                throw new IllegalStateException("architecture.md: what package is " + part + "?");
            }
        }
        return names;
    }
}
