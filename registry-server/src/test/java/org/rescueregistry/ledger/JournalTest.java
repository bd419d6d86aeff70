package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.SignedCheckpoint;

/** What a start makes of the journal that one writer, or several at a time, left. {@link LeafLogFaultsTest} damages it. */
class JournalTest {
    private static final LogSigner KEY = TestKeys.log(TestKeys.ORIGIN);

    private final MemoryFiles files = new MemoryFiles();
    private final MemoryFiles guards = new MemoryFiles();

    private LogWriter open() throws Exception {
        return open(files);
    }

    private LogWriter open(LogFiles of) throws Exception {
        ForkGuard guard = new FileForkGuard(guards, TestKeys.ORIGIN, () -> {});
        return LogWriter.open(of, guard, KEY, LeafList.to(new ArrayList<>())).writer();
    }

    private static SignedCheckpoint append(LogWriter writer, String name, int count) throws Exception {
        return writer.append(IntStream.range(0, count)
                .mapToObj(i -> (name + " leaf " + i).getBytes(UTF_8))
                .toList());
    }

    /** Nothing that was only exposed: what a power cut leaves. */
    private static MemoryFiles withoutTiles(MemoryFiles whole) throws IOException {
        MemoryFiles left = new MemoryFiles();
        for (String name : whole.list("journal")) {
            left.write("journal/" + name, whole.read("journal/" + name).orElseThrow());
        }
        return left;
    }

    private void loses(LogWriter writer) {
        assertThatThrownBy(() -> append(writer, "loser", 3))
                .isInstanceOfSatisfying(
                        SigningRefusedException.class, e -> assertThat(e.code()).isEqualTo("fork_guard_differs"));
    }

    @Test
    void theBatchOfTheWriterThatTheGuardLetPassIsFoundWhoeverOpenedFirst() throws Exception {
        append(open(), "before", 5);
        for (int winner : new int[] {0, 1}) {
            List<LogWriter> writers = List.of(open(), open());
            SignedCheckpoint signed = append(writers.get(winner), "winner " + winner, 3);
            loses(writers.get(1 - winner));

            assertThat(open(withoutTilesAfter(signed)).size())
                    .isEqualTo(signed.checkpoint().size());
        }
    }

    /** After a power cut that took all tiles since the last start, which had forced those before. */
    private MemoryFiles withoutTilesAfter(SignedCheckpoint signed) throws IOException {
        MemoryFiles left = files.copy();
        long size = signed.checkpoint().size();
        left.remove(List.of("tile/entries/000.p/" + size, "tile/0/000.p/" + size));
        return left;
    }

    @Test
    void aWriterThatIsStillWritingLosesNothingToOneThatOpens() throws Exception {
        LogWriter writer = open();
        append(writer, "first", 5);
        LogWriter late = open();
        SignedCheckpoint signed = append(writer, "second", 5);
        loses(late);

        MemoryFiles left = withoutTilesAfter(signed);
        assertThat(open(left).size()).isEqualTo(10);
        assertThat(open().size()).isEqualTo(10);
    }

    @Test
    void whatALoserLeftIsNoHindranceWhenTheWinnerHasClosed() throws Exception {
        LogWriter winner = open();
        LogWriter loser = open();
        append(winner, "winner", 5);
        loses(loser);
        winner.close();
        loser.close();
        assertThat(files.list("journal")).hasSize(2).contains("settled");

        LogWriter next = open();
        append(next, "next", 1);
        next.close();
        assertThat(next.size()).isEqualTo(6);
        assertThat(files.list("journal")).containsExactly("settled");
    }

    @Test
    void aStoppedWriterThatClosesDoesNotSayThatLessIsSettled() throws Exception {
        LogWriter first = open();
        append(first, "first", 5);
        LogWriter second = open();
        append(second, "second", 5);
        second.close();
        first.close();

        assertThat(open().size()).isEqualTo(10);
    }

    @Test
    void refusesWhenASegmentIsGone() throws Exception {
        append(open(), "one", 5);
        append(open(), "two", 5);
        List<String> segments = Journal.segments(files);
        assertThat(segments).hasSize(1);
        for (MemoryFiles damaged : List.of(files.copy(), withoutTiles(files))) {
            damaged.remove(segments);
            assertThatThrownBy(() -> open(damaged))
                    .isInstanceOfSatisfying(
                            SigningRefusedException.class,
                            e -> assertThat(e.code()).isEqualTo("files_differ"));
        }
    }

    @Test
    void segmentsThatComeBackWithThePowerDoNoHarm() throws Exception {
        append(open(), "one", 5);
        MemoryFiles before = files.copy();
        LogWriter writer = open();
        append(writer, "two", 5);
        for (String name : Journal.segments(before)) {
            files.write(name, before.read(name).orElseThrow());
        }
        LogWriter next = open();
        append(next, "three", 1);
        next.close();

        assertThat(open().size()).isEqualTo(11);
        assertThat(files.list("journal")).containsExactly("settled");
    }
}
