package org.rescueregistry.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** The user's files. */
final class Disk {
    /** Longest file that is read whole, in bytes. */
    private static final int MAX_BYTES = 4 << 20;

    private Disk() {}

    static byte[] read(Path file) throws Stopped {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new Stopped(StopCode.FILE_UNREADABLE, file + " is longer than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static String readText(Path file) throws Stopped {
        return new String(read(file), StandardCharsets.UTF_8);
    }

    static Json.Obj readJson(Path file) throws Stopped {
        try {
            if (Json.parse(read(file)) instanceof Json.Obj object) {
                return object;
            }
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
        throw new Stopped(StopCode.BAD_FILE, file + " holds no JSON object");
    }

    /** Writes a file that must not be there yet and that nobody else may read. */
    static void writeNewSecret(Path file, byte[] bytes) throws Stopped {
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                // Created with these rights: set afterwards, there would be a moment in which others could read.
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(file, bytes, StandardOpenOption.WRITE);
            } else {
                Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Writes a file that must not be there yet. */
    static void writeNew(Path file, byte[] bytes) throws Stopped {
        write(file, bytes, StandardOpenOption.CREATE_NEW);
    }

    /** Writes a file in place of the one that may be there: either the old or the new is there, never half of one. */
    static void replace(Path file, byte[] bytes) throws Stopped {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.deleteIfExists(next);
            writeNewSecret(next, bytes);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static void requireAbsent(Path file) throws Stopped {
        if (Files.exists(file)) {
            throw new Stopped(StopCode.FILE_EXISTS, file + " is there already; nothing is written over");
        }
    }

    static Stopped unreadable(Path file, IOException why) {
        String reason = why instanceof NoSuchFileException ? "it is not there" : String.valueOf(why.getMessage());
        return new Stopped(StopCode.FILE_UNREADABLE, "cannot read " + file + ": " + reason);
    }

    private static void write(Path file, byte[] bytes, OpenOption how) throws Stopped {
        try {
            Files.write(file, bytes, how);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Stopped unwritable(Path file, IOException why) {
        return why instanceof FileAlreadyExistsException
                ? new Stopped(StopCode.FILE_EXISTS, file + " is there already; nothing is written over")
                : new Stopped(StopCode.FILE_UNWRITABLE, "cannot write " + file + ": " + why.getMessage());
    }
}
