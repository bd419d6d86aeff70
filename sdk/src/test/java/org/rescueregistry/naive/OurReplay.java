package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.rescueregistry.statement.ClosedBatch;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.FoldAhead;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.OrganisationRecord;

/** What {@link Fold} makes of a log, in the words of {@link NaiveReducer#result()}. */
final class OurReplay {
    private final Fold fold;
    private final List<String> outcomes = new ArrayList<>();

    private OurReplay(String log) {
        fold = Fold.start(log);
    }

    /** Folded leaf by leaf; or all at once, with the reading ahead that replaying a long log has. */
    static String result(String log, List<byte[]> leaves, boolean atOnce) {
        OurReplay replay = new OurReplay(log);
        if (atOnce) {
            FoldAhead ahead = new FoldAhead(replay.fold, ForkJoinPool.commonPool());
            ahead.offer(leaves);
            ahead.fold(replay::take);
        } else {
            leaves.forEach(leaf -> replay.fold.append(leaf).ifPresent(replay::take));
        }
        return replay.result();
    }

    private void take(ClosedBatch batch) {
        for (Judged judged : batch.judged()) {
            outcomes.add(outcome(judged.judgement()));
        }
        outcomes.add(batch.check().match(new ClosedBatch.StateCheck.Cases<String>() {
            @Override
            public String right(ClosedBatch.Right check) {
                return "state";
            }

            @Override
            public String wrong(ClosedBatch.Wrong check) {
                return "wrong_state " + String.join(" ", check.differs());
            }

            @Override
            public String noCharter(ClosedBatch.NoCharter check) {
                return "no_charter";
            }
        }));
    }

    private static String outcome(Judgement judgement) {
        return judgement.match(new Judgement.Cases<String>() {
            @Override
            public String effective(Judgement.Effective effective) {
                return "effective";
            }

            @Override
            public String pending(Judgement.Pending pending) {
                return "pending";
            }

            @Override
            public String refused(Judgement.Refused refused) {
                return refused.code().text();
            }
        });
    }

    private String result() {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < outcomes.size(); i++) {
            result.append(i).append(' ').append(outcomes.get(i)).append('\n');
        }
        result.append("stop ")
                .append(fold.stop()
                        .map(stop -> stop.cause().text() + " at " + stop.index())
                        .orElse(null));
        result.append("\ncharter ").append(fold.hasCharter() ? fold.charterId().base64Url() : "");
        result.append("\nmap ").append(fold.map().root().base64Url());
        Map<String, Object> lists = new TreeMap<>();
        if (fold.hasCharter()) {
            fold.statusLists()
                    .refs()
                    .forEach((uri, ref) -> lists.put(
                            uri,
                            Map.of(
                                    "bits",
                                    2L,
                                    "length",
                                    ref.length(),
                                    "sha256",
                                    ref.sha256().base64Url())));
        }
        result.append("\nlists ").append(NaiveJson.print(lists)).append('\n');
        Map<String, String> records = new TreeMap<>();
        for (OrganisationRecord record : fold.records()) {
            records.put(record.code().canonical(), new String(record.bytes(), UTF_8));
        }
        records.values().forEach(record -> result.append(record).append('\n'));
        return result.toString();
    }
}
