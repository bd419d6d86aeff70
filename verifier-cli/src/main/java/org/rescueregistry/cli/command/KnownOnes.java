package org.rescueregistry.cli.command;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.Json;

/** All organisations of the registries that an anchor set leads to, ascending by code. */
final class KnownOnes {
    private final View view;
    private final Map<String, Map<Code, Instant>> changed;
    private final Instant now;

    private KnownOnes(View view, Map<String, Map<Code, Instant>> changed, Instant now) {
        this.view = view;
        this.changed = changed;
        this.now = now;
    }

    static KnownOnes read(World world, AnchorSet anchors, @Nullable Es256Signer reader) {
        Map<String, Map<Code, Instant>> changed = new HashMap<>();
        View view = View.of(world, anchors, reader, (batch, fold) -> {
            Map<Code, Instant> here = changed.computeIfAbsent(fold.log(), log -> new HashMap<>());
            batch.judged()
                    .forEach(judged -> judged.touched()
                            .forEach(code -> here.put(code, batch.state().time())));
        });
        return new KnownOnes(view, changed, world.now());
    }

    /** As they are now: what has fallen due since the last leaf has fallen due. */
    Stream<Known> all() {
        return view.snapshot().registries().stream()
                .flatMap(registry -> {
                    Map<Code, Instant> times = changed.getOrDefault(view.log(registry.registry()), Map.of());
                    return registry.records().stream().map(record -> {
                        OrganisationRecord present = record.at(now);
                        return new Known(registry, present, times.get(record.code()));
                    });
                })
                .sorted(Comparator.comparing(known -> known.record().code()));
    }

    /** Says what keeps registries from being known whole, and how a command ends that has shown what is known. */
    ExitCode end(Consumer<String> say) {
        view.troubleLines().forEach(say);
        boolean isWhole = view.troubles().values().stream()
                .flatMap(List::stream)
                .allMatch(trouble -> trouble.kind() == Trouble.Kind.VOID_LEAF);
        return isWhole ? ExitCode.VERIFIED : ExitCode.UNDETERMINED;
    }

    /** The registries with troubles and what they are, for programs. */
    Json troublesJson() {
        Json.ObjectBuilder all = Json.object();
        view.troubles()
                .forEach((entity, troubles) -> all.put(
                        entity.toString(),
                        Json.strings(troubles.stream().map(Trouble::toString).toList())));
        return all.build();
    }
}
