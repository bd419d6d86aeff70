package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.ProvenSnapshot;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.sdk.SnapshotCheck;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.sdk.SnapshotFinding;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * Snapshots of all registries in a folder, as good as the registries themselves: what is read from it proves itself to who has the
 * anchors (docs/reference/snapshot.md, "The folder"). It may be copied by any means, or served by any web server as a mirror.
 *
 * <pre>
 * 5a1f…c3.snapshot       a {@link SnapshotFile} with its chain; the name is SHA-256 of the entity identifier
 * 5a1f…c3.disclosures    what only this reader may see of it, if there is such; readable by the owner
 * </pre>
 *
 * <p>One process writes; any number read meanwhile.
 */
public final class SnapshotFolder {
    /** Most registries that are read from a folder. */
    public static final int MAX_REGISTRIES = TrustChainResolver.MAX_LISTED;

    private static final String SNAPSHOT = ".snapshot";
    private static final String DISCLOSURES = ".disclosures";
    private static final String DISCLOSURES_HEADER = "rescue-registry disclosures 1";
    private static final String DISCLOSURE = "disclosure ";

    private final Path folder;

    private SnapshotFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** The folder at a place, which is made when something is written into it. */
    public static SnapshotFolder at(Path place) {
        return new SnapshotFolder(place);
    }

    static String fileName(EntityId registry) {
        return stem(registry) + SNAPSHOT;
    }

    private static String stem(EntityId registry) {
        return Digest.sha256(registry.toString().getBytes(UTF_8)).hex();
    }

    /** What was found of one registry; {@code desk} follows from the chain. */
    record Kept(ProvenSnapshot snapshot, List<String> chain, ReportDesk desk, List<Disclosure> own) {
        Kept {
            chain = List.copyOf(chain);
            own = List.copyOf(own);
        }
    }

    /** Keeps a registry in place of what is there. */
    void keep(Kept kept) throws IOException {
        String stem = stem(kept.snapshot().registry());
        // 1. What is for this reader alone. If the process dies here, the older snapshot stands beside it: what
        // that does not name is not taken when it is read, and what was erased is gone already.
        Path disclosures = folder.resolve(stem + DISCLOSURES);
        if (kept.own().isEmpty()) {
            ForcedFile.remove(disclosures);
        } else {
            ForcedFile.replaceSecret(disclosures, disclosures(kept.own()));
        }
        // 2. The snapshot: from here on the folder is as new as the replica.
        ForcedFile.replace(
                folder.resolve(stem + SNAPSHOT),
                kept.snapshot().file(kept.chain()).toBytes());
    }

    private static byte[] disclosures(List<Disclosure> own) {
        StringBuilder text = new StringBuilder(DISCLOSURES_HEADER).append('\n');
        own.stream()
                .map(Disclosure::text)
                .sorted()
                .forEach(
                        disclosure -> text.append(DISCLOSURE).append(disclosure).append('\n'));
        return text.toString().getBytes(UTF_8);
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** A snapshot file, and by what it can be told whether it is another one now. */
    record Found(Path file, Object state) {}

    /** The snapshot files. */
    List<Found> files() throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> snapshots = all.filter(
                            file -> String.valueOf(file.getFileName()).endsWith(SNAPSHOT))
                    .sorted()
                    .limit(MAX_REGISTRIES + 1L)
                    .toList();
            if (snapshots.size() > MAX_REGISTRIES) {
                throw new IOException(folder + " holds over " + MAX_REGISTRIES + " snapshots");
            }
            for (Path file : snapshots) {
                found.add(new Found(file, List.of(state(file), state(disclosuresBeside(file)))));
            }
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
        return found;
    }

    private static Object state(Path file) throws IOException {
        try {
            BasicFileAttributes state = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(state.lastModifiedTime(), state.size(), String.valueOf(state.fileKey()));
        } catch (NoSuchFileException absent) {
            return List.of();
        }
    }

    private static Path disclosuresBeside(Path snapshot) {
        String name = String.valueOf(snapshot.getFileName());
        return snapshot.resolveSibling(name.substring(0, name.length() - SNAPSHOT.length()) + DISCLOSURES);
    }

    /**
     * Reads a registry and checks everything, without a network. The chain need not hold any more, but it must have held at T or
     * later: what a snapshot says is of that time, and how long it counts afterwards is the verifier's policy.
     */
    static Kept open(Found found, TrustChainResolver resolver, Instant now) throws TroubleException {
        Path file = found.file();
        try {
            SnapshotFile snapshot = SnapshotFile.parse(read(file));
            if (snapshot.chain().isEmpty()) {
                throw bad(file, "no_chain", "it carries no trust chain");
            }
            TrustChain chain = chain(file, resolver.verifyWhileItHeld(Json.strings(snapshot.chain()), now));
            if (!String.valueOf(file.getFileName()).equals(fileName(chain.subject()))) {
                throw bad(file, "wrong_registry", "it is of " + chain.subject() + ", whose file has another name");
            }
            SnapshotFinding finding = SnapshotCheck.of(chain, now).whole(snapshot, null);
            if (finding instanceof SnapshotFinding.Refused refused) {
                throw bad(file, refused.code(), refused.message());
            }
            ProvenSnapshot proven = ((SnapshotFinding.Taken) finding).snapshot();
            if (!chain.expiresAt().isAfter(proven.proven().asOf())) {
                throw bad(
                        file,
                        "chain_expired",
                        "its trust chain expired before " + proven.proven().asOf());
            }
            return new Kept(proven, snapshot.chain(), ReportDesk.of(chain), own(disclosuresBeside(file), proven));
        } catch (MalformedException e) {
            throw bad(file, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new TroubleException(Trouble.Kind.UNREACHABLE, file.toString(), LogReader.message(e));
        }
    }

    private static TrustChain chain(Path file, Resolution resolution) throws TroubleException {
        if (resolution instanceof Resolution.Trusted trusted) {
            return trusted.chain();
        }
        Resolution.Refused refused = (Resolution.Refused) resolution;
        throw new TroubleException(
                Trouble.Kind.NOT_TRUSTED, file.toString(), refused.reason().code() + ": " + refused.message());
    }

    private static TroubleException bad(Path file, String code, String message) {
        return new TroubleException(Trouble.Kind.BAD_SNAPSHOT, file.toString(), code + ": " + message);
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > SnapshotFile.MAX_BYTES) {
            throw new IOException(file + " is longer than " + SnapshotFile.MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static List<Disclosure> own(Path file, ProvenSnapshot snapshot) throws IOException, MalformedException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Disclosure> all = parsed(read(file));
        Set<Digest> named =
                snapshot.named(all.stream().map(Disclosure::digest).collect(Collectors.toCollection(HashSet::new)));
        return all.stream()
                .filter(disclosure -> named.contains(disclosure.digest()))
                .toList();
    }

    static List<Disclosure> parsed(byte[] bytes) throws MalformedException {
        String[] lines = new String(bytes, ISO_8859_1).split("\n", -1);
        if (!lines[0].equals(DISCLOSURES_HEADER) || !lines[lines.length - 1].isEmpty()) {
            throw new MalformedException("disclosures_malformed", "the file does not begin or end as it should");
        }
        List<Disclosure> all = new ArrayList<>();
        for (int i = 1; i < lines.length - 1; i++) {
            if (!lines[i].startsWith(DISCLOSURE)) {
                throw new MalformedException("disclosures_malformed", "line " + (i + 1) + " holds no disclosure");
            }
            all.add(Disclosure.parse(lines[i].substring(DISCLOSURE.length())));
        }
        return all;
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
