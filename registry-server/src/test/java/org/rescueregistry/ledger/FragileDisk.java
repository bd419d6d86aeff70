package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory on which a process can die. It knows what every name and byte is now, and what would be left of them:
 * after {@code kill -9} all that was done, after a power cut what was forced and any part of the rest: of the names each by itself,
 * of a file's bytes any beginning of what was written since.
 */
final class FragileDisk implements Disk {

    /** The process died here: nothing after it is carried out. */
    static final class Died extends IOException {
        private static final long serialVersionUID = 1;

        Died() {
            super("the process died here");
        }
    }

    /** A file apart from its name. */
    private static final class Inode {
        byte[] now = new byte[0];
        byte[] forced = new byte[0];

        /** What a power cut leaves: what was forced, or some beginning of what was written, which may have replaced it. */
        Inode left(RandomGenerator chance) {
            Inode left = new Inode();
            left.now = forced;
            if (!Arrays.equals(now, forced) && chance.nextBoolean()) {
                boolean appended =
                        now.length >= forced.length && Arrays.equals(now, 0, forced.length, forced, 0, forced.length);
                int least = appended ? forced.length : 0;
                left.now = Arrays.copyOf(now, least + chance.nextInt(now.length - least + 1));
            }
            left.forced = left.now;
            return left;
        }
    }

    /** One step on names that no force has confirmed yet. */
    private record Unforced(Path folder, Consumer<FragileDisk> onDurable) {}

    private final Map<Path, Inode> files = new HashMap<>();
    private final Set<Path> folders = new HashSet<>();
    private final Map<Path, Inode> durableFiles = new HashMap<>();
    private final Set<Path> durableFolders = new HashSet<>();
    private final List<Unforced> unforced = new ArrayList<>();
    private long stepsLeft = Long.MAX_VALUE;
    private boolean doLastStep;
    private long steps;
    private long room = Long.MAX_VALUE;

    FragileDisk(Path... existing) {
        folders.addAll(List.of(existing));
        durableFolders.addAll(List.of(existing));
    }

    /** Dies at the step after {@code steps} more; that step is carried out, unheard, if {@code done}. */
    synchronized void dieAfter(long steps, boolean done) {
        stepsLeft = steps;
        doLastStep = done;
    }

    /** Has room for so many more bytes: a write beyond them fails half done, as a full disk's does. */
    synchronized void fillAfter(long bytes) {
        room = bytes;
    }

    /** Steps asked for so far. */
    synchronized long steps() {
        return steps;
    }

    /** What a process killed now leaves behind. */
    synchronized FragileDisk afterKill() {
        FragileDisk left = new FragileDisk();
        left.files.putAll(files);
        left.folders.addAll(folders);
        left.durableFiles.putAll(durableFiles);
        left.durableFolders.addAll(durableFolders);
        // Still in the page cache only: a later power cut may yet take it.
        left.unforced.addAll(unforced);
        return left;
    }

    /** What a power cut now leaves behind: everything forced, and any of the rest that {@code chance} picks. */
    synchronized FragileDisk afterPowerCut(RandomGenerator chance) {
        for (Unforced step : unforced) {
            if (chance.nextBoolean()) {
                step.onDurable().accept(this);
            }
        }
        FragileDisk left = new FragileDisk();
        for (Path folder : durableFolders) {
            if (reachable(folder)) {
                left.folders.add(folder);
            }
        }
        durableFiles.forEach((file, inode) -> {
            if (reachable(file.getParent())) {
                left.files.put(file, inode.left(chance));
            }
        });
        left.durableFiles.putAll(left.files);
        left.durableFolders.addAll(left.folders);
        return left;
    }

    private boolean reachable(Path folder) {
        return durableFolders.contains(folder) && (folder.getParent() == null || reachable(folder.getParent()));
    }

    /** Whether this step is the last, which is carried out but not heard of. */
    private boolean step() throws IOException {
        steps++;
        if (stepsLeft < 0) {
            throw new Died();
        }
        if (stepsLeft-- == 0) {
            if (doLastStep) {
                return true;
            }
            throw new Died();
        }
        return false;
    }

    private static void dieIf(boolean last) throws Died {
        if (last) {
            throw new Died();
        }
    }

