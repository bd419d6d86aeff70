package org.rescueregistry.statement;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The state leaf (section 8), which closes a batch and commits to what the leaves before it amount to.
 *
 * <pre>
 * {"act":"state","attestations":"…","charter":"…","log":"registry.example/log","map":"…","rules":1,"size":7,
 *  "status_lists":{"https://registry.example/status/1":{"bits":2,"length":131072,"sha256":"…"}},"time":1795000000}
 * </pre>
 *
 * @param attestations SHA-256 over the ids of the live post attestations, ascending
 * @param charter id of the charter in force
 * @param log the log's origin
 * @param map root of the state map
 * @param size the leaf's own index
 * @param statusLists by their URI
 * @param time of every leaf of the batch
 */
public record StateLeaf(
        Digest attestations,
        Digest charter,
        String log,
        Digest map,
        long size,
        SortedMap<String, StatusListRef> statusLists,
        Instant time) {
    /** The version of the rules these classes know. */
    public static final int RULES = 1;

    private static final String ACT = "state";

    public StateLeaf {
        Fields.requireIndex(size);
        Fields.requireTime(time);
        statusLists = Collections.unmodifiableSortedMap(new TreeMap<>(statusLists));
    }

    /** Whether a leaf is to be read as a state leaf, not as a statement: it begins with a brace (section 1). */
    public static boolean looksLike(byte[] leaf) {
        return leaf.length > 0 && leaf[0] == '{';
    }

    /**
     * Whether the leaf is a state leaf of this log under rules later than {@link #RULES}, of which nothing more can be
     * read: the reader stops at it (section 4).
     */
    public static boolean isOfLaterRules(byte[] leaf, String log) {
        try {
            return Json.parseCanonical(leaf) instanceof Json.Obj object
                    && new Json.Str(ACT).equals(object.members().get("act"))
                    && new Json.Str(log).equals(object.members().get("log"))
                    && object.members().get("rules") instanceof Json.Num rules
                    && rules.value() > RULES;
        } catch (MalformedException e) {
            return false;
        }
    }

    /**
     * Reads a leaf under the rules known here. Log, size and time are compared by the fold, not here.
     *
     * @throws MalformedException {@code unknown_word} for another act or other rules, or as the parsers of JSON,
     *     members and digests
     */
    public static StateLeaf parse(byte[] leaf) throws MalformedException {
        Members members = Members.of(Json.parseCanonical(leaf), ACT);
        if (!members.string("act").equals(ACT)) {
            throw new MalformedException("unknown_word", members.where("act") + " is not " + ACT);
        }
        if (members.integer("rules") != RULES) {
            throw new MalformedException("unknown_word", members.where("rules") + " is not " + RULES);
        }
        StateLeaf state = new StateLeaf(
                Fields.digest(members, "attestations"),
                Fields.digest(members, "charter"),
                members.string("log"),
                Fields.digest(members, "map"),
                Fields.index(members, "size"),
                statusLists(members.object("status_lists")),
                Fields.time(members, "time"));
        members.done();
        return state;
    }

    private static SortedMap<String, StatusListRef> statusLists(Members members) throws MalformedException {
        SortedMap<String, StatusListRef> lists = new TreeMap<>();
        for (String uri : members.json().members().keySet()) {
            lists.put(uri, StatusListRef.parse(members.object(uri)));
        }
        return lists;
    }

    /** The bytes of the leaf. */
    public byte[] bytes() {
        Json.ObjectBuilder lists = Json.object();
        statusLists.forEach((uri, ref) -> lists.put(uri, ref.json()));
        return Json.object()
                .put("act", ACT)
                .put("attestations", attestations.base64Url())
                .put("charter", charter.base64Url())
                .put("log", log)
                .put("map", map.base64Url())
                .put("rules", RULES)
                .put("size", size)
                .put("status_lists", lists.build())
                .put("time", time.getEpochSecond())
                .build()
                .canonical();
    }
}
