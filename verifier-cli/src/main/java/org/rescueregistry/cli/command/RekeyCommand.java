package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code rescue rekey …}. Between the two stands a file of the new key's consent, which {@code approve} writes:
 *
 * <pre>{"approval":"eyJ…","key":{…},"pause_key":{…}}</pre>
 */
@Command(
        name = "rekey",
        description = "Give an organisation a new key. First the new key consents, whoever signs then; the"
                + " organisation signs with its old key, or, when that is lost or stolen, two vetters of"
                + " two bodies that did not vouch for it. The old key can stop the vetters with `rescue"
                + " pause`.",
        subcommands = {RekeyCommand.Consent.class, RekeyCommand.Sign.class})
public final class RekeyCommand extends GroupCommand {
    /** {@code rescue rekey approve}. */
    @Command(
            name = "approve",
            description = {
                "Show with the new key that you hold it. Give the file that is written to whoever signs: nobody else can use it.",
                "Vetters set a pause key too."
            })
    static final class Consent extends RescueCommand {
        @Parameters(
                index = "0",
                paramLabel = "CODE",
                converter = ValueReader.OfCode.class,
                description = "your organisation, such as RR-CN7K-3M9Q-XDP2")
        @SuppressWarnings("NullAway.Init")
        private Code code;

        @Option(
                names = "--pause-key",
                paramLabel = "FILE",
                description = "a new pause key, the JWK that `keys new` wrote (default: the old one stays)")
        private @Nullable Path pauseKey;

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "the file to write")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        @Mixin
        private final Anchors anchors = new Anchors();

        @Mixin
        private final SigningKey key = new SigningKey();

        Consent(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            var trusted = anchors.load(world);
            Disk.requireAbsent(out);
            Es256PublicKey pause = pauseKey == null ? null : PublicKeys.read(pauseKey);
            Es256Signer signer = key.open(world);
            View view = View.of(world, trusted, null);
            String log = view.log(view.registryOf(code).registry());
            List<String> words = new ArrayList<>();
            words.add("You are about to consent to become the key of " + code + " in the log " + log + ":");
            words.add("  your key " + signer.keyId());
            words.add(pause == null ? "  its pause key stays" : "  and a new pause key, " + pause.keyId());
            Digest content = Approval.rekeyContent(signer.publicKey(), pause);
            Envelope envelope = Envelope.about(code, log, Stamp.at(world.now(), world.random()));
            key.confirm(
                    world,
                    Preview.of(
                            words,
                            Approval.TYPE,
                            signer.keyId(),
                            Approval.payload(Approval.Of.REKEY, content, envelope)));
            Approval approval = Approval.sign(Approval.Of.REKEY, content, envelope, signer);
            Json.ObjectBuilder consent = Json.object()
                    .put("approval", approval.compact())
                    .put("key", signer.publicKey().jwk());
            if (pause != null) {
                consent.put("pause_key", pause.jwk());
            }
            Disk.writeNew(out, (consent.build().text() + "\n").getBytes(StandardCharsets.UTF_8));
            print(new Page(Json.object()
                            .put("code", code.canonical())
                            .put("file", out.toString())
                            .build())
                    .headline(Tone.GOOD, "consented")
                    .field("file", out.toString()));
            return ExitCode.VERIFIED;
        }
    }

    /** {@code rescue rekey sign}. */
    @Command(
            name = "sign",
            description = "Sign the new key: the organisation with its old one, which takes effect after the"
                    + " waiting time, or a vetter, with a second one of another body: then the organisation"
                    + " is suspended at once until its new key is in force.")
    static final class Sign extends OrganisationActCommand {
        @Option(
                names = "--approval",
                paramLabel = "FILE",
                required = true,
                description = "the new key's consent, as `rekey approve` wrote it")
        @SuppressWarnings("NullAway.Init")
        private Path approval;

        Sign(World world) {
            super(world);
        }

        @Override
        Proposal propose(Scene scene, Es256Signer signer) throws Stopped {
            try {
                Members consent = Members.of(Disk.readJson(approval), "consent");
                Members pauseKey = consent.optionalObject("pause_key").orElse(null);
                Act.Rekey rekey = new Act.Rekey(
                        Es256PublicKey.fromJwk(consent.object("key").json()),
                        pauseKey == null ? null : Es256PublicKey.fromJwk(pauseKey.json()),
                        Approval.parse(consent.string("approval")));
                consent.done();
                return scene.proposals().rekey(code(), rekey);
            } catch (MalformedException e) {
                throw Stopped.at(approval.toString(), e);
            }
        }
    }

    public RekeyCommand(World world) {
        super(world);
    }
}