    private Inode created(Path file) throws IOException {
        if (!folders.contains(file.getParent())) {
            throw new IOException("no folder " + file.getParent());
        }
        @Nullable Inode there = files.get(file);
        if (there != null) {
            return there;
        }
        Inode inode = new Inode();
        files.put(file, inode);
        unforced.add(new Unforced(file.getParent(), disk -> disk.durableFiles.put(file, inode)));
        return inode;
    }

    /** Half of it when the process dies in it, as much as there is room for when the disk is full. */
    private void put(Inode inode, byte[] before, byte[] added, boolean last) throws IOException {
        int done = (int) Math.min(room, last ? added.length / 2 : added.length);
        room -= done;
        inode.now = Arrays.copyOf(before, before.length + done);
        System.arraycopy(added, 0, inode.now, before.length, done);
        dieIf(last);
        if (done < added.length) {
            throw new IOException("no space left on device");
        }
    }

    @Override
    public synchronized Optional<byte[]> read(Path file) throws IOException {
        return Optional.ofNullable(files.get(file)).map(inode -> inode.now.clone());
    }

    @Override
    public synchronized void makeFolder(Path folder) throws IOException {
        boolean last = step();
        if (!folders.contains(folder.getParent())) {
            throw new IOException("no folder " + folder.getParent());
        }
        if (folders.add(folder)) {
            unforced.add(new Unforced(folder.getParent(), disk -> disk.durableFolders.add(folder)));
        }
        dieIf(last);
    }

    @Override
    public synchronized boolean create(Path file) throws IOException {
        boolean last = step();
        boolean absent = !files.containsKey(file);
        Inode unused = created(file);
        dieIf(last);
        return absent;
    }

    @Override
    public synchronized void write(Path file, byte[] bytes) throws IOException {
        boolean last = step();
        put(created(file), new byte[0], bytes, last);
    }

    @Override
    public synchronized void appendForced(Path file, List<byte[]> parts) throws IOException {
        boolean last = step();
        Inode inode = created(file);
        for (int i = 0; i < parts.size(); i++) {
            put(inode, inode.now, parts.get(i), last && i >= parts.size() / 2);
        }
        inode.forced = inode.now;
        dieIf(last);
    }

    @Override
    public synchronized void force(Path file) throws IOException {
        boolean last = step();
        Inode inode = files.get(file);
        if (inode == null) {
            throw new IOException("no file " + file);
        }
        inode.forced = inode.now;
        dieIf(last);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        boolean last = step();
        Inode inode = files.remove(from);
        if (inode == null) {
            throw new IOException("no file " + from);
        }
        files.put(to, inode);
        unforced.add(new Unforced(from.getParent(), disk -> {
            disk.durableFiles.remove(from, inode);
            disk.durableFiles.put(to, inode);
        }));
        dieIf(last);
    }

    @Override
    public synchronized void remove(Path fileOrFolder) throws IOException {
        boolean last = step();
        Inode inode = files.remove(fileOrFolder);
        if (inode != null) {
            unforced.add(new Unforced(fileOrFolder.getParent(), disk -> disk.durableFiles.remove(fileOrFolder, inode)));
        } else if (folders.contains(fileOrFolder)) {
            if (list(fileOrFolder).isEmpty()) {
                folders.remove(fileOrFolder);
                unforced.add(new Unforced(fileOrFolder.getParent(), disk -> disk.durableFolders.remove(fileOrFolder)));
            }
        }
        dieIf(last);
    }

    @Override
    public synchronized List<Path> list(Path folder) {
        List<Path> all = new ArrayList<>(files.keySet());
        all.addAll(folders);
        return all.stream().filter(path -> folder.equals(path.getParent())).toList();
    }

    @Override
    public synchronized void forceFolder(Path folder) throws IOException {
        boolean last = step();
        List<Unforced> kept = new ArrayList<>();
        for (Unforced pending : unforced) {
            if (pending.folder().equals(folder)) {
                pending.onDurable().accept(this);
            } else {
                kept.add(pending);
            }
        }
        unforced.clear();
        unforced.addAll(kept);
        dieIf(last);
    }
}
