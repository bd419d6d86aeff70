package org.rescueregistry.statement;

import java.time.Duration;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The times and counts a charter sets (section 2), each a positive integer below 2³¹, durations in whole seconds.
 *
 * <pre>{"approval_window":259200,"confirmation_max":17280000,"council_wait":604800,…,"wait":259200}</pre>
 *
 * @param statementAge a statement's batch time is at most this much after its {@code iat}
 * @param statementSkew and at most this much before it
 * @param approvalWindow statements of several signers lapse this long after the first
 * @param waiting before an amendment, an account, a new key or a withdrawal takes effect
 * @param rekeyWait before a key set by vetters takes effect
 * @param councilWait before a recharter by the council alone takes effect
 * @param suspensionMax longest suspension by one person
 * @param suspendAgain before the same person may suspend the same organisation again
 * @param suspensionsPerKey unconfirmed suspensions in force per key
 * @param vouchMax longest life of a vouch
 * @param validityMax longest validity of an admission
 * @param confirmationMax longest life of a confirmation
 * @param statusListSize entries per status list, a multiple of 4, at most 2²⁰
 */
public record Limits(
        Duration statementAge,
        Duration statementSkew,
        Duration approvalWindow,
        Duration waiting,
        Duration rekeyWait,
        Duration councilWait,
        Duration suspensionMax,
        Duration suspendAgain,
        int suspensionsPerKey,
        Duration vouchMax,
        Duration validityMax,
        Duration confirmationMax,
        int statusListSize) {

    /** What the rulebook proposes. */
    public static final Limits DEFAULT = new Limits(
            Duration.ofHours(24),
            Duration.ofSeconds(60),
            Duration.ofHours(72),
            Duration.ofHours(72),
            Duration.ofDays(7),
            Duration.ofDays(7),
            Duration.ofHours(72),
            Duration.ofDays(30),
            3,
            Duration.ofDays(30),
            Duration.ofDays(400),
            Duration.ofDays(200),
            131_072);

    private static final int LISTS_MULTIPLE = 4;
    private static final int MAX_LIST_SIZE = 1 << 20;

    public Limits {
        for (Duration duration : new Duration[] {
            statementAge,
            statementSkew,
            approvalWindow,
            waiting,
            rekeyWait,
            councilWait,
            suspensionMax,
            suspendAgain,
            vouchMax,
            validityMax,
            confirmationMax
        }) {
            if (duration.getNano() != 0 || duration.toSeconds() < 1 || duration.getSeconds() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a limit is no whole number of seconds in range: " + duration);
            }
        }
        if (suspensionsPerKey < 1) {
            throw new IllegalArgumentException("suspensions_per_key is not positive");
        }
        if (statusListSize < 1 || statusListSize > MAX_LIST_SIZE || statusListSize % LISTS_MULTIPLE != 0) {
            throw new IllegalArgumentException("status_list_size is no multiple of 4 up to 2^20");
        }
    }

    static Limits read(Members members) throws MalformedException {
        Limits limits = new Limits(
                seconds(members, "statement_age"),
                seconds(members, "statement_skew"),
                seconds(members, "approval_window"),
                seconds(members, "wait"),
                seconds(members, "rekey_wait"),
                seconds(members, "council_wait"),
                seconds(members, "suspension_max"),
                seconds(members, "suspend_again"),
                count(members, "suspensions_per_key"),
                seconds(members, "vouch_max"),
                seconds(members, "validity_max"),
                seconds(members, "confirmation_max"),
                listSize(members, "status_list_size"));
        members.done();
        return limits;
    }

    public Json.Obj json() {
        return Json.object()
                .put("statement_age", statementAge.toSeconds())
                .put("statement_skew", statementSkew.toSeconds())
                .put("approval_window", approvalWindow.toSeconds())
                .put("wait", waiting.toSeconds())
                .put("rekey_wait", rekeyWait.toSeconds())
                .put("council_wait", councilWait.toSeconds())
                .put("suspension_max", suspensionMax.toSeconds())
                .put("suspend_again", suspendAgain.toSeconds())
                .put("suspensions_per_key", suspensionsPerKey)
                .put("vouch_max", vouchMax.toSeconds())
                .put("validity_max", validityMax.toSeconds())
                .put("confirmation_max", confirmationMax.toSeconds())
                .put("status_list_size", statusListSize)
                .build();
    }

    private static Duration seconds(Members members, String name) throws MalformedException {
        return Duration.ofSeconds(count(members, name));
    }

    private static int count(Members members, String name) throws MalformedException {
        long value = members.integer(name);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new MalformedException("limit_out_of_range", members.where(name) + " is not 1 to 2^31 - 1");
        }
        return (int) value;
    }

    private static int listSize(Members members, String name) throws MalformedException {
        int size = count(members, name);
        if (size > MAX_LIST_SIZE || size % LISTS_MULTIPLE != 0) {
            throw new MalformedException("limit_out_of_range", members.where(name) + " is no multiple of 4 up to 2^20");
        }
        return size;
    }
}
