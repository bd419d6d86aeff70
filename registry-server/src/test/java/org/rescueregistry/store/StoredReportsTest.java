package org.rescueregistry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.vetting.FiledReport;
import org.rescueregistry.vetting.ReportFile;
import org.rescueregistry.vetting.ReportFileContract;

class StoredReportsTest extends ReportFileContract {
    @TempDir
    Path folder;

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
    protected ReportFile file() {
        return store.reports();
    }

    @Test
    void findsAfterAPowerCutWhatItAcknowledged() throws IOException {
        PlatformReport report = reports.report(1);
        file(report, registry.now());
        try (Store copy = afterPowerCut("filed")) {
            assertThat(copy.reports().find(report.id())).isPresent();
        }
        FiledReport.Answer answer = answer(report);
        file().decide(report.id(), answer);
        try (Store copy = afterPowerCut("decided")) {
            assertThat(copy.reports().find(report.id()).orElseThrow().answer()).isEqualTo(answer);
        }
    }

    /** What a machine would find that lost its power now. */
    private Store afterPowerCut(String name) throws IOException {
        Files.copy(folder.resolve("registry.mv.db"), folder.resolve(name + ".mv.db"));
        return Store.open(folder.resolve(name));
    }
}
