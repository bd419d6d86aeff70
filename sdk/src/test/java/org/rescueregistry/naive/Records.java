package org.rescueregistry.naive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A record as section 7 has it, in JSON, and what several acts do to one. */
final class Records {
    private Records() {}

    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> members = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    static List<Map<String, Object>> list(Map<String, Object> record, String name) {
        List<Map<String, Object>> items = new ArrayList<>();
        NaiveJson.array(record.get(name)).forEach(item -> items.add(NaiveJson.object(item)));
        return items;
    }

    /** The item of this list with this member, or null. */
    static @Nullable Map<String, Object> find(Map<String, Object> record, String list, String member, Object value) {
        for (Map<String, Object> item : list(record, list)) {
            if (value.equals(item.get(member))) {
                return item;
            }
        }
        return null;
    }

    static void add(Map<String, Object> record, String list, Map<String, Object> item, String orderedBy) {
        List<Map<String, Object>> items = list(record, list);
        items.add(item);
        items.sort(Comparator.comparing(each -> sortable(each.get(orderedBy))));
        record.put(list, new ArrayList<Object>(items));
    }

    private static String sortable(Object value) {
        return value instanceof Long number ? String.format("%020d", number) : (String) value;
    }

    static void remove(Map<String, Object> record, String list, Object item) {
        NaiveJson.array(record.get(list)).removeIf(each -> each == item);
    }

    static boolean isFinal(Map<String, Object> record) {
        return record.get("status").equals("revoked") || record.get("status").equals("withdrawn");
    }

    static boolean vettersRekeyWaits(Map<String, Object> record) {
        return find(record, "waiting", "signers", "vetters") != null;
    }

    static void wait(Map<String, Object> record, Map<String, Object> item) {
        add(record, "waiting", item, "from");
    }

    /** What waits of this act is replaced; a rekey by vetters is none of the organisation's. */
    static void waitAlone(Map<String, Object> record, Map<String, Object> item) {
        for (Map<String, Object> waiting : list(record, "waiting")) {
            if (waiting.get("act").equals(item.get("act")) && !"vetters".equals(waiting.get("signers"))) {
                remove(record, "waiting", waiting);
            }
        }
        wait(record, item);
    }

    /** "Cancelling what waits" of section 6. */
    static void cancelOwn(Map<String, Object> record, long time) {
        for (Map<String, Object> waiting : list(record, "waiting")) {
            if (!"vetters".equals(waiting.get("signers"))) {
                remove(record, "waiting", waiting);
            }
        }
        for (Map<String, Object> account : list(record, "accounts")) {
            if ((Long) account.get("from") > time) {
                remove(record, "accounts", account);
            }
        }
    }

    static void suspend(Map<String, Object> record, Map<String, Object> suspension) {
        List<Object> suspensions = NaiveJson.array(record.get("suspensions"));
        suspensions.add(suspension);
        restate(record);
    }

    static void end(Map<String, Object> record, String status, String reason, long since) {
        record.put("status", status);
        record.put("reason", reason);
        record.put("since", since);
        record.remove("until");
        record.put("waiting", new ArrayList<>());
        record.put("suspensions", new ArrayList<>());
    }

    /** The status that follows from the suspensions. */
    static void restate(Map<String, Object> record) {
        if (isFinal(record)) {
            return;
        }
        List.of("reason", "since", "until").forEach(record::remove);
        Map<String, Object> shown = null;
        for (Map<String, Object> suspension : list(record, "suspensions")) {
            boolean later = shown == null
                    || shown.containsKey("until")
                            && (!suspension.containsKey("until")
                                    || (Long) suspension.get("until") > (Long) shown.get("until"));
            shown = later ? suspension : shown;
        }
        record.put("status", shown == null ? "active" : "suspended");
        if (shown != null) {
            for (String name : List.of("reason", "since", "until")) {
                if (shown.containsKey(name)) {
                    record.put(name, shown.get(name));
                }
            }
        }
    }

    static void fallDue(Map<String, Object> record, long time) {
        for (Map<String, Object> waiting : list(record, "waiting")) {
            if ((Long) waiting.get("from") <= time) {
                remove(record, "waiting", waiting);
                takeEffect(record, waiting);
                if (isFinal(record)) {
                    return;
                }
            }
        }
        for (Map<String, Object> suspension : list(record, "suspensions")) {
            if (suspension.containsKey("until") && (Long) suspension.get("until") <= time) {
                remove(record, "suspensions", suspension);
            }
        }
        restate(record);
    }

    private static void takeEffect(Map<String, Object> record, Map<String, Object> waiting) {
        switch ((String) waiting.get("act")) {
            case "amend" -> {
                record.put("profile_by", waiting.get("by"));
                for (String name : List.of("profile", "kind", "jurisdiction")) {
                    record.remove(name);
                    if (waiting.containsKey(name)) {
                        record.put(name, waiting.get(name));
                    }
                }
            }
            case "rekey" -> {
                record.put("key_by", waiting.get("by"));
                record.put("key", waiting.get("key"));
                record.put("pause_key", waiting.getOrDefault("pause_key", record.get("pause_key")));
            }
            default -> end(record, "withdrawn", "at_own_request", (Long) waiting.get("from"));
        }
    }

    /** Every digest that the record, or an amendment that waits, has. */
    static Set<Object> digests(Map<String, Object> record) {
        Set<Object> digests = new HashSet<>();
        list(record, "accounts").forEach(account -> digests.add(account.get("digest")));
        List<Map<String, Object>> contents = list(record, "waiting");
        contents.add(record);
        for (Map<String, Object> content : contents) {
            if (content.containsKey("profile")) {
                digests.addAll(NaiveJson.array(content.get("profile")));
                digests.add(content.get("kind"));
                digests.add(content.get("jurisdiction"));
            }
        }
        return digests;
    }

    static void erase(Map<String, Object> record, List<Object> digests) {
        NaiveJson.array(record.get("accounts"))
                .removeIf(account -> digests.contains(NaiveJson.object(account).get("digest")));
        List<Map<String, Object>> contents = list(record, "waiting");
        contents.add(record);
        for (Map<String, Object> content : contents) {
            if (content.containsKey("profile")) {
                List<Object> left = new ArrayList<>(NaiveJson.array(content.get("profile")));
                left.removeAll(digests);
                content.put("profile", left);
                for (String name : List.of("kind", "jurisdiction")) {
                    if (digests.contains(content.get(name))) {
                        content.remove(name);
                    }
                }
            }
        }
    }
}
