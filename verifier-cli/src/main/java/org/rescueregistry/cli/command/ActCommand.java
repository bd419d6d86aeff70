package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.Accepted;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Proposals;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Signs one act and files it: reads the registry's state, proposes, shows in plain words what will be signed, asks,
 * signs, sends.
 */
abstract class ActCommand extends RescueCommand {
    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final SigningKey key = new SigningKey();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "sign, write the statement into this file and file nothing: `rescue sign` signs the same for somebody else, `rescue file` files it")
    private @Nullable Path out;

    /** All that an act is composed from. */
    record Scene(View view, RegistrySnapshot registry, FoldedState state, Proposals proposals, RegistryClient client) {
        /** What a digest stands for, as far as it was disclosed. */
        String meaning(Digest digest) {
            return registry.disclosed(digest).map(Meaning::of).orElseGet(() -> "not disclosed to you, " + digest);
        }
    }

    ActCommand(World world) {
        super(world);
    }

    /** Whose log it goes into. */
    abstract EntityId registry(View view) throws Stopped;

    /** What is to be signed. */
    abstract Proposal propose(Scene scene, Es256Signer signer) throws Stopped;

    /** Disclosures of digests it brings; asked after {@link #propose}. */
    List<GivenDisclosure> disclosures() {
        return List.of();
    }

    /** Disclosures by which the words can say what digests stand for. */
    List<GivenDisclosure> known() {
        return disclosures();
    }

    /** How it is filed, if it is a removing act. */
    @Nullable
    Filing filing() {
        return null;
    }

    /** What else whoever signs has to know, behind the words of the act. */
    List<String> moreWords(Scene scene, Proposal.Ready ready, Es256Signer signer) {
        return List.of();
    }

    /** The disclosures beside the signer's key: what an organisation has said of itself. */
    final List<GivenDisclosure> own() throws Stopped {
        return DisclosureFile.beside(key.file()).read();
    }

    /** Called before anything is sent, for what must not be lost. */
    void beforeSending(SigningKey signingKey) throws Stopped {}

    /** What can be signed with nothing known of its registry: a removing act, which rests on nothing. */
    record Unseen(Act act, Home home, @Nullable Code about) {}

    /** The same without a registry's state, for an act that is filed elsewhere because that registry does not answer. */
    Optional<Unseen> unseen() throws Stopped {
        return Optional.empty();
    }

    /** What is about to be signed, and for whom. */
    private record Composed(Proposal.Ready ready, Preview preview, EntityId registry) {}

    @Override
    final ExitCode run() throws Stopped {
        var trusted = anchors.load(world);
        if (out != null) {
            Disk.requireAbsent(out);
        }
        Es256Signer signer = key.open(world);
        View view = View.of(world, trusted, signer);
        Composed composed = composed(view, signer);
        key.confirm(world, composed.preview());
        beforeSending(key);
        print(done(new SignedAct(composed.ready().sign(signer), disclosures()), composed.registry(), view));
        return ExitCode.VERIFIED;
    }

    private Composed composed(View view, Es256Signer signer) throws Stopped {
        Filing filing = filing();
        Optional<EntityId> elsewhere = filing == null ? Optional.empty() : filing.via();
        try {
            return seen(view, signer);
        } catch (Stopped dark) {
            if (elsewhere.isEmpty() || !dark.isForWantOfARegistry()) {
                throw dark;
            }
            return unseen(view, signer, dark, elsewhere.get());
        }
    }

    private Composed seen(View view, Es256Signer signer) throws Stopped {
        EntityId registry = registry(view);
        FoldedState state = view.state(registry);
        Scene scene = new Scene(
                view,
                view.snapshot(registry).orElseThrow(),
                state,
                new Proposals(state, signer.keyId(), world.now(), world.random()),
                new RegistryClient(registry, world.web(), world.clock()));
        Proposal proposal = propose(scene, signer);
        if (proposal instanceof Proposal.Impossible impossible) {
            throw Stopped.by(impossible);
        }
        Proposal.Ready ready = (Proposal.Ready) proposal;
        Preview preview = PlainWords.preview(ready, signer.keyId(), digest -> meaning(digest, scene));
        return new Composed(ready, preview.with(moreWords(scene, ready, signer)), registry);
    }

    private Composed unseen(View view, Es256Signer signer, Stopped dark, EntityId elsewhere) throws Stopped {
        Optional<Unseen> possible = unseen();
        if (possible.isEmpty()) {
            throw dark;
        }
        Unseen unseen = possible.get();
        EntityId registry = unseen.home().registry(view, dark);
        String log = unseen.home().log(registry);
        Stamp stamp = Stamp.at(world.now(), world.random());
        Code about = unseen.about();
        Envelope envelope = about == null ? Envelope.about(registry, log, stamp) : Envelope.about(about, log, stamp);
        Proposal.Ready ready = new Proposal.Ready(unseen.act(), envelope, List.of());
        Preview preview = PlainWords.preview(ready, signer.keyId(), Digest::toString)
                .with(List.of(
                        "nobody has looked whether this can be: " + dark.message(),
                        elsewhere + " will, by what it has read of that log"));
        return new Composed(ready, preview, registry);
    }

    private Page done(SignedAct signed, EntityId registry, View view) throws Stopped {
        if (out != null) {
            return signed.write(out);
        }
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        Filing removing = filing();
        return removing == null
                ? file(signed, client)
                : removing.file(signed.statement(), client, () -> view.keys(registry), world);
    }

    /** Files it; says what came of it. */
    static Page file(SignedAct signed, RegistryClient client) throws Stopped {
        return page(signed.statement(), Asking.ask(() -> client.submit(signed.statement(), signed.disclosures())));
    }

    /** What a digest of the act stands for: what it brings itself is known best here. */
    private String meaning(Digest digest, Scene scene) {
        return known().stream()
                .filter(given -> given.disclosure().digest().equals(digest))
                .findFirst()
                .map(given -> Meaning.of(given.disclosure()) + ", for " + given.audience())
                .orElseGet(() -> scene.meaning(digest));
    }

    static Page page(Statement statement, Accepted accepted) {
        Json.ObjectBuilder data = Json.object();
        accepted.json().members().forEach(data::put);
        data.put("act", statement.act().name()).put("sub", statement.sub());
        Page page = new Page(data.build());
        if (accepted.effective()) {
            page.headline(Tone.GOOD, "done: " + statement.act().name() + " " + statement.sub());
        } else {
            page.headline(
                    Tone.DOUBT,
                    "signed: " + statement.act().name() + " " + statement.sub() + " waits for others, "
                            + accepted.have() + " of " + accepted.need() + " have signed");
        }
        return page.field("id", accepted.id().toString()).field("leaf", Long.toString(accepted.index()));
    }

    /** The length asked for, or the longest the charter allows. */
    static Duration orLongest(@Nullable Duration asked, Duration longest) {
        return asked == null ? longest : asked;
    }
}
