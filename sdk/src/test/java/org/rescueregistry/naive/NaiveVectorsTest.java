package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The naive reducer comes to what the history vectors say, as ours does and the Python beside them. */
final class NaiveVectorsTest {
    @TestFactory
    Stream<DynamicTest> foldsAsTheVectorsSay() throws IOException, URISyntaxException {
        Path directory =
                Path.of(NaiveVectorsTest.class.getResource("/vectors/history").toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(),
                            () -> check(JSONObjectUtils.parse(Files.readString(file), 16 << 20))))
                    .toList()
                    .stream();
        }
    }

    @SuppressWarnings("unchecked")
    private static void check(Map<String, Object> vector) {
        NaiveReducer reducer = new NaiveReducer((String) vector.get("origin"));
        ((List<String>) vector.get("leaves")).forEach(leaf -> reducer.append(leaf.getBytes(UTF_8)));
        Map<String, Object> expected = (Map<String, Object>) vector.get("expect");
        List<String> outcomes = new ArrayList<>();
        for (Map<String, Object> leaf : (List<Map<String, Object>>) expected.get("leaves")) {
            String outcome = (String) leaf.get("outcome");
            List<Object> differs = (List<Object>) leaf.getOrDefault("differs", List.of());
            outcomes.add(
                    switch (outcome) {
                        case "void" -> (String) leaf.get("code");
                        case "wrong_state" ->
                            "wrong_state "
                                    + String.join(
                                            " ",
                                            differs.stream()
                                                    .map(Object::toString)
                                                    .toList());
                        default -> outcome;
                    });
        }
        assertThat(reducer.outcomes()).isEqualTo(outcomes);
        Map<String, Object> stop = (Map<String, Object>) expected.get("stop");
        assertThat(reducer.stop()).isEqualTo(stop == null ? null : stop.get("code") + " at " + stop.get("index"));
        NaiveState state = reducer.state();
        assertThat(state.charterId.isEmpty() ? null : state.charterId).isEqualTo(expected.get("charter"));
        assertThat(NaiveMap.root(state.recordTexts())).isEqualTo(expected.get("map"));
        assertThat(NaiveJson.print(state.records)).isEqualTo(NaiveJson.print(expected.get("records")));
        assertThat(NaiveJson.print(state.statusLists())).isEqualTo(NaiveJson.print(expected.get("status_lists")));
    }
}
