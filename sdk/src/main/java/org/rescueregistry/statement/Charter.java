package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The constitution of one registry (section 2), a member of {@code charter} and {@code recharter}.
 *
 * <pre>
 * {"bodies":[{"id":"east-asia-desk","key":{…}}],"code_prefix":"CN","council":{…},"limits":{…},
 *  "log_keys":["registry.example/log+7f4c2a10+AXq1…"],"operators":[{…},{…},{…}],"quorum":2,"rules":1}
 * </pre>
 *
 * <p>Bodies, log keys and operators stand in the order of section 2 whatever order they were given in. A charter that
 * parses may still not {@linkplain #holdsTogether hold together}.
 */
public record Charter(
        List<Body> bodies,
        String codePrefix,
        Es256PublicKey council,
        Limits limits,
        List<String> logKeys,
        List<Es256PublicKey> operators,
        long quorum) {

    private static final int MAX_BODIES = 64;
    private static final int MAX_LOG_KEYS = 8;
    private static final int MAX_OPERATORS = 16;
    private static final Pattern CODE_PREFIX = Pattern.compile("[0-9A-HJKMNP-TV-Z]{2}");

    /** An accrediting organisation: its name, and the key with which it appoints and dismisses. */
    public record Body(String id, Es256PublicKey key) {
        public Body {
            if (!Terms.isName(id)) {
                throw new IllegalArgumentException("no name of a body: " + id);
            }
        }
    }

    public Charter {
        bodies = bodies.stream().sorted(Comparator.comparing(Body::id)).toList();
        logKeys = List.copyOf(new TreeSet<>(logKeys));
        operators = operators.stream()
                .sorted(Comparator.comparing(key -> key.keyId().toString()))
                .toList();
    }

    /**
     * Reads the member {@code charter}.
     *
     * @throws MalformedException if one value by itself is not what section 2 says, with the code of the parser that
     *     refused; {@code charter_not_canonical} for a wrong order
     */
    public static Charter parse(Json json) throws MalformedException {
        Members members = Members.of(json, "charter");
        List<Body> bodies = new ArrayList<>();
        for (Members body : members.objects("bodies")) {
            bodies.add(new Body(Terms.name(body, "id"), Fields.key(body, "key")));
            body.done();
        }
        Terms.requireCount(bodies.size(), 1, MAX_BODIES, members.where("bodies"));
        Charter charter = new Charter(
                bodies,
                codePrefix(members),
                Fields.key(members, "council"),
                Limits.read(members.object("limits")),
                logKeys(members),
                operators(members),
                quorum(members));
        if (members.integer("rules") != StateLeaf.RULES) {
            throw new MalformedException("unknown_rules", members.where("rules") + " is not known here");
        }
        members.done();
        boolean repeats = hasTwice(charter.bodies.stream().map(Body::id)) || hasTwice(charter.operators.stream());
        if (repeats || !charter.json().equals(json)) {
            throw new MalformedException("charter_not_canonical", "a list in the charter is not ascending");
        }
        return charter;
    }

    /** The document as it stands in the statement. */
    public Json.Obj json() {
        List<Json.Obj> bodyObjects = bodies.stream()
                .map(body -> Json.object()
                        .put("id", body.id())
                        .put("key", body.key().jwk())
                        .build())
                .toList();
        return Json.object()
                .put("bodies", Json.array(bodyObjects))
                .put("code_prefix", codePrefix)
                .put("council", council.jwk())
                .put("limits", limits.json())
                .put("log_keys", Json.strings(logKeys))
                .put(
                        "operators",
                        Json.array(operators.stream().map(Es256PublicKey::jwk).toList()))
                .put("quorum", quorum)
                .put("rules", StateLeaf.RULES)
                .build();
    }

    /** What is approved: SHA-256 over the RFC 8785 form. */
    public Digest digest() {
        return Digest.sha256(json().canonical());
    }

    public Optional<Body> body(String id) {
        return bodies.stream().filter(body -> body.id().equals(id)).findFirst();
    }

    public boolean isOperator(KeyId key) {
        return operators.stream().anyMatch(operator -> operator.keyId().equals(key));
    }

    /** The origin of its log, after which the log's keys are named, or it would not be in force (section 2). */
    public String log() {
        String key = logKeys.get(0);
        return key.substring(0, key.indexOf('+'));
    }

    /** Whether its parts fit each other and the log: enough operators, no key twice, log keys named like the origin. */
    boolean holdsTogether(String log) {
        return quorum >= 1
                && quorum <= operators.size()
                && !hasTwice(holders().map(Holder::id))
                && logKeys.stream().allMatch(key -> key.startsWith(log + "+"));
    }

    /** Everybody it names with a key. */
    Stream<Holder> holders() {
        return Stream.of(
                        operators.stream().map(key -> new Holder(key, new Office.Operator())),
                        bodies.stream().map(body -> new Holder(body.key(), new Office.Body(body.id()))),
                        Stream.of(new Holder(council, new Office.Council())))
                .flatMap(part -> part);
    }

    /** Whom it names with this key. */
    Optional<Holder> holder(KeyId key) {
        return holders().filter(holder -> holder.id().equals(key)).findFirst();
    }

    private static String codePrefix(Members members) throws MalformedException {
        String prefix = members.string("code_prefix");
        if (!CODE_PREFIX.matcher(prefix).matches()) {
            throw new MalformedException("code_prefix_malformed", members.where("code_prefix") + " is not two symbols");
        }
        return prefix;
    }

    private static List<String> logKeys(Members members) throws MalformedException {
        List<String> keys = members.strings("log_keys");
        Terms.requireCount(keys.size(), 1, MAX_LOG_KEYS, members.where("log_keys"));
        for (String key : keys) {
            LogKey.require(key, members.where("log_keys"));
        }
        return keys;
    }

    private static List<Es256PublicKey> operators(Members members) throws MalformedException {
        List<Es256PublicKey> operators = new ArrayList<>();
        for (Members operator : members.objects("operators")) {
            operators.add(Es256PublicKey.fromJwk(operator.json()));
        }
        Terms.requireCount(operators.size(), 1, MAX_OPERATORS, members.where("operators"));
        return operators;
    }

    private static long quorum(Members members) throws MalformedException {
        long quorum = members.integer("quorum");
        if (quorum < 1) {
            throw new MalformedException("quorum_out_of_range", members.where("quorum") + " is not positive");
        }
        return quorum;
    }

    private static <T> boolean hasTwice(Stream<T> items) {
        Set<T> seen = new HashSet<>();
        return items.anyMatch(item -> !seen.add(item));
    }
}
