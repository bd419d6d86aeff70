package org.rescueregistry.vetting;

class MemoryReportsTest extends ReportFileContract {
    private final MemoryReports reports = new MemoryReports();

    @Override
    protected ReportFile file() {
        return reports;
    }
}
