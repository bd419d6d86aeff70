package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.CosignatureCount;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.wire.MalformedException;

/**
 * Collects what replayers have cosigned of the trees that witnesses vouch for, from their read interfaces (C2SP tlog-witness, "Monitor
 * Retrieval Mechanism"), until one meets the whole policy: that is the registry's status. Asked often while something waits for
 * them, and rarely while nothing does; on a thread of its own, so that the ledger waits for none of it.
 */
final class Replayers implements AutoCloseable {
    /** The newest checkpoint that met the whole policy, with all its cosignatures. */
    static final String FILE = "status-checkpoint";

    /** Published trees that are remembered: replayers that look at different moments must have one in common. */
    private static final int MOST_HEADS = 64;

    private static final Duration OFTEN = Duration.ofMillis(25);
    private static final Duration RARELY = Duration.ofSeconds(2);

    /** Replayers cosign a tree that does not grow once a minute. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final Whole whole;
    private final WitnessCall call;
    private final LogFiles files;
    private final InstantSource clock;
    private final String originHash;
    private final List<Line> lines;
    private final Deque<Published> heads = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor serial = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "replayers");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable Published proven;
    private volatile Map<String, String> missing = Map.of();

    /**
     * What has to be met.
     *
     * @param policy witnesses and replayers
     * @param replayers those of the latter alone, with their URLs
     */
    record Whole(LogPolicy policy, LogPolicy replayers) {}

    /** The way to them, and where the result is kept. */
    record Surroundings(WitnessCall call, LogFiles files, InstantSource clock) {}

    Replayers(Whole whole, String origin, Surroundings around) {
        this.whole = whole;
        this.call = around.call();
        this.files = around.files();
        this.clock = around.clock();
        this.originHash = Digest.sha256(origin.getBytes(UTF_8)).hex();
        this.lines = Seat.of(whole.replayers()).stream().map(Line::new).toList();
        serial.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        serial.setRemoveOnCancelPolicy(true);
    }

    /** What meets the whole policy; nothing until it did for the first time. Any thread. */
    Optional<Published> proven() {
        return Optional.ofNullable(proven);
    }

    /** Who has not cosigned the newest tree, and why, by the names of their keys. Any thread. */
    Map<String, String> missing() {
        return missing;
    }

    /** Takes up what a process before this one had. Before the first {@link #published}. */
    void resume(Published before) {
        proven = before;
    }

    /** Witnesses vouch for this tree now, or anew. Any thread. */
    void published(Published head) {
        try {
            serial.execute(() -> {
                boolean waited = isBehind();
                heads.removeIf(old -> old.view().size() == head.view().size());
                heads.addLast(head);
                if (heads.size() > MOST_HEADS) {
                    heads.removeFirst();
                }
                count();
                if (!waited || !isBehind()) {
                    lines.forEach(Line::soon);
                }
            });
        } catch (RejectedExecutionException closing) {
            // What was proven stays so; the next start asks again.
        }
    }

    private boolean isBehind() {
        Published head = heads.peekLast();
        Published now = proven;
        return head != null && (now == null || now.view().size() < head.view().size());
    }

    /** Looks for the newest tree that enough have cosigned. */
    private void count() {
        List<Published> newestFirst = new ArrayList<>(heads);
        Collections.reverse(newestFirst);
        for (Published head : newestFirst) {
            Published now = proven;
            if (now != null && head.view().size() < now.view().size()) {
                break;
            }
            Optional<CosignedCheckpoint> met = met(head);
            if (met.isPresent()) {
                advance(new Published(met.get(), head.view()));
                break;
            }
        }
        say();
    }

    private Optional<CosignedCheckpoint> met(Published head) {
        String text = head.checkpoint().checkpoint().text();
        List<Line> agreed =
                lines.stream().filter(line -> line.text.equals(text)).toList();
        if (agreed.isEmpty()) {
            return Optional.empty();
        }
        CosignatureCount count = whole.policy().count(head.checkpoint());
        for (Line line : agreed) {
            line.addTo(count);
        }
        return count.result() instanceof PolicyResult.Met met ? Optional.of(met.checkpoint()) : Optional.empty();
    }

