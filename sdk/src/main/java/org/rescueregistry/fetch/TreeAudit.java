package org.rescueregistry.fetch;

import java.util.List;
import org.rescueregistry.log.Checkpoint;

/** {@link LogCheck} as part of an audit, where a file that is not given counts as no answer: it proves nothing. */
final class TreeAudit {
    private final LogSource source;
    private final Checkpoint checkpoint;

    TreeAudit(LogSource source, Checkpoint checkpoint) {
        this.source = source;
        this.checkpoint = checkpoint;
    }

    List<Trouble> run() {
        int threads = Runtime.getRuntime().availableProcessors();
        return new LogCheck(source, threads, (leaves, total, bytes) -> {})
                .run(checkpoint).troubles().stream()
                        .map(trouble -> trouble.kind() == Trouble.Kind.MISSING
                                ? new Trouble(Trouble.Kind.UNREACHABLE, trouble.place(), trouble.message())
                                : trouble)
                        .toList();
    }
}
