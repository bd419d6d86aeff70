package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** {@link LogFiles} in a folder: a new file is written beside the old and renamed over it, forced now or later. */
final class ForcedFiles implements LogFiles {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-][a-z0-9.-]*(/[a-z0-9-][a-z0-9.-]*)*");

    /** Cannot be part of a {@link #NAME}, so what a dead process left half-written is never read. */
    private static final String UNFINISHED = "~";

    private static final AtomicInteger WRITERS = new AtomicInteger();

    /** How many folders are remembered; when there are more, they are asked for again. */
    private static final int MOST_FOLDERS = 4096;

    private final Path root;
    private final Disk disk;

    /**
     * This writer's own, as far as one process goes: two on one folder must not rename what the other is still writing. Two processes,
     * which the lock keeps apart, may have the same: without the lock one of them then stops.
     */
    private final String unfinished = "." + WRITERS.incrementAndGet() + UNFINISHED;

    /** Folders that are there. */
    private final Set<Path> madeFolders = ConcurrentHashMap.newKeySet();

    /** Folders whose own name this process has forced. One made by a process that died may not be durable yet. */
    private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();

    /** Files appended to whose name this process has forced. */
    private final Set<Path> durableNames = ConcurrentHashMap.newKeySet();

    /** Files that were read as durable, and not exposed since. */
    private final Set<Path> durableFiles = ConcurrentHashMap.newKeySet();

    ForcedFiles(Path root, Disk disk) {
        this.root = root.toAbsolutePath().normalize();
        this.disk = disk;
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return disk.read(resolve(name));
    }

    @Override
    public Optional<Path> file(String name) {
        return Optional.of(resolve(name));
    }

    @Override
    public Optional<byte[]> readDurable(String name) throws IOException {
        Optional<byte[]> bytes = read(name);
        if (bytes.isPresent() && !durableFiles.contains(resolve(name))) {
            settle(List.of(name));
            durableFiles.add(resolve(name));
        }
        return bytes;
    }

    @Override
    public void write(SortedMap<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            make(folderOf(resolve(file.getKey())));
            disk.write(unfinished(file.getKey()), file.getValue());
            disk.force(unfinished(file.getKey()));
        }
        Set<Path> folders = new LinkedHashSet<>();
        Set<Path> known = new LinkedHashSet<>();
        for (String name : files.keySet()) {
            if (durableFiles.remove(resolve(name))) {
                known.add(resolve(name));
            }
            disk.rename(unfinished(name), resolve(name));
            folders.add(folderOf(resolve(name)));
        }
        settleFolders(folders);
        durableFiles.addAll(known);
    }

    @Override
    public void expose(Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            make(folderOf(resolve(file.getKey())));
            durableFiles.remove(resolve(file.getKey()));
            disk.write(unfinished(file.getKey()), file.getValue());
            disk.rename(unfinished(file.getKey()), resolve(file.getKey()));
        }
    }

    @Override
    public void settle(Collection<String> names) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(resolve(name));
            folders.add(folderOf(resolve(name)));
        }
        InParallel.each(files, disk::force);
        settleFolders(folders);
    }

    @Override
    public boolean claim(String name) throws IOException {
        Path file = resolve(name);
        make(folderOf(file));
        return disk.create(file);
    }

    @Override
    public void append(String name, List<byte[]> parts) throws IOException {
        Path file = resolve(name);
        Path folder = folderOf(file);
        make(folder);
        disk.appendForced(file, parts);
        if (durableNames.add(file)) {
            settleFolders(Set.of(folder));
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(resolve(folder)).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> !name.endsWith(UNFINISHED))
                .toList();
    }

    @Override
    public void remove(Collection<String> names) throws IOException {
        for (String name : names) {
            Path path = resolve(name);
            disk.remove(path);
            madeFolders.remove(path);
            durableFolders.remove(path);
            durableNames.remove(path);
            durableFiles.remove(path);
        }
    }

    private void make(Path folder) throws IOException {
        if (madeFolders.contains(folder)) {
            return;
        }
        if (!folder.equals(root)) {
            make(folderOf(folder));
        }
        disk.makeFolder(folder);
        remember(madeFolders, folder);
    }

    /** Forces the names in these folders, and, on the way up, those of the folders themselves. */
    private void settleFolders(Set<Path> folders) throws IOException {
        Set<Path> all = new LinkedHashSet<>(folders);
        for (Path folder : folders) {
            for (Path at = folder; !durableFolders.contains(at); at = folderOf(at)) {
                all.add(folderOf(at));
                if (at.equals(root)) {
                    break;
                }
            }
        }
        InParallel.each(all, disk::forceFolder);
        for (Path folder : all) {
            if (folder.startsWith(root)) {
                remember(durableFolders, folder);
            }
        }
    }

    private static void remember(Set<Path> known, Path folder) {
        if (known.size() >= MOST_FOLDERS) {
            known.clear();
        }
        known.add(folder);
    }

    private Path unfinished(String name) {
        Path file = resolve(name);
        return file.resolveSibling(file.getFileName() + unfinished);
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
