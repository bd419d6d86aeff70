package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.statement.Role;

/** Yesterday's folder, files and fork guard together, put back under a registry whose witnesses saw today's log. */
class OldCopyTest {
    @TempDir
    private Path folder;

    @Test
    void isNotSigned() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder)) {
            RegistryServer registry = federation.startRegistry();
            published(registry);
            LiveFederation.await(registry.close());
            Path yesterday = folder.resolve("yesterday");
            copy(federation.config.data(), yesterday);

            registry = federation.startRegistry();
            federation.appoint(0, Role.VETTER, null, registry);
            published(registry);
            long size = registry.ledger().accepted().size();
            LiveFederation.await(registry.close());
            Files.move(federation.config.data(), folder.resolve("today"));
            copy(yesterday, federation.config.data());

            assertThatThrownBy(federation::startRegistry)
                    .isInstanceOfSatisfying(
                            SigningRefusedException.class,
                            e -> assertThat(e.code()).isEqualTo("witness_knows_more"))
                    .hasMessageContaining("knows " + size + " leaves of this log, signed by its own key")
                    .hasMessageContaining("the files here end at 2")
                    .hasMessageContaining("registry restore");

            // Nor is a new log begun under the old key.
            Files.move(federation.config.data(), folder.resolve("aside"));
            assertThatThrownBy(federation::startRegistry)
                    .isInstanceOf(SigningRefusedException.class)
                    .hasMessageContaining("the files here end at 0");
        }
    }

    private static void published(RegistryServer registry) throws Exception {
        long wanted = registry.ledger().accepted().size();
        for (int i = 0; i < 4000 && registry.ledger().health().publishedSize() < wanted; i++) {
            Thread.sleep(5);
        }
        assertThat(registry.ledger().health().publishedSize()).isEqualTo(wanted);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.toList();
        }
        for (Path path : all) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }
}
