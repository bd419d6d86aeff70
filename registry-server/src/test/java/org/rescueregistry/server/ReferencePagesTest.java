package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.issuance.Issuance;
import org.rescueregistry.vetting.Refusal;

/** Holds docs/reference/http.md and config.md to the programs. */
class ReferencePagesTest {
    private static final Path ROOT = root();
    private static final Pattern CODE_IN_SOURCE =
            Pattern.compile("new Problem\\(\\s*[A-Za-z0-9.()]+,\\s*\"([a-z_]+)\"|fail\\(context, [0-9]+, \"([a-z_]+)\""
                    + "|new MalformedException\\(\\s*\"(request_[a-z_]+|bad_number|missing_parameter)\"");

    @TempDir
    private Path folder;

    @Test
    void documentsEveryRouteAndNoOther() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder)) {
            RegistryServer registry = federation.startRegistry();
            Map<String, Set<String>> documented = documented();
            // The pages of codes are matched by patterns that cannot be read back; other tests ask for them.
            assertThat(documented.get("Registry").removeAll(Set.of("GET /{code}", "GET /o/{symbols}")))
                    .isTrue();
            assertThat(routes(registry.router())).isEqualTo(documented.get("Registry"));
            assertThat(routes(federation.witness(0).router())).isEqualTo(documented.get("Witness"));
            assertThat(routes(federation.councilServer().router())).isEqualTo(documented.get("Council"));
            LiveFederation.await(registry.close());
            ReplayerServer replayer = LiveFederation.await(ReplayerServer.start(
                    new ReplayerRoom.Settings(folder.resolve("replayer"), "replayer.example/r1", List.of()),
                    new Listen("127.0.0.1", 0),
                    Duration.ofSeconds(1),
                    federation.vertx));
            assertThat(routes(replayer.router())).isEqualTo(documented.get("Replayer"));
            LiveFederation.await(replayer.close());
        }
    }

    @Test
    void documentsEveryCode() throws IOException {
        Set<String> codes = new TreeSet<>();
        Path http = ROOT.resolve("registry-server/src/main/java/org/rescueregistry/http");
        Path signed = ROOT.resolve("sdk/src/main/java/org/rescueregistry/fetch/SignedRequest.java");
        try (Stream<Path> files = Stream.concat(Files.list(http), Stream.of(signed))) {
            for (Path file : files.toList()) {
                Matcher found = CODE_IN_SOURCE.matcher(Files.readString(file));
                while (found.find()) {
                    codes.add(Stream.of(found.group(1), found.group(2), found.group(3))
                            .filter(code -> code != null)
                            .findFirst()
                            .orElseThrow());
                }
            }
        }
        Arrays.stream(Refusal.values()).map(Refusal::code).forEach(codes::add);
        Arrays.stream(Issuance.Reason.values()).map(Issuance.Reason::code).forEach(codes::add);
        assertThat(codes).contains("busy", "method_not_allowed", "request_not_signed", "unknown_tile");
        String page = page("http.md");
        assertThat(codes).allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
    }

    @Test
    void documentsEverySetting() throws Exception {
        Set<String> documented = new TreeSet<>();
        // The page's later tables are of other things, each under a heading of its own.
        String first = page("config.md").split("(?m)^## ", 2)[0];
        Matcher row = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|").matcher(first);
        while (row.find()) {
            documented.add(row.group(1));
        }
        Set<String> settings = new TreeSet<>();
        Matcher taken = Pattern.compile("members\\.string\\(\"([a-z_]+)\"\\)")
                .matcher(Files.readString(
                        ROOT.resolve("registry-server/src/main/java/org/rescueregistry/server/ServerConfig.java")));
        while (taken.find()) {
            settings.add(taken.group(1));
        }
        assertThat(settings).isNotEmpty().isEqualTo(documented);
    }

    private static Set<String> routes(Router router) {
        Set<String> routes = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.getPath() == null) {
                continue;
            }
            String path = route.getPath().replaceAll(":([a-z]+)", "{$1}") + (route.isExactPath() ? "" : "*");
            route.methods().stream()
                    .map(Object::toString)
                    // GET routes answer HEAD as well, which the page says once.
                    .filter(method -> !method.equals("HEAD"))
                    .forEach(method -> routes.add(method + " " + path));
        }
        return routes;
    }

    /** The routes in the page's headings, by program. */
    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> programs = new LinkedHashMap<>();
        String program = "";
        for (String line : page("http.md").split("\n")) {
            if (line.startsWith("## ")) {
                program = line.substring(3);
            } else if (line.startsWith("### `")) {
                programs.computeIfAbsent(program, name -> new TreeSet<>()).add(line.substring(5, line.length() - 1));
            }
        }
        return programs;
    }

    private static String page(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs/reference").resolve(name));
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docs/reference")) ? here : here.getParent();
    }
}
