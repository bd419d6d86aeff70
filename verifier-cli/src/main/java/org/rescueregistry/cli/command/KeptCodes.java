package org.rescueregistry.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.sdk.Snapshot;

/**
 * The codes of all organisations as of the last time registries were read, a line each, so that a press of the TAB key
 * asks nobody. A convenience: whatever is wrong with the file, there are no codes to offer.
 */
final class KeptCodes {
    private static final Pattern LINE = Pattern.compile("RR(-[0-9A-HJKMNP-TV-Z]{4}){3}");
    private static final int MAX_BYTES = 4 << 20;

    private KeptCodes() {}

    /** Where a user's programs keep what they can do without; null if nobody says. */
    static @Nullable Path place(Map<String, String> environment) {
        try {
            for (String variable : List.of("XDG_CACHE_HOME", "LOCALAPPDATA")) {
                String folder = environment.getOrDefault(variable, "");
                if (!folder.isEmpty()) {
                    return Path.of(folder, "rescue", "codes");
                }
            }
            String home = environment.getOrDefault("HOME", "");
            return home.isEmpty() ? null : Path.of(home, ".cache", "rescue", "codes");
        } catch (InvalidPathException noPath) {
            return null;
        }
    }

    /** Keeps the codes of everybody in the snapshot, if there is anybody. */
    static void keep(World world, Snapshot snapshot) {
        Path file = world.codes();
        List<String> codes = snapshot.registries().stream()
                .flatMap(registry -> registry.records().stream())
                .map(record -> record.code().canonical())
                .sorted()
                .toList();
        if (file == null || codes.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "codes", ".next");
            Files.writeString(next, String.join("\n", codes) + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException withoutThem) {
            // Whatever the command was for, it was not this.
        }
    }

    /** The codes that begin like this, in any spelling. */
    static List<String> beginning(World world, String text) {
        Path file = world.codes();
        String beginning = SearchCommand.codeBeginning(text);
        if (file == null) {
            return List.of();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                return List.of();
            }
            String kept = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
            return kept.lines()
                    .filter(line -> LINE.matcher(line).matches())
                    .filter(line -> text.isBlank() || line.replace("-", "").startsWith(beginning))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
