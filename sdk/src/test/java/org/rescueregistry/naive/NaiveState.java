package org.rescueregistry.naive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known after some leaves. Records and charters are the JSON of the page; looking something up is a loop. */
final class NaiveState {
    /** Somebody appointed; {@code gone} when dismissed. */
    static final class Person {
        final String body;
        final String role;
        final @Nullable String platform;
        final String appointment;
        boolean gone;

        Person(String body, String role, @Nullable String platform, String appointment) {
            this.body = body;
            this.role = role;
            this.platform = platform;
            this.appointment = appointment;
        }
    }

    /** A statement of an incomplete set; equal ones say {@code same}. */
    record Pending(String same, String kid, String id, long time, NaiveJws statement) {}

    /** That a key began to suspend somebody, which outlives the suspension. */
    record Began(String code, String kid, long since) {}

    /** A charter that the council brings in alone. */
    record Coming(Map<String, Object> charter, String id, long from) {}

    final String log;
    String entity = "";
    Map<String, Object> charter = Map.of();
    String charterId = "";

    @Nullable
    Coming coming;

    final Map<String, Map<String, Object>> keys = new HashMap<>();
    final Map<String, Person> persons = new LinkedHashMap<>();
    final Map<String, Map<String, Object>> records = new TreeMap<>();
    final List<Pending> pending = new ArrayList<>();
    final Set<String> legal = new HashSet<>();
    final Set<Long> statusIndices = new HashSet<>();
    final List<Began> began = new ArrayList<>();

    NaiveState(String log) {
        this.log = log;
    }

    long limit(String name) {
        return (Long) NaiveJson.object(charter.get("limits")).get(name);
    }

    long quorum() {
        return (Long) charter.get("quorum");
    }

    void accept(Map<String, Object> jwk) {
        keys.put(NaiveKeys.kid(jwk), jwk);
    }

    boolean fresh(Map<String, Object> jwk) {
        return !keys.containsKey(NaiveKeys.kid(jwk));
    }

    boolean isOperator(String kid) {
        return Charters.operators(charter).contains(kid);
    }

    boolean isCouncil(String kid) {
        return Charters.council(charter).equals(kid);
    }

    /** The body whose key it is, if it is one's. */
    @Nullable
    String bodyWithKey(String kid) {
        return Charters.bodies(charter).get(kid);
    }

    @Nullable
    Person live(String kid) {
        Person person = persons.get(kid);
        boolean live =
                person != null && !person.gone && Charters.bodies(charter).containsValue(person.body);
        return live ? person : null;
    }

    boolean is(String role, String kid) {
        Person person = live(kid);
        return person != null && person.role.equals(role);
    }

    boolean isOfficer(String kid) {
        return isOperator(kid) || is("vetter", kid) || is("auditor", kid);
    }

    boolean isLive(String kid) {
        if (isOperator(kid) || isCouncil(kid) || bodyWithKey(kid) != null || live(kid) != null) {
            return true;
        }
        for (Map<String, Object> record : records.values()) {
            if (isOrganisation(record, kid) || isPauseKey(record, kid)) {
                return true;
            }
        }
        return false;
    }

    /** The body of a person, also of one who is gone; whoever else suspends is or was an operator. */
    String bodyOf(String kid) {
        return persons.containsKey(kid) ? persons.get(kid).body : "registry";
    }

    static boolean isOrganisation(Map<String, Object> record, String kid) {
        return NaiveKeys.kid(NaiveJson.object(record.get("key"))).equals(kid);
    }

    static boolean isPauseKey(Map<String, Object> record, String kid) {
        return NaiveKeys.kid(NaiveJson.object(record.get("pause_key"))).equals(kid);
    }

    /** The highest list with an index in use. */
    long lists() {
        long lists = 0;
        for (long index : statusIndices) {
            lists = Math.max(lists, index / limit("status_list_size") + 1);
        }
        return lists;
    }

    /** Who is no longer live has nothing pending. */
    void dropWhoIsGone() {
        pending.removeIf(statement -> !isLive(statement.kid()));
    }

    /** Section 4: what happens when a batch opens at this time. */
    void open(long time) {
        Coming due = coming;
        if (due != null && due.from() <= time) {
            charter = due.charter();
            charterId = due.id();
            coming = null;
        }
        dropWhoIsGone();
        records.values().forEach(record -> Records.fallDue(record, time));
        dropWhoIsGone();
        for (Pending statement : List.copyOf(pending)) {
            long earliest = pending.stream()
                    .filter(other -> other.same().equals(statement.same()))
                    .mapToLong(Pending::time)
                    .min()
                    .orElse(time);
            if (time - earliest > limit("approval_window")) {
                pending.removeIf(other -> Objects.equals(other.same(), statement.same()));
            }
        }
    }

    Map<String, String> recordTexts() {
        Map<String, String> texts = new TreeMap<>();
        records.forEach((code, record) -> texts.put(code, NaiveJson.print(record)));
        return texts;
    }

    /** Section 8: what the state leaf says of each status list. */
    Map<String, Object> statusLists() {
        Map<String, Object> lists = new TreeMap<>();
        long entries = charter.isEmpty() ? 1 : limit("status_list_size");
        for (long list = 1; list <= lists(); list++) {
            byte[] bytes = new byte[(int) (entries / 4)];
            for (Map<String, Object> record : records.values()) {
                long index = (Long) record.get("status_index");
                if (index / entries == list - 1) {
                    int place = (int) (index % entries);
                    bytes[place / 4] |= (byte) (statusType((String) record.get("status")) << 2 * (place % 4));
                }
            }
            lists.put(
                    entity + "/status/" + list,
                    Map.of("bits", 2L, "length", entries, "sha256", NaiveKeys.base64Url(NaiveKeys.sha256(bytes))));
        }
        return lists;
    }

    private static int statusType(String status) {
        return switch (status) {
            case "active" -> 0;
            case "suspended" -> 2;
            default -> 1;
        };
    }
}
