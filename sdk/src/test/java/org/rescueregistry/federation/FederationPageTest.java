package org.rescueregistry.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.federation.Federation.COUNCIL;
import static org.rescueregistry.federation.Federation.REGISTRY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.Base64Url;

/** The reference page shows what the code makes. */
class FederationPageTest {
    private final Federation federation = Federation.ofTwoLevels();

    @Test
    void showsTheStatementsOfARegistryAndWhatTheyResolveTo() throws Exception {
        TrustChain chain = ((Resolution.Trusted) federation.resolve(REGISTRY)).chain();

        assertThat(page())
                .contains(payload(federation.configurations.get(REGISTRY)))
                .contains(payload(federation.statements.get(new Link(COUNCIL, REGISTRY))))
                .contains(RegistryMetadata.of(chain).json().text());
    }

    @Test
    void namesEveryMemberAndEveryRefusal() throws Exception {
        for (RefusalReason reason : RefusalReason.values()) {
            assertThat(page()).contains("`" + reason.code() + "`");
        }
        for (String name : Federation.registryMetadata().members().keySet()) {
            assertThat(page()).contains("| `" + name + "` |");
        }
    }

    private static String page() throws Exception {
        return Files.readString(Path.of("../docs/reference/federation.md"));
    }

    private static String payload(String jws) throws Exception {
        return new String(Base64Url.decode(jws.split("\\.")[1], "payload"), StandardCharsets.UTF_8);
    }
}
