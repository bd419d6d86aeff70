package org.rescueregistry.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.Accepted;
import org.rescueregistry.fetch.PromiseReceipt;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Option;

/** How a removing act is filed: with its own registry or through another one, and what is kept of the answer. */
final class Filing {
    private static final String TAKEN = "taken";
    private static final String SUFFIX = ".promise";

    @Option(
            names = "--via",
            paramLabel = "URL",
            converter = ValueReader.OfEntity.class,
            description =
                    "file it with this other registry of the same council, which passes it on and shows that it did: when the own one does not answer, or is not to be trusted with it")
    private @Nullable EntityId via;

    @Option(
            names = "--promises",
            paramLabel = "DIR",
            description =
                    "keep the registry's promise in this folder; rescue log audit --promises finds those that were broken")
    private @Nullable Path promises;

    /** The keys with which the registry signs what it promises; asked for once it has promised something. */
    interface Keys {
        Collection<Es256PublicKey> get() throws Stopped;
    }

    /** The other registry that is to pass it on. */
    Optional<EntityId> via() {
        return Optional.ofNullable(via);
    }

    /** Files the act; says what came of it. */
    Page file(Statement statement, RegistryClient home, Keys keys, World world) throws Stopped {
        if (via != null) {
            return passedOn(statement, new RegistryClient(via, world.web(), world.clock()));
        }
        Accepted accepted = Asking.ask(() -> home.submit(statement, List.of()));
        Page page = ActCommand.page(statement, accepted);
        Collection<Es256PublicKey> signers;
        try {
            signers = keys.get();
        } catch (Stopped unknown) {
            Optional<Promise> unchecked = accepted.promise();
            if (unchecked.isPresent()) {
                keep(unchecked.get());
            }
            return page.field("promise", "not checked: " + unknown.message());
        }
        PromiseReceipt receipt = accepted.receipt(statement, signers, world.now());
        if (receipt instanceof PromiseReceipt.Worthless worthless) {
            throw Stopped.refused(
                    worthless.code(),
                    home.registry() + " says that it has taken this as leaf " + accepted.index() + ", but "
                            + worthless.message()
                            + ": look whether it becomes public, and file the same with another registry too (--via)");
        }
        if (receipt instanceof PromiseReceipt.Good good) {
            keep(good.promise());
            page.field("public by", PlainWords.time(good.promise().by()) + ", as the registry promises");
        }
        return page;
    }

    private static Page passedOn(Statement statement, RegistryClient peer) throws Stopped {
        Optional<String> answer = Asking.ask(() -> peer.relay(statement));
        if (answer.isPresent() && !answer.get().equals(TAKEN)) {
            throw Stopped.refused(answer.get(), "the home registry refused it, says " + peer.registry());
        }
        Json.ObjectBuilder data = Json.object()
                .put("act", statement.act().name())
                .put("id", statement.id().base64Url())
                .put("outcome", answer.isPresent() ? "passed_on" : "waiting")
                .put("sub", statement.sub())
                .put("via", peer.registry().toString());
        String what = statement.act().name() + " " + statement.sub();
        Page page = new Page(data.build());
        return answer.isPresent()
                ? page.headline(Tone.GOOD, "passed on: " + what + " was taken by its own registry")
                : page.headline(
                        Tone.DOUBT,
                        "waiting: " + what + " is kept and shown by " + peer.registry()
                                + ", which goes on trying; its own registry has not answered");
    }

    /** The promises that were kept in a folder. */
    static List<Promise> kept(Path folder) throws Stopped {
        List<Promise> kept = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                kept.add(read(file));
            }
            return kept;
        } catch (IOException | DirectoryIteratorException e) {
            throw new Stopped(StopCode.FILE_UNREADABLE, "cannot read " + folder + ": " + e.getMessage());
        }
    }

    private static Promise read(Path file) throws Stopped {
        try {
            return Promise.parse(Disk.readText(file).strip());
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }

    private void keep(Promise promise) throws Stopped {
        if (promises == null) {
            return;
        }
        Path file = promises.resolve(promise.statement() + SUFFIX);
        try {
            Files.createDirectories(promises);
        } catch (IOException e) {
            throw new Stopped(StopCode.FILE_UNWRITABLE, "cannot make " + promises + ": " + e.getMessage());
        }
        Disk.replace(file, (promise.compact() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
