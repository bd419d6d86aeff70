package org.rescueregistry.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.fetch.LiveReplica;

/** What two auditors revoke is revoked for a platform that listens, long before it would have asked. */
class RevocationTest {
    @TempDir
    private Path folder;

    @Test
    void reachesAPlatformThatListens() throws Exception {
        try (Revocations revocations = new Revocations(folder, 3)) {
            for (int i = 0; i < 3; i++) {
                assertThat(revocations.revoke(i).revoked())
                        .isLessThan(LiveReplica.UNASKED.dividedBy(3).toMillis());
            }
        }
    }
}
