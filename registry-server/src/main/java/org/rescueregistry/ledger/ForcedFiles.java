package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** {@link LogFiles} in a folder: a new file is written beside the old, forced, renamed over it, and its folder forced. */
final class ForcedFiles implements LogFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-][a-z0-9.-]*(/[a-z0-9-][a-z0-9.-]*)*");

    /** Cannot be part of a {@link #NAME}, so what a dead process left half-written is never read. */
    private static final String UNFINISHED = "~";

    private final Path root;
    private final Disk disk;

    /** Folders whose own name this process has forced. One made by a process that died may not be durable yet. */
    private final Set<Path> durableFolders = new HashSet<>();

    ForcedFiles(Path root, Disk disk) {
        this.root = root.toAbsolutePath().normalize();
        this.disk = disk;
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return disk.read(resolve(name));
    }

    @Override
    public synchronized void write(SortedMap<String, byte[]> files) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (String name : files.keySet()) {
            Path folder = folderOf(resolve(name));
            makeDurable(folder);
            folders.add(folder);
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            disk.writeForced(unfinished(file.getKey()), file.getValue());
        }
        for (String name : files.keySet()) {
            disk.rename(unfinished(name), resolve(name));
        }
        for (Path folder : folders) {
            disk.forceFolder(folder);
        }
    }

    private void makeDurable(Path folder) throws IOException {
        if (durableFolders.contains(folder)) {
            return;
        }
        Path parent = folderOf(folder);
        if (!folder.equals(root)) {
            makeDurable(parent);
        }
        disk.makeFolder(folder);
        disk.forceFolder(parent);
        durableFolders.add(folder);
    }

    private Path unfinished(String name) {
        Path file = resolve(name);
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    private Path resolve(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a log's file: " + name);
        }
        return root.resolve(name);
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalStateException(file + " lies in no folder");
        }
        return folder;
    }
}
