package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.Accepted;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Proposals;
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

    @Override
    final ExitCode run() throws Stopped {
        var trusted = anchors.load(world);
        if (out != null) {
            Disk.requireAbsent(out);
        }
        Es256Signer signer = key.open(world);
        View view = View.of(world, trusted, signer);
        EntityId registry = registry(view);
        FoldedState state = view.state(registry);
        RegistryClient client = new RegistryClient(registry, world.web(), world.clock());
        Scene scene = new Scene(
                view,
                view.snapshot(registry).orElseThrow(),
                state,
                new Proposals(state, signer.keyId(), world.now(), world.random()),
                client);
        Proposal proposal = propose(scene, signer);
        if (proposal instanceof Proposal.Impossible impossible) {
            throw Stopped.by(impossible);
        }
        Proposal.Ready ready = (Proposal.Ready) proposal;
        Preview preview = PlainWords.preview(ready, signer.keyId(), digest -> meaning(digest, scene));
        key.confirm(world, preview.with(moreWords(scene, ready, signer)));
        beforeSending(key);
        print(done(new SignedAct(ready.sign(signer), disclosures()), client));
        return ExitCode.VERIFIED;
    }

    private Page done(SignedAct signed, RegistryClient client) throws Stopped {
        if (out != null) {
            return signed.write(out);
        }
        Filing removing = filing();
        return removing == null ? file(signed, client) : removing.file(signed.statement(), client, world);
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
