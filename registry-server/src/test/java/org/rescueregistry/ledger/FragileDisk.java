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

/**
 * A disk in memory on which a process can die. It knows what every name and byte is now, and what would be left of them:
 * after {@code kill -9} all that was done, after a power cut what was forced and any part of the rest.
 */
final class FragileDisk implements Disk {

    /** The process died here: nothing after it is carried out. */
    static final class Died extends IOException {
        private static final long serialVersionUID = 1;

        Died() {
            super("the process died here");
        }
    }

    /** One step on names that no force has confirmed yet. */
    private record Unforced(Path folder, Consumer<FragileDisk> onDurable) {}

    private final Map<Path, byte[]> files = new HashMap<>();
    private final Set<Path> folders = new HashSet<>();
    private final Map<Path, byte[]> durableFiles = new HashMap<>();
    private final Set<Path> durableFolders = new HashSet<>();
    private final List<Unforced> unforced = new ArrayList<>();
    private long stepsLeft = Long.MAX_VALUE;
    private boolean doLastStep;
    private long steps;

    FragileDisk(Path... existing) {
        folders.addAll(List.of(existing));
        durableFolders.addAll(List.of(existing));
    }

    /** Dies at the step after {@code steps} more; that step is carried out, unheard, if {@code done}. */
    void dieAfter(long steps, boolean done) {
        stepsLeft = steps;
        doLastStep = done;
    }

    /** Steps asked for so far. */
    long steps() {
        return steps;
    }

    /** What a process killed now leaves behind. */
    FragileDisk afterKill() {
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
    FragileDisk afterPowerCut(RandomGenerator chance) {
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
        durableFiles.forEach((file, bytes) -> {
            if (reachable(file.getParent())) {
                left.files.put(file, bytes);
            }
        });
        left.durableFiles.putAll(left.files);
        left.durableFolders.addAll(left.folders);
        return left;
    }

    private boolean reachable(Path folder) {
        return durableFolders.contains(folder) && (folder.getParent() == null || reachable(folder.getParent()));
    }

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

    @Override
    public synchronized Optional<byte[]> read(Path file) throws IOException {
        return Optional.ofNullable(files.get(file)).map(byte[]::clone);
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
    public synchronized void writeForced(Path file, byte[] bytes) throws IOException {
        if (stepsLeft == 0 && doLastStep) {
            // Half a file, of which not even the bytes were forced.
            byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
            files.put(file, half);
            unforced.add(new Unforced(file.getParent(), disk -> disk.durableFiles.put(file, half)));
        }
        dieIf(step());
        if (!folders.contains(file.getParent())) {
            throw new IOException("no folder " + file.getParent());
        }
        byte[] copy = bytes.clone();
        boolean there = durableFiles.containsKey(file);
        files.put(file, copy);
        if (there) {
            durableFiles.put(file, copy);
        } else {
            unforced.add(new Unforced(file.getParent(), disk -> disk.durableFiles.put(file, copy)));
        }
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        boolean last = step();
        byte[] bytes = files.remove(from);
        if (bytes == null) {
            throw new IOException("no file " + from);
        }
        files.put(to, bytes);
        unforced.add(new Unforced(from.getParent(), disk -> {
            disk.durableFiles.remove(from);
            disk.durableFiles.put(to, bytes);
        }));
        dieIf(last);
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
