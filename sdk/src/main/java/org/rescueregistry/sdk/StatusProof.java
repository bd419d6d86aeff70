package org.rescueregistry.sdk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.InclusionProof;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * Shows offline what a registry's log says of one code: its record or that there is none, the proof of it in the state
 * map, the state leaf that commits to the map, and the receipt of that leaf under a cosigned checkpoint. The page {@code
 * docs/reference/status-proof.md} gives the format and the steps; files {@code .status-proof}:
 *
 * <pre>
 * rescue-registry status-proof 1
 * code RR-CN7K-3M9Q-XDP2
 * record {"accounts":[],…}
 * siblings AaCBIrJehhlSBnqN25ZiuQM4BGKc…
 * state {"act":"state",…}
 *
 * c2sp.org/tlog-proof@v1
 * index 122
 * RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
 *
 * registry.example/log
 * 123
 * sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
 *
 * — registry.example/log Uw2QOkn8…
 * </pre>
 *
 * <p>Read, but not verified; {@link StatusProofCheck} verifies. Immutable.
 */
public final class StatusProof {
    /** Longest file that is read, in bytes. */
    public static final int MAX_BYTES = 4 << 20;

    /** Most leaves from a state leaf to the next one. */
    public static final int MAX_NEXT = 512;

    /** Longest trust chain that is carried. */
    public static final int MAX_CHAIN = 16;

    /** The code of a file under rules that are not known here. */
    static final String RULES_TOO_NEW = "rules_too_new";

    private static final String HEADER = "rescue-registry status-proof 1";
    private static final String STATE = "state";
    private static final String LAST = "last";
    private static final String NEXT = "next";
    private static final String CHAIN = "chain";
    private static final Pattern COMPACT_JWS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final MapAnswer answer;
    private final StateLeaf state;
    private final TlogProof receipt;
    private final @Nullable Last last;
    private final List<LeafInTree> next;
    private final List<String> chain;

    private StatusProof(MapAnswer answer, StateLeaf state, TlogProof receipt, Beside beside) {
        this.answer = answer;
        this.state = state;
        this.receipt = receipt;
        this.last = beside.last;
        this.next = List.copyOf(beside.next);
        this.chain = List.copyOf(beside.chain);
    }

    /** The statement that the record names as its last, and where it stands. */
    record Last(Statement statement, LeafInTree place) {
        Last(Statement statement, List<Digest> path) {
            this(statement, new LeafInTree(statement.bytes(), path));
        }
    }

    /** What need not be there. */
    private record Beside(@Nullable Last last, List<LeafInTree> next, List<String> chain) {
        static final Beside NOTHING = new Beside(null, List.of(), List.of());
    }

    /**
     * The proof of what the map says.
     *
     * @param state whose {@code map} is the root of the map
     * @param receipt of the state leaf
     */
    public static StatusProof of(MapAnswer answer, StateLeaf state, TlogProof receipt) {
        if (receipt.unauthenticatedExtra().isPresent()) {
            throw new IllegalArgumentException("a receipt with extra data");
        }
        return new StatusProof(answer, state, receipt, Beside.NOTHING);
    }

    /**
     * With the statement that the record names as its last; there is one if there is a record.
     *
     * @param path of its leaf to the root, its sibling first
     */
    public StatusProof withLast(Statement statement, List<Digest> path) {
        if (answer.record() == null) {
            throw new IllegalArgumentException("without a record there is no last statement");
        }
        return new StatusProof(answer, state, receipt, new Beside(new Last(statement, path), next, chain));
    }

    /** With the leaves after the state leaf up to the next state leaf, that one too: so long the state lasted. */
    public StatusProof withNext(List<LeafInTree> leaves) {
        if (leaves.size() > MAX_NEXT) {
            throw new IllegalArgumentException(leaves.size() + " leaves to the next state leaf");
        }
        return new StatusProof(answer, state, receipt, new Beside(last, leaves, chain));
    }

    /** With the registry's trust chain, as {@link org.rescueregistry.federation.TrustChain#json} orders it. */
    public StatusProof withChain(List<String> statements) {
        if (statements.size() > MAX_CHAIN) {
            throw new IllegalArgumentException("a chain of " + statements.size() + " statements");
        }
        return new StatusProof(answer, state, receipt, new Beside(last, next, statements));
    }

    /**
     * Reads a file; nothing in it is verified.
     *
     * @throws MalformedException {@code status_proof_malformed}; {@code rules_too_new} when it is of a log under rules
     *     that are not known here, of which nothing can be said; or as the parsers of records, codes, JSON and {@link
     *     TlogProof#parse}
     */
    public static StatusProof parse(byte[] bytes) throws MalformedException {
        if (bytes.length > MAX_BYTES) {
            throw ProofLines.wrong("longer than " + MAX_BYTES + " bytes");
        }
        String text = ProofLines.utf8(bytes);
        int divide = text.indexOf("\n\n");
        if (divide < 0) {
            throw ProofLines.wrong("no empty line before the tlog-proof");
        }
        TlogProof receipt = TlogProof.parse(text.substring(divide + 2).getBytes(StandardCharsets.UTF_8));
        if (receipt.unauthenticatedExtra().isPresent()) {
            throw ProofLines.wrong("its tlog-proof has extra data");
        }
        String head = text.substring(0, divide);
        requireKnownRules(head, Checkpoint.parse(receipt.note().text()).origin());
        ProofLines lines = new ProofLines(head);
        lines.exactly(HEADER);
        MapAnswer answer = MapAnswer.parse(lines);
        StateLeaf state = StateLeaf.parse(utf8(lines.value(STATE)));
        Last last = last(lines, answer);
        List<LeafInTree> next = next(lines, state, receipt.index());
        List<String> chain = chain(lines);
        lines.done();
        return new StatusProof(answer, state, receipt, new Beside(last, next, chain));
    }

