package org.rescueregistry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.credential.CredentialIssuer;
import org.rescueregistry.credential.CredentialVerification;
import org.rescueregistry.credential.RescueCredential;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.wire.Json;

/** Holds {@code docs/reference/credential.md} to the code. */
class CredentialPageTest {
    private static final Path SOURCES = Repository.ROOT.resolve("sdk/src/main/java/org/rescueregistry");
    private static final Pattern CODE =
            Pattern.compile("\"((?:jwt|disclosure|sd_jwt|credential|key_binding|status)_[a-z_]+)\"[,)]");
    private static final Pattern STATUS_MEMBER = Pattern.compile("status_lists?");

    private final String page = read(Repository.ROOT.resolve("docs/reference/credential.md"));

    @Test
    void theSampleIsACredential() throws Exception {
        String text = group("```text\n(.*?)```").replace("\n", "");
        Es256PublicKey key = Es256PublicKey.fromJwk((Json.Obj) Json.parse(group("\n    (\\{\"crv\".*?})\n")));

        CredentialVerification verification = RescueCredential.parse(text)
                .verify(
                        new CredentialIssuer(EntityId.parse("https://registry.example"), List.of(key)),
                        Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(verification)
                .isInstanceOfSatisfying(
                        CredentialVerification.Verified.class,
                        verified ->
                                assertThat(verified.credential().disclosures()).hasSize(2));
    }

    @Test
    void theSampleDisclosureHasItsDigest() throws Exception {
        Disclosure disclosure = Disclosure.parse(group("\n    (WyJ\\S+) +the disclosure\n"));

        assertThat(disclosure.name()).isEqualTo("kind");
        assertThat(disclosure.digest().base64Url()).isEqualTo(group("\n    (\\S{43}) +its digest\n"));
    }

    @Test
    void everyCodeStandsOnThePageAndNoOther() throws IOException {
        Collection<String> inCode = new TreeSet<>();
        for (String place : List.of("credential", "status", "statement/Disclosure.java", "key/Jwt.java")) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(place))) {
                files.filter(Files::isRegularFile).forEach(file -> inCode.addAll(all(CODE, read(file))));
            }
        }
        inCode.removeIf(code -> STATUS_MEMBER.matcher(code).matches());
        Collection<String> onPage = new TreeSet<>();
        page.substring(page.indexOf("## Codes"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> onPage.addAll(all(Pattern.compile("`([a-z_]+)`"), line.split("\\|")[1])));

        assertThat(inCode).isNotEmpty();
        assertThat(onPage).isEqualTo(inCode);
    }

    private String group(String regex) {
        return all(Pattern.compile(regex, Pattern.DOTALL), page).iterator().next();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
