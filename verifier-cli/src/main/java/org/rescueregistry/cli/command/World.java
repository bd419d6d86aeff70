package org.rescueregistry.cli.command;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.Web;

/**
 * Everything outside that a command touches, except files and the network.
 *
 * @param out data, and nothing else
 * @param err everything else
 * @param colour whether {@code out} shows colours, and its user wants them
 * @param codes the file of the codes seen last; null if nothing is to be kept
 */
public record World(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        boolean colour,
        InstantSource clock,
        SecureRandom random,
        @Nullable Path codes) {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

    /** The world of this process. */
    public static World ofProcess() {
        Terminal terminal = Terminal.ofProcess();
        return new World(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                terminal,
                terminal.isThere() && wantsColour(System.getenv()),
                InstantSource.system(),
                new SecureRandom(),
                KeptCodes.place(System.getenv()));
    }

    /** See no-color.org; a dumb terminal shows the codes as they are. */
    static boolean wantsColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    Instant now() {
        return clock.instant();
    }

    Web web() {
        return Web.withTimeLimit(TIME_LIMIT);
    }
}