    /** Looked at first: under other rules the record may have another form. */
    private static void requireKnownRules(String head, String log) throws MalformedException {
        for (String line : head.split("\n", -1)) {
            if (line.startsWith(STATE + " ")
                    && StateLeaf.isOfLaterRules(utf8(line.substring(STATE.length() + 1)), log)) {
                throw tooNew();
            }
        }
    }

    private static MalformedException tooNew() {
        return new MalformedException(RULES_TOO_NEW, "the log is under rules that are not known here");
    }

    private static @Nullable Last last(ProofLines lines, MapAnswer answer) throws MalformedException {
        Optional<String> statement = lines.optional(LAST);
        if (statement.isEmpty()) {
            return null;
        }
        if (answer.record() == null) {
            throw ProofLines.wrong("without a record there is no last statement");
        }
        return new Last(Statement.parse(statement.get()), lines.hashes(InclusionProof.MAX_HASHES));
    }

    private static List<LeafInTree> next(ProofLines lines, StateLeaf state, long index) throws MalformedException {
        List<LeafInTree> next = new ArrayList<>();
        boolean closed = false;
        for (Optional<String> leaf = lines.optional(NEXT); leaf.isPresent(); leaf = lines.optional(NEXT)) {
            if (closed || next.size() == MAX_NEXT) {
                throw ProofLines.wrong("there are more leaves than up to the next state leaf, or than " + MAX_NEXT);
            }
            byte[] bytes = ProofLines.base64(leaf.get());
            next.add(new LeafInTree(bytes, lines.hashes(InclusionProof.MAX_HASHES)));
            closed = closes(bytes, state, index + next.size()).isPresent();
        }
        if (!next.isEmpty() && !closed) {
            throw ProofLines.wrong("the leaves do not lead to the next state leaf");
        }
        return next;
    }

    /** The state leaf that these bytes are, if they close the batch after {@code before} at {@code index}. */
    private static Optional<StateLeaf> closes(byte[] bytes, StateLeaf before, long index) throws MalformedException {
        if (!StateLeaf.looksLike(bytes)) {
            return Optional.empty();
        }
        if (StateLeaf.isOfLaterRules(bytes, before.log())) {
            throw tooNew();
        }
        try {
            StateLeaf leaf = StateLeaf.parse(bytes);
            boolean closes = leaf.log().equals(before.log())
                    && leaf.size() == index
                    && !leaf.time().isBefore(before.time());
            return closes ? Optional.of(leaf) : Optional.empty();
        } catch (MalformedException voidLeaf) {
            return Optional.empty();
        }
    }

    private static List<String> chain(ProofLines lines) throws MalformedException {
        List<String> chain = new ArrayList<>();
        for (Optional<String> link = lines.optional(CHAIN); link.isPresent(); link = lines.optional(CHAIN)) {
            if (chain.size() == MAX_CHAIN || !COMPACT_JWS.matcher(link.get()).matches()) {
                throw ProofLines.wrong("the trust chain is longer than " + MAX_CHAIN + ", or no chain of statements");
            }
            chain.add(link.get());
        }
        return chain;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The code it is about. */
    public Code code() {
        return answer.code();
    }

    /** What it says the map says. */
    public MapAnswer answer() {
        return answer;
    }

    /** The state leaf it stands on. */
    public StateLeaf state() {
        return state;
    }

    /** The receipt of the state leaf. */
    public TlogProof receipt() {
        return receipt;
    }

    /** The registry's trust chain, the registry's own statement first; empty if it is not carried. Not verified. */
    public List<String> chain() {
        return chain;
    }

    /** The statement that last changed the record, if it is carried. Not verified. */
    public Optional<Statement> lastStatement() {
        return Optional.ofNullable(last).map(Last::statement);
    }

    Optional<Last> last() {
        return Optional.ofNullable(last);
    }

    List<LeafInTree> next() {
        return next;
    }

    /** The time of the state leaf that follows; empty if none is shown. Not verified. */
    Optional<Instant> nextStateTime() {
        if (next.isEmpty()) {
            return Optional.empty();
        }
        try {
            return closes(next.get(next.size() - 1).leaf(), state, receipt.index() + next.size())
                    .map(StateLeaf::time);
        } catch (MalformedException tooNew) {
            return Optional.empty();
        }
    }

    /** The file. */
    public byte[] toBytes() {
        return utf8(toString());
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(HEADER).append('\n');
        answer.print(out);
        out.append(STATE).append(' ').append(new String(state.bytes(), StandardCharsets.UTF_8));
        out.append('\n');
        if (last != null) {
            out.append(LAST).append(' ').append(last.statement.compact()).append('\n');
            last.place.print(out);
        }
        for (LeafInTree leaf : next) {
            out.append(NEXT).append(' ').append(ProofLines.text(leaf.leaf())).append('\n');
            leaf.print(out);
        }
        chain.forEach(link -> out.append(CHAIN).append(' ').append(link).append('\n'));
        return out.append('\n').append(receipt).toString();
    }
}
