package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.anchor.AnchorDocument;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.anchor.RootKeys;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue anchors …}. */
@Command(
        name = "anchors",
        description = "Make and show anchor sets: whom verifiers trust to begin with.",
        subcommands = {AnchorsCommand.Show.class, AnchorsCommand.Make.class})
public final class AnchorsCommand extends GroupCommand {
    /** {@code rescue anchors show}. */
    @Command(
            name = "show",
            description =
                    "Check an anchor set and show whom it trusts. Compare the digest with what its council publishes.")
    static final class Show extends RescueCommand {
        @Parameters(index = "0", paramLabel = "FILE", description = "the anchor set")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        Show(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            print(page(Anchors.load(file, world)));
            return ExitCode.VERIFIED;
        }
    }

    /** {@code rescue anchors make}. */
    @Command(
            name = "make",
            description = {
                "Make and sign an anchor set with all its root keys at hand.",
                "Whoever holds those keys decides whom this file's readers trust."
            })
    static final class Make extends RescueCommand {
        @Parameters(index = "0", paramLabel = "FILE", description = "the anchor set to write")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(
                names = "--council",
                paramLabel = "URL=FILE",
                required = true,
                description = "a council to trust and its public key (JWK); may be given several times")
        private Map<String, Path> councils = new LinkedHashMap<>();

        @Option(
                names = "--root",
                paramLabel = "FILE",
                required = true,
                description = "key file of a root key; may be given several times")
        private List<Path> roots = List.of();

        @Option(
                names = "--threshold",
                paramLabel = "N",
                description = "how many root keys must sign the next set (default: all of them)")
        private int threshold;

        @Option(
                names = "--set-version",
                paramLabel = "N",
                defaultValue = "1",
                description = "the set's version: one more than the set it follows (default: ${DEFAULT-VALUE})")
        private long version = 1;

        @Option(
                names = "--for",
                paramLabel = "TIME",
                defaultValue = "365d",
                converter = Span.class,
                description = "how long it is valid (default: ${DEFAULT-VALUE})")
        private Duration length = Duration.ofDays(365);

        @Mixin
        private final Passphrase passphrase = new Passphrase();

        Make(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            Disk.requireAbsent(file);
            List<PinnedAnchor> anchors = new ArrayList<>();
            for (Map.Entry<String, Path> council : councils.entrySet()) {
                anchors.add(new PinnedAnchor(
                        entity(council.getKey()), FederationKeys.of(PublicKeys.read(council.getValue()))));
            }
            List<Es256Signer> signers = new ArrayList<>();
            for (Path root : roots) {
                signers.add(SigningKey.open(world, root, passphrase));
            }
            byte[] signed = signed(anchors, signers);
            Disk.writeNew(file, signed);
            print(page(Anchors.load(file, world)));
            say("wrote " + file);
            return ExitCode.VERIFIED;
        }

        private byte[] signed(List<PinnedAnchor> anchors, List<Es256Signer> signers) throws Stopped {
            Instant now = wholeSeconds();
            try {
                RootKeys root = RootKeys.of(
                        threshold == 0 ? signers.size() : threshold,
                        signers.stream().map(Es256Signer::publicKey).toList());
                AnchorDocument document = new AnchorDocument(version, now, now.plus(length), root, anchors);
                List<CompactJws> signatures =
                        signers.stream().map(document::sign).toList();
                return document.assemble(signatures);
            } catch (IllegalArgumentException doesNotFit) {
                throw new Stopped(StopCode.BAD_OPTION, "no anchor set: " + doesNotFit.getMessage());
            }
        }

        private static EntityId entity(String url) throws Stopped {
            try {
                return EntityId.parse(url);
            } catch (MalformedException e) {
                throw Stopped.at("--council " + url, e);
            }
        }
    }

    public AnchorsCommand(World world) {
        super(world);
    }

    static Page page(AnchorSet set) {
        List<String> councils =
                set.anchors().stream().map(anchor -> anchor.entity().toString()).toList();
        Json.Obj data = Json.object()
                .put("anchors", Json.strings(councils))
                .put("digest", set.digest().base64Url())
                .put("expires_at", set.document().expiresAt().getEpochSecond())
                .put("issued_at", set.document().issuedAt().getEpochSecond())
                .put("version", set.document().version())
                .build();
        return new Page(data).lines(set.describe());
    }
}