    private void advance(Published next) {
        Published before = proven;
        Instant now = clock.instant();
        boolean news = before == null
                || next.view().size() > before.view().size()
                || next.checkpoint()
                        .provenAsOf(now)
                        .orElse(Instant.MIN)
                        .isAfter(before.checkpoint().provenAsOf(now).orElse(Instant.MIN));
        if (!news) {
            return;
        }
        try {
            // Forced before it is shown: after a restart readers must not be led back behind it.
            files.write(FILE, next.checkpoint().signed().note().toBytes());
            proven = next;
        } catch (IOException e) {
            Map<String, String> also = new TreeMap<>(missing);
            also.put(FILE, "could not be kept: " + e.getMessage());
            missing = Map.copyOf(also);
        }
    }

    private void say() {
        Published head = heads.peekLast();
        Map<String, String> now = new TreeMap<>();
        for (Line line : lines) {
            String problem = line.problem.isEmpty() && head != null
                    ? line.behind(head.checkpoint().checkpoint().text())
                    : line.problem;
            if (!problem.isEmpty()) {
                now.put(line.name, problem);
            }
        }
        missing = Map.copyOf(now);
    }

    /** One replayer. */
    private final class Line {
        private final LogPolicy.Witness seat;
        private final String name;
        private final Seat all;
        private String text = "";
        private List<NoteSignature> signatures = List.of();
        private String problem = "it was not asked yet";
        private Duration wait = OFTEN;
        private boolean asking;
        private @Nullable Future<?> next;

        Line(Seat seat) {
            this.seat = seat.line();
            this.name = seat.name();
            this.all = seat;
        }

        void soon() {
            wait = OFTEN;
            if (!asking) {
                Future<?> later = next;
                if (later != null) {
                    later.cancel(false);
                }
                ask();
            }
        }

        private void ask() {
            asking = true;
            CompletableFuture<Void> unused = answer().handleAsync(
                            (reply, failure) -> {
                                asking = false;
                                boolean news = reply == null ? gaveNone(failure) : gave(reply);
                                if (news) {
                                    count();
                                } else {
                                    say();
                                }
                                again(news);
                                return null;
                            },
                            serial);
        }

        private CompletableFuture<WitnessCall.Reply> answer() {
            try {
                return call.checkpoint(seat, originHash)
                        .toCompletableFuture()
                        .copy()
                        .orTimeout(Pace.DEFAULT.patience().toMillis(), TimeUnit.MILLISECONDS);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void again(boolean news) {
            if (!isBehind()) {
                wait = IDLE;
            } else if (news || wait.compareTo(RARELY) > 0) {
                wait = OFTEN;
            } else {
                Duration doubled = wait.multipliedBy(2);
                wait = doubled.compareTo(RARELY) < 0 ? doubled : RARELY;
            }
            try {
                next = serial.schedule(this::ask, wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                next = null;
            }
        }

        private boolean gaveNone(Throwable failure) {
            problem = Witnessing.reason(failure, Pace.DEFAULT.patience());
            return false;
        }

        /** Whether it is something new. */
        private boolean gave(WitnessCall.Reply reply) {
            if (reply.status() != 200) {
                problem = "it answered " + reply.status() + ": " + Witnessing.words(reply.body());
                return false;
            }
            SignedNote note;
            try {
                note = SignedNote.parse(reply.body().getBytes(UTF_8));
            } catch (MalformedException e) {
                problem = "its answer cannot be read: " + e.code();
                return false;
            }
            List<NoteSignature> own = note.signatures().stream()
                    .filter(line -> all.keys().stream().anyMatch(key -> key.claims(line)))
                    .toList();
            boolean news = !note.text().equals(text) || !own.equals(signatures);
            text = note.text();
            signatures = own;
            problem = own.isEmpty() ? "its own keys have not signed what it answers" : "";
            return news;
        }

        /** Adds its cosignatures; one that is wrong spoils them, and nobody else's. */
        private void addTo(CosignatureCount count) {
            try {
                count.add(signatures);
            } catch (MalformedException e) {
                problem = "its cosignature is not right: " + e.code();
            }
        }

        private String behind(String wanted) {
            return text.equals(wanted) ? "" : "it has not cosigned the newest tree";
        }
    }

    @Override
    public void close() {
        serial.shutdownNow();
    }
}
