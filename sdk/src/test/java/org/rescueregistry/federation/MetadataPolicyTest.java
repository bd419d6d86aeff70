package org.rescueregistry.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.testing.SharedData;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

class MetadataPolicyTest {
    private static final String TYPE = "openid_relying_party";

    @Test
    void agreesWithEveryPublishedCase() throws Exception {
        Json.Arr cases = (Json.Arr) Json.parse(SharedData.bytes("vectors/federation/metadata-policy.json"));
        List<String> wrong = new ArrayList<>();
        for (Json item : cases.items()) {
            Members vector = Members.of(item, "case");
            String outcome = outcomeOf(vector);
            String expected = vector.optionalString("error").orElse("resolved");
            if (!outcome.equals(expected)) {
                wrong.add(vector.integer("n") + ": " + outcome + " instead of " + expected);
            }
        }
        assertThat(cases.items()).hasSize(2019);
        assertThat(wrong).isEmpty();
    }

    /** Sets are compared as sets: section 6.1.3 leaves the order of a merged operand open. */
    private static String outcomeOf(Members vector) throws MalformedException {
        try {
            MetadataPolicy merged = policy(vector.value("TA")).merge(policy(vector.value("INT")));
            if (vector.optionalValue("merged").isPresent()
                    && !asSets(merged.json()).equals(asSets(typed(vector.value("merged"))))) {
                return "another merged policy " + merged.json().text();
            }
            Metadata resolved = merged.apply(Metadata.parse(typed(vector.value("metadata")), "metadata"));
            return asSets(resolved.json()).equals(asSets(typed(vector.value("resolved"))))
                    ? "resolved"
                    : "another metadata " + resolved.json().text();
        } catch (MalformedException e) {
            return e.code();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"add":["b"]}                                     | {"scope":"a"}   | {"scope":"a b"}
                    {"subset_of":["a","b"]}                           | {"scope":"c a"} | {"scope":"a"}
                    {"default":"a b"}                                 | {}              | {"scope":"a b"}
                    {"default":["a","b"]}                             | {}              | {"scope":"a b"}
                    {"value":"a","subset_of":["a"]}                   | {"scope":"z"}   | {"scope":"a"}
                    {"superset_of":["a"]}                             | {"scope":"a b"} | {"scope":"a b"}
                    """)
    void treatsScopeAsASetOfItsWords(String operators, String given, String resolved) throws Exception {
        MetadataPolicy policy = policy(Json.parse("{\"scope\":" + operators + "}"));

        assertThat(policy.apply(metadata(given))).isEqualTo(metadata(resolved));
    }

    @Test
    void leavesOutOperatorsNobodyDefined() throws Exception {
        MetadataPolicy policy = policy(Json.parse("{\"uri\":{\"regexp\":\"^https\",\"essential\":true}}"));

        assertThat(policy.json()).isEqualTo(typed(Json.parse("{\"uri\":{\"essential\":true}}")));
    }

    @Test
    void touchesNoTypeTheSubjectDoesNotHave() throws Exception {
        MetadataPolicy policy = policy(Json.parse("{\"uri\":{\"value\":\"x\",\"essential\":true}}"));

        assertThat(policy.apply(Metadata.NONE)).isEqualTo(Metadata.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []
                    {"p":[]}
                    {"p":{"add":"a"}}
                    {"p":{"add":[true]}}
                    {"p":{"subset_of":[null]}}
                    {"p":{"default":null}}
                    {"p":{"essential":"true"}}
                    {"p":{"one_of":["a"],"add":["a"]}}
                    {"p":{"one_of":["a"],"subset_of":["a"]}}
                    {"p":{"one_of":["a"],"superset_of":["a"]}}
                    {"p":{"value":"a","one_of":["b"]}}
                    {"p":{"value":"a","add":["a"]}}
                    {"p":{"value":["a"],"add":["b"]}}
                    {"p":{"value":["a"],"subset_of":["b"]}}
                    {"p":{"value":["a"],"superset_of":["b"]}}
                    {"p":{"value":null,"default":"a"}}
                    {"p":{"value":null,"essential":true}}
                    {"p":{"subset_of":["a"],"add":["b"]}}
                    {"p":{"subset_of":["a"],"superset_of":["b"]}}
                    """)
    void refusesAPolicyThatContradictsItself(String parameters) {
        assertThatThrownBy(() -> policy(Json.parse(parameters)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("invalid_policy"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"p":{"subset_of":["a"]}}   | {"p":"a"}
                    {"p":{"add":["a"]}}         | {"p":1}
                    {"p":{"superset_of":["a"]}} | {"p":["b"]}
                    {"p":{"one_of":["a"]}}      | {"p":"b"}
                    {"p":{"essential":true}}    | {"q":"b"}
                    """)
    void refusesMetadataThatCannotComply(String parameters, String given) throws Exception {
        MetadataPolicy policy = policy(Json.parse(parameters));

        assertThatThrownBy(() -> policy.apply(metadata(given)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("invalid_metadata"));
    }

    private static MetadataPolicy policy(Json parameters) throws MalformedException {
        return MetadataPolicy.parse(typed(parameters), "metadata_policy");
    }

    private static Metadata metadata(String parameters) throws MalformedException {
        return Metadata.parse(typed(Json.parse(parameters)), "metadata");
    }

    private static Json.Obj typed(Json parameters) {
        return Json.object().put(TYPE, parameters).build();
    }

    private static Object asSets(Json value) {
        if (value instanceof Json.Arr array) {
            Set<Object> items = new HashSet<>();
            array.items().forEach(item -> items.add(asSets(item)));
            return items;
        }
        if (value instanceof Json.Obj object) {
            TreeMap<String, Object> members = new TreeMap<>();
            object.members().forEach((name, member) -> members.put(name, asSets(member)));
            return members;
        }
        return value;
    }
}
