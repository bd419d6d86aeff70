package org.rescueregistry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.ledger.AttestationFile;
import org.rescueregistry.ledger.AttestationFileContract;

class SqlAttestationsTest extends AttestationFileContract {
    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(folder.resolve("registry"));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Override
    protected AttestationFile file() {
        return store.attestations();
    }

    @Test
    void findsAfterAPowerCutWhatItKept() throws IOException {
        List<AttestationFile.Row> rows = List.of(row("one", 4), row("two", 4));
        file().keep(rows);
        // Only what had been written, the database not closed.
        Files.copy(folder.resolve("registry.mv.db"), folder.resolve("copy.mv.db"));
        try (Store copy = Store.open(folder.resolve("copy"))) {
            assertThat(copy.attestations().all()).containsExactlyInAnyOrderElementsOf(rows);
        }
    }

    @Test
    void areInABackup() throws IOException {
        List<AttestationFile.Row> rows = List.of(row("one", 4));
        file().keep(rows);
        store.backUp(folder.resolve("copy.zip"));
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("copy.zip"))) {
            Files.copy(zip.getPath("registry.mv.db"), folder.resolve("restored.mv.db"));
        }
        try (Store restored = Store.open(folder.resolve("restored"))) {
            assertThat(restored.attestations().all()).isEqualTo(rows);
        }
    }
}
