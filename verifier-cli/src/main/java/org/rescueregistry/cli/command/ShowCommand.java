package org.rescueregistry.cli.command;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.History;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue show}. */
@Command(
        name = "show",
        description = "Show what the registry's log says of an organisation, every leaf of it checked: the"
                + " record, the whole history with who signed what and what came of it, and when witnesses"
                + " vouched for the tree. With --at: what was true then.")
public final class ShowCommand extends RescueCommand {
    @Parameters(
            index = "0",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "the organisation, such as RR-CN7K-3M9Q-XDP2")
    @SuppressWarnings("NullAway.Init")
    private Code code;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = TimeReader.class,
            description = "a moment in the past: 2026-11-18T10:26:40Z, or seconds since 1970 (default: now)")
    private @Nullable Instant at;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final ReaderKey reader = new ReaderKey();

    public ShowCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        Instant now = world.now();
        if (at != null && at.isAfter(now)) {
            throw new Stopped(StopCode.BAD_OPTION, "nobody can say what will be true at " + PlainWords.time(at));
        }
        Instant moment = at == null ? now : at;
        AnchorSet trusted = anchors.load(world);
        // By log: another registry's log may speak of this code as well, and means nothing.
        Map<String, History> histories = new HashMap<>();
        View view = View.of(
                world,
                trusted,
                reader.open(world),
                (batch, fold) -> histories
                        .computeIfAbsent(fold.log(), log -> History.of(code, moment))
                        .take(batch, fold));
        RegistrySnapshot registry = view.registryOf(code);
        History history = histories.getOrDefault(view.log(registry.registry()), History.of(code, moment));
        OrganisationRecord record = history.record()
                .orElseThrow(() -> Stopped.refused(
                        "unknown_code",
                        registry.registry() + (at == null ? " has" : " had by then") + " given nobody the code "
                                + code));
        print(page(new RecordPage(registry, record, moment), history, view.checkpoint(registry.registry())));
        return ExitCode.VERIFIED;
    }

    private Page page(RecordPage record, History history, CosignedCheckpoint checkpoint) {
        HistoryPage told = new HistoryPage(history, record::meaning);
        Json.ObjectBuilder data = record.data().put("history", told.json()).put("witnesses", witnesses(checkpoint));
        history.state().ifPresent(state -> data.put("as_of_leaf", state.size()));
        data.put("tree_size", checkpoint.checkpoint().size());
        Page page = record.page(data.build());
        history.state()
                .ifPresent(
                        state -> page.field("state", "leaf " + state.size() + " of " + PlainWords.time(state.time())));
        page.field("tree", checkpoint.checkpoint().size() + " leaves, all of them checked");
        page.table(record.accounts());
        Table vouched = new Table("WITNESS", "SAW THIS TREE AT");
        checkpoint
                .byWitness()
                .forEach(by ->
                        vouched.row(by.name(), PlainWords.time(by.cosignature().time())));
        page.table(vouched);
        told.addTo(page);
        return page;
    }

    private static Json witnesses(CosignedCheckpoint checkpoint) {
        List<Json> all = checkpoint.byWitness().stream()
                .<Json>map(by -> Json.object()
                        .put("time", by.cosignature().time().getEpochSecond())
                        .put("witness", by.name())
                        .build())
                .toList();
        return Json.array(all);
    }
}
