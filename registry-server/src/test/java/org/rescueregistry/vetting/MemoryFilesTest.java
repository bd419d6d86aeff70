package org.rescueregistry.vetting;

class MemoryFilesTest extends FilesContract {
    private final MemoryFiles files = new MemoryFiles();

    @Override
    protected Vetting.Files files() {
        return files.files();
    }
}
