package org.rescueregistry.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.wire.MalformedException;

/**
 * Which logs are accepted, and how many of which witnesses must have cosigned (C2SP tlog-policy):
 *
 * <pre>
 * log registry.example/log+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k https://registry.example/log
 * log registry.example/log+5c1e0f4b+Bo… https://registry.example/log
 * witness w1-ed25519 witness.example/w1+…+BK… https://witness.example/w1
 * witness w1-ml-dsa-44 witness.example/w1+…+Bp… https://witness.example/w1
 * group w1 any w1-ed25519 w1-ml-dsa-44
 * witness w2-ed25519 …
 * group witnesses 2 w1 w2 w3
 * quorum witnesses
 * </pre>
 *
 * <p>A witness that signs with two keys, under one key name, is two lines and must count once: its keys stand together in a group
 * of their own. Narrower than the specification: keys of one name anywhere else in the quorum are refused, because one witness
 * would count for several; the text is UTF-8; and one public key may stand on one line only, be it a log's or a witness's, so that
 * no log is its own witness.
 */
public final class LogPolicy {
    /** Longest text that is read, in bytes. */
    public static final int MAX_BYTES = 512 << 10;

    /** Most logs, witnesses and groups, each. */
    public static final int MAX_OF_A_KIND = 64;

    /** The name of the quorum of a policy made of two. */
    static final String BOTH = "witnesses-and-replayers";

    private static final Pattern QUORUM_LINE = Pattern.compile("(?m)^[ \\t]*quorum[ \\t]+([^ \\t\n]+)[ \\t]*\n");

    private final String text;
    private final List<Log> logs;
    private final List<Witness> witnesses;
    private final QuorumRule quorum;

    /** A log line; the URL is the prefix under which the log is served, if given. */
    public record Log(VerifierKey key, @Nullable String url) {}

    /** A witness line; the URL is the prefix to which checkpoints are submitted, if given. */
    public record Witness(
            String name, VerifierKey key, @Nullable String url) {}

    private LogPolicy(String text, PolicyParser parsed, QuorumRule quorum) {
        this.text = text;
        this.logs = List.copyOf(parsed.logs);
        this.witnesses = List.copyOf(parsed.witnesses);
        this.quorum = quorum;
    }

    /**
     * Reads a policy.
     *
     * @throws MalformedException {@code policy_malformed policy_wrong_key_type policy_duplicate_key
     *     policy_counts_witness_twice}, or those of {@link VerifierKey#parse}
     */
    public static LogPolicy parse(byte[] bytes) throws MalformedException {
        String text = Lines.utf8(bytes, MAX_BYTES, "policy_malformed");
        PolicyParser parser = new PolicyParser();
        QuorumRule quorum = parser.read(text);
        return new LogPolicy(text, parser, quorum);
    }

    public List<Log> logs() {
        return logs;
    }

    public List<Witness> witnesses() {
        return witnesses;
    }

    /**
     * How many witnesses may lie before a log can show two trees to two people, both of which meet the policy: one less
     * than any two quorums have in common. For k of n that is 2k − n − 1; 3 of 4 stand one liar, 2 of 3 none; negative
     * if quorums may be strangers to each other. The keys of one witness are one witness.
     */
    public int toleratedLiars() {
        return quorum.overlap() - 1;
    }

    /**
     * The policy that asks for all this one asks for and all that {@code other} does, which names no logs: replayers beside
     * witnesses. Its quorum is called {@value #BOTH}.
     *
     * @throws MalformedException {@code replayer_is_witness} if a key of {@code other} is one of a witness or log of this policy,
     *     under whatever name; or as {@link #parse}, for example when both use a name
     */
    public LogPolicy and(LogPolicy other) throws MalformedException {
        for (Witness replayer : other.witnesses) {
            requireStranger(replayer.key());
        }
        String mine = quorumName(text);
        String theirs = quorumName(other.text);
        String quorum;
        if (mine.equals(PolicyParser.NONE) || theirs.equals(PolicyParser.NONE)) {
            quorum = "quorum " + (mine.equals(PolicyParser.NONE) ? theirs : mine) + "\n";
        } else {
            quorum = "group " + BOTH + " all " + mine + " " + theirs + "\nquorum " + BOTH + "\n";
        }
        return parse((withoutQuorum(text) + withoutQuorum(other.text) + quorum).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Demands that a key is no log's and no witness's of this policy, under whatever name: who recomputes a state must not be who
     * vouches that there is one history.
     *
     * @throws MalformedException {@code replayer_is_witness}
     */
    public void requireStranger(VerifierKey key) throws MalformedException {
        boolean known = Stream.concat(
                        logs.stream().map(Log::key), witnesses.stream().map(Witness::key))
                .anyMatch(own -> own.material().equals(key.material()));
        if (known) {
            throw new MalformedException(
                    "replayer_is_witness",
                    "the key " + key.name()
                            + " is that of a witness or log of the policy; a replayer has keys of its own");
        }
    }

    private static String quorumName(String text) {
        Matcher line = QUORUM_LINE.matcher(text);
        if (!line.find()) {
            throw new IllegalStateException("a policy that was parsed has a quorum line");
        }
        return line.group(1);
    }

    private static String withoutQuorum(String text) {
        return QUORUM_LINE.matcher(text).replaceAll("");
    }

    /**
     * Checks a checkpoint: signed by one of the logs, cosigned by enough witnesses. Other signatures are ignored; one
     * that claims to be of a key in the policy and is not spoils the note.
     *
     * @throws MalformedException as {@link SignedCheckpoint#verify}, {@link Cosignature#verify}, or {@code
     *     note_signed_twice} if one witness's key stands under it twice
     */
    public PolicyResult check(SignedNote note) throws MalformedException {
        return count(note).result();
    }

    /**
     * As {@link #check}, when more cosignatures may come.
     *
     * @throws MalformedException as {@link #check}
     */
    public CosignatureCount count(SignedNote note) throws MalformedException {
        return new CosignatureCount(
                witnesses,
                quorum,
                SignedCheckpoint.verify(note, logs.stream().map(Log::key).toList()));
    }

    /**
     * As {@link #count(SignedNote)}, of a checkpoint that another policy with the same logs has accepted: the cosignatures that were
     * verified for it are not verified again. More of them come by {@link CosignatureCount#add}.
     */
    public CosignatureCount count(CosignedCheckpoint accepted) {
        boolean known = logs.stream()
                .anyMatch(log -> log.key().name().equals(accepted.checkpoint().origin()));
        if (!known) {
            throw new IllegalArgumentException(
                    "the policy is not about " + accepted.checkpoint().origin());
        }
        return new CosignatureCount(witnesses, quorum, accepted);
    }

    /** The text it was read from, comments and all. */
    @Override
    public String toString() {
        return text;
    }
}
