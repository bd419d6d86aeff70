package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rescueregistry.wire.MalformedException;

/**
 * What a replayer must not forget of one log: the checkpoint it cosigned last; the evidence it found, each of which stops it until
 * a file {@code ….acknowledged} stands beside it; and up to which leaf it was acknowledged. And how far it has come, which it can do
 * without.
 */
final class ReplayerFiles {
    static final String EVIDENCE = "evidence";
    static final String ACKNOWLEDGED = ".acknowledged";

    /** One proof is enough to stop for; a log that makes more of them shall not fill the disk. */
    static final int MOST_EVIDENCE = 64;

    private static final String COSIGNED = "cosigned";
    private static final String SETTLED = "settled";
    private static final String REPLAYED = "replayed";
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final LogFiles files;

    ReplayerFiles(LogFiles files) {
        this.files = files;
    }

    Optional<byte[]> cosigned() throws IOException {
        return files.readDurable(COSIGNED);
    }

    /** Durable when this returns. */
    void cosigned(byte[] note) throws IOException {
        files.write(COSIGNED, note);
    }

    /** How far it had come; nothing, too, if what is there is not of this log and program: then it has to begin anew. */
    Optional<Replayed> replayed(String origin) throws IOException {
        Optional<byte[]> bytes = files.readDurable(REPLAYED);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Replayed.parse(bytes.get(), origin));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** Durable when this returns. */
    void replayed(Replayed far) throws IOException {
        files.write(REPLAYED, far.bytes());
    }

    /** Evidence that nobody has acknowledged, by name; whoever saw it listed finds it after a power cut, too. */
    List<String> open() throws IOException {
        List<String> names = files.list(EVIDENCE);
        for (String name : names) {
            // A process that was killed may have named it and not forced the name.
            Optional<byte[]> unused = files.readDurable(EVIDENCE + "/" + name);
        }
        return names.stream()
                .filter(ReplayerFiles::isEvidence)
                .filter(name -> !names.contains(name + ACKNOWLEDGED))
                .sorted()
                .toList();
    }

    static boolean isEvidence(String name) {
        return name.endsWith(".txt") && (name.startsWith("state-") || name.startsWith("fork-"));
    }

    /**
     * Keeps evidence, durable when this returns; what is there already stays, acknowledged or not.
     *
     * @throws IOException also when there is no room for it: then somebody has to remove what was acknowledged
     */
    void keep(String name, byte[] bytes) throws IOException {
        List<String> kept =
                files.list(EVIDENCE).stream().filter(ReplayerFiles::isEvidence).toList();
        if (kept.contains(name)) {
            return;
        }
        if (kept.size() >= MOST_EVIDENCE) {
            throw new IOException("there are " + kept.size() + " files of evidence, and more to write: remove some");
        }
        files.write(EVIDENCE + "/" + name, bytes);
    }

    /** What is wrong with leaves before this one has been acknowledged. */
    long settled() throws IOException, MalformedException {
        Optional<byte[]> bytes = files.readDurable(SETTLED);
        if (bytes.isEmpty()) {
            return 0;
        }
        String text = new String(bytes.get(), UTF_8);
        if (!SIZE.matcher(text).matches()) {
            throw new MalformedException("replayer_state_damaged", "the file " + SETTLED + " is not a size");
        }
        return Long.parseLong(text.strip());
    }

    /** Durable when this returns. */
    void settled(long size) throws IOException {
        files.write(SETTLED, (size + "\n").getBytes(UTF_8));
    }
}
