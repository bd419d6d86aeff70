package org.rescueregistry.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.PostAttestation;

/** The pictures and films of a post, by the digests of their files. */
record MediaFiles(Map<Path, Digest> digests) {
    static MediaFiles read(List<Path> files) throws Stopped {
        Map<Path, Digest> digests = new LinkedHashMap<>();
        for (Path file : files) {
            try (InputStream stream = Files.newInputStream(file)) {
                digests.put(file, Digest.sha256(stream));
            } catch (IOException e) {
                throw Disk.unreadable(file, e);
            }
        }
        MediaFiles read = new MediaFiles(digests);
        if (read.set().size() > PostAttestation.MAX_MEDIA) {
            throw new Stopped(
                    StopCode.BAD_OPTION,
                    "a post has at most " + PostAttestation.MAX_MEDIA + " pictures and films that can be signed");
        }
        return read;
    }

    DigestSet set() {
        return DigestSet.of(digests.values());
    }
}
