package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.CanonicalText;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Word that an account is the organisation's, given by two vetters or by the platform (section 6, {@code confirm}).
 *
 * <pre>{"by":["…"],"index":12,"until":1810000000,"who":"platform:weibo.com"}</pre>
 *
 * @param by the keys that gave it, ascending by their text
 * @param index of the leaf that completed it
 * @param until from this second on it does not count
 * @param who {@link #VETTERS}, or as {@link #platform(String)}
 */
public record Confirmation(List<KeyId> by, long index, Instant until, String who) {
    /** Who: two vetters. */
    public static final String VETTERS = "vetters";

    private static final Comparator<KeyId> BY_TEXT = Comparator.comparing(KeyId::thumbprint, Digest::compareText);
    private static final String PLATFORM = "platform:";
    private static final Pattern WHO = Pattern.compile(VETTERS + "|" + PLATFORM + "(?=[^.]*\\.)[a-z0-9.-]{1,253}");

    public Confirmation {
        by = Ascending.distinct(by, BY_TEXT);
        Fields.requireIndex(index);
        Fields.requireTime(until);
        if (!confirms(who)) {
            throw new IllegalArgumentException("nobody who confirms: " + who);
        }
    }

    private static boolean confirms(String who) {
        return who.equals(VETTERS) || WHO.matcher(who).matches();
    }

    /** Who: the platform of this domain. */
    public static String platform(String domain) {
        return PLATFORM + domain;
    }

    /** The domain of the platform that gave it; empty when vetters did. */
    public Optional<String> platform() {
        return who.equals(VETTERS) ? Optional.empty() : Optional.of(who.substring(PLATFORM.length()));
    }

    /** Whether it counts: not from {@code until} on. */
    public boolean countsAt(Instant now) {
        return now.isBefore(until);
    }

    void putInto(CanonicalText text) {
        text.put("by", by.stream().map(KeyId::toString).toList())
                .put("index", index)
                .put("until", until.getEpochSecond())
                .put("who", who);
    }

    static Confirmation parse(Members members) throws MalformedException {
        List<KeyId> by = new ArrayList<>();
        for (String key : members.strings("by")) {
            by.add(KeyId.parse(key));
        }
        Confirmation confirmation =
                parse(by, Fields.index(members, "index"), Fields.time(members, "until"), members.string("who"));
        members.done();
        return confirmation;
    }

    /** Of members that were read; of {@code who} nothing is known yet. */
    static Confirmation parse(List<KeyId> by, long index, Instant until, String who) throws MalformedException {
        if (!confirms(who)) {
            throw new MalformedException("unknown_word", "who is nobody who confirms");
        }
        return new Confirmation(by, index, until, who);
    }
}
