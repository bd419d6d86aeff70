package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Folds every history vector and compares each outcome, and the state at the end; their README has the format. */
final class HistoryVectorsTest {
    @TestFactory
    Stream<DynamicTest> foldsAsTheVectorsSay() throws IOException, URISyntaxException {
        Path directory =
                Path.of(HistoryVectorsTest.class.getResource("/vectors/history").toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(), () -> check(Json.parse(Files.readAllBytes(file)))))
                    .toList()
                    .stream();
        }
    }

    private static void check(Json vector) throws MalformedException {
        Members history = Members.of(vector, "history");
        Fold fold = Fold.start(history.string("origin"));
        List<Json> outcomes = new ArrayList<>();
        for (String leaf : history.strings("leaves")) {
            fold.append(leaf.getBytes(StandardCharsets.UTF_8)).ifPresent(batch -> addOutcomes(outcomes, batch));
        }
        Members expected = history.object("expect");
        assertThat(texts(outcomes)).isEqualTo(texts(expected.array("leaves")));
        assertThat(fold.stop().map(HistoryVectorsTest::json)).isEqualTo(expected.optionalValue("stop"));
        assertThat(charter(fold)).isEqualTo(expected.value("charter"));
        assertThat(records(fold).text()).isEqualTo(expected.value("records").text());
        assertThat(fold.map().root().base64Url()).isEqualTo(expected.string("map"));
        assertThat(statusLists(fold)).isEqualTo(expected.value("status_lists"));
        if (fold.hasCharter()) {
            assertThat(fold.registry()).hasToString(history.string("entity"));
        }
    }

    private static List<String> texts(List<Json> outcomes) {
        return outcomes.stream().map(Json::text).toList();
    }

    private static void addOutcomes(List<Json> outcomes, ClosedBatch batch) {
        for (Judged judged : batch.judged()) {
            outcomes.add(json(judged));
        }
        Json.ObjectBuilder closing = Json.object().put("index", batch.state().size());
        outcomes.add(batch.check()
                .match(new ClosedBatch.StateCheck.Cases<Json.ObjectBuilder>() {
                    @Override
                    public Json.ObjectBuilder right(ClosedBatch.Right check) {
                        return closing.put("outcome", "state");
                    }

                    @Override
                    public Json.ObjectBuilder wrong(ClosedBatch.Wrong check) {
                        return closing.put("outcome", "wrong_state").put("differs", Json.strings(check.differs()));
                    }

                    @Override
                    public Json.ObjectBuilder noCharter(ClosedBatch.NoCharter check) {
                        return closing.put("outcome", "void").put("code", "no_charter");
                    }
                })
                .build());
    }

    private static Json json(Judged judged) {
        Json.ObjectBuilder json = Json.object().put("index", judged.index());
        return judged.judgement()
                .match(new Judgement.Cases<Json.ObjectBuilder>() {
                    @Override
                    public Json.ObjectBuilder effective(Judgement.Effective judgement) {
                        return json.put("outcome", "effective");
                    }

                    @Override
                    public Json.ObjectBuilder pending(Judgement.Pending judgement) {
                        return json.put("outcome", "pending");
                    }

                    @Override
                    public Json.ObjectBuilder refused(Judgement.Refused judgement) {
                        return json.put("outcome", "void")
                                .put("code", judgement.code().text());
                    }
                })
                .build();
    }

    private static Json json(Stop stop) {
        return Json.object()
                .put("code", stop.cause().text())
                .put("index", stop.index())
                .build();
    }

    private static Json charter(Fold fold) {
        return fold.hasCharter() ? new Json.Str(fold.charterId().base64Url()) : new Json.Null();
    }

    private static Json records(Fold fold) throws MalformedException {
        TreeMap<String, Json> records = new TreeMap<>();
        for (OrganisationRecord record : fold.records()) {
            records.put(record.code().canonical(), Json.parse(record.bytes()));
            assertThat(OrganisationRecord.parse(record.bytes())).isEqualTo(record);
        }
        return new Json.Obj(records);
    }

    private static Json statusLists(Fold fold) {
        TreeMap<String, Json> lists = new TreeMap<>();
        Optional.of(fold)
                .filter(Fold::hasCharter)
                .ifPresent(founded -> founded.statusLists().refs().forEach((uri, ref) -> lists.put(uri, ref.json())));
        return new Json.Obj(lists);
    }
}
