package org.rescueregistry.naive;

import static org.rescueregistry.naive.VoidLeaf.unless;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Charters as section 2 has them: who is in them, whether they hold together, who approves. */
final class Charters {
    private Charters() {}

    static String council(Map<String, Object> charter) {
        return charter.isEmpty() ? "" : NaiveKeys.kid(NaiveJson.object(charter.get("council")));
    }

    static Set<String> operators(Map<String, Object> charter) {
        Set<String> kids = new HashSet<>();
        if (!charter.isEmpty()) {
            for (Object operator : NaiveJson.array(charter.get("operators"))) {
                kids.add(NaiveKeys.kid(NaiveJson.object(operator)));
            }
        }
        return kids;
    }

    /** From a body's key to its id. */
    static Map<String, String> bodies(Map<String, Object> charter) {
        Map<String, String> bodies = new LinkedHashMap<>();
        if (!charter.isEmpty()) {
            for (Object body : NaiveJson.array(charter.get("bodies"))) {
                Map<String, Object> members = NaiveJson.object(body);
                bodies.put(NaiveKeys.kid(NaiveJson.object(members.get("key"))), (String) members.get("id"));
            }
        }
        return bodies;
    }

    /** All keys, by thumbprint; fewer than offices when one has two. */
    static Map<String, Map<String, Object>> keys(Map<String, Object> charter) {
        Map<String, Map<String, Object>> keys = new LinkedHashMap<>();
        Map<String, Object> council = NaiveJson.object(charter.get("council"));
        keys.put(NaiveKeys.kid(council), council);
        for (Object operator : NaiveJson.array(charter.get("operators"))) {
            keys.put(NaiveKeys.kid(NaiveJson.object(operator)), NaiveJson.object(operator));
        }
        for (Object body : NaiveJson.array(charter.get("bodies"))) {
            Map<String, Object> key = NaiveJson.object(NaiveJson.object(body).get("key"));
            keys.put(NaiveKeys.kid(key), key);
        }
        return keys;
    }

    static void holdsTogether(Map<String, Object> charter, String log) {
        int operators = NaiveJson.array(charter.get("operators")).size();
        int bodies = NaiveJson.array(charter.get("bodies")).size();
        boolean allDiffer = keys(charter).size() == 1 + operators + bodies;
        unless(allDiffer && (Long) charter.get("quorum") <= operators, "charter_invalid");
        for (Object key : NaiveJson.array(charter.get("log_keys"))) {
            unless(((String) key).startsWith(log + "+"), "charter_invalid");
        }
    }

    /** Who approves this statement's charter; each one verified with one of these keys. */
    static Set<String> approvers(NaiveJws statement, Map<String, Map<String, Object>> keys) {
        Map<String, Object> said = statement.payload();
        Set<String> approvers = new HashSet<>();
        List<NaiveJws> approvals = Rows.approvals(said.get("approvals"));
        for (NaiveJws approval : approvals) {
            unless(approves(approval, said, said.get("charter")), "charter_invalid");
            unless(keys.containsKey(approval.kid()), "charter_invalid");
            unless(NaiveKeys.verifies(keys.get(approval.kid()), approval), "charter_invalid");
            unless(!approval.kid().equals(statement.kid()), "charter_invalid");
            approvers.add(approval.kid());
        }
        return approvers;
    }

    /** Of the same act, log and subject, and of this content. */
    static boolean approves(NaiveJws approval, Map<String, Object> said, Object content) {
        Map<String, Object> payload = approval.payload();
        return payload.get("act").equals(said.get("act"))
                && payload.get("log").equals(said.get("log"))
                && payload.get("sub").equals(said.get("sub"))
                && payload.get("content").equals(NaiveKeys.digest(NaiveJson.print(content)));
    }

    static int count(Set<String> those, Set<String> in) {
        Set<String> both = new HashSet<>(those);
        both.retainAll(in);
        return both.size();
    }
}
