package org.rescueregistry.sdk;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a platform accepts. Strict unless it says otherwise, aloud: each {@code allow…} and {@code ignore…} gives another
 * policy, and a verdict names them all.
 *
 * <pre>{"ignored":["phrases"],"max_status_age":600}</pre>
 *
 * @param maxStatusAge how long after the proven time of a status it still counts
 * @param ignored what it does not look at
 */
public record VerificationPolicy(Duration maxStatusAge, Set<Check> ignored) {
    /** For a platform that syncs: ten minutes. */
    public static final VerificationPolicy ONLINE = new VerificationPolicy(Duration.ofMinutes(10));

    /** For a platform without outward network: a day. */
    public static final VerificationPolicy OFFLINE = new VerificationPolicy(Duration.ofHours(24));

    /** A check that can be left out. */
    public enum Check {
        /** That somebody confirmed the account, and lately. */
        CONFIRMATION,
        /** That the names shown are those bound. */
        SHOWN_NAMES,
        /** Whether the words read like an offer to rescue. */
        PHRASES,
        /** Whether the account's name can be taken for a registered one. */
        LOOKALIKE_NAMES,
        /** Whether a post's pictures are those that the organisation signed. */
        MEDIA,
        /** Whether other registries passed on an act that the home log does not have. */
        HEARSAY;

        /** On the wire, in small letters. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public VerificationPolicy {
        if (maxStatusAge.isNegative() || maxStatusAge.isZero()) {
            throw new IllegalArgumentException("a status of no age counts for nothing");
        }
        ignored = Set.copyOf(ignored);
    }

    /** Ignores nothing. */
    public VerificationPolicy(Duration maxStatusAge) {
        this(maxStatusAge, Set.of());
    }

    /** Lets a status count for so long. */
    public VerificationPolicy allowStatusAge(Duration age) {
        return new VerificationPolicy(age, ignored);
    }

    /** Badges accounts that nobody confirmed, or not lately: the organisation's word is enough. */
    public VerificationPolicy allowUnconfirmedAccounts() {
        return ignoring(Check.CONFIRMATION);
    }

    /** Badges an account whatever names it shows now: for a platform that rechecks renamed accounts itself. */
    public VerificationPolicy ignoreShownNames() {
        return ignoring(Check.SHOWN_NAMES);
    }

    /** Does not look at words. */
    public VerificationPolicy ignorePhrases() {
        return ignoring(Check.PHRASES);
    }

    /** Does not compare names of accounts that nobody bound. */
    public VerificationPolicy ignoreLookalikeNames() {
        return ignoring(Check.LOOKALIKE_NAMES);
    }

    /** Takes a post as signed though its pictures are others than were signed: for a platform that changes their bytes. */
    public VerificationPolicy ignoreMedia() {
        return ignoring(Check.MEDIA);
    }

    /** Waits for the home log, whatever another registry heard. */
    public VerificationPolicy ignoreHearsay() {
        return ignoring(Check.HEARSAY);
    }

    private VerificationPolicy ignoring(Check check) {
        EnumSet<Check> more = EnumSet.of(check);
        more.addAll(ignored);
        return new VerificationPolicy(maxStatusAge, more);
    }

    boolean ignores(Check check) {
        return ignored.contains(check);
    }

    /** The wire form; {@code ignored} only where something is. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object().put("max_status_age", maxStatusAge.toSeconds());
        if (!ignored.isEmpty()) {
            json.put(
                    "ignored",
                    Json.strings(ignored.stream().map(Check::text).sorted().toList()));
        }
        return json.build();
    }

    /**
     * Reads the wire form.
     *
     * @throws MalformedException {@code policy_unknown_check}, {@code policy_no_age}, or as {@link Members}
     */
    public static VerificationPolicy parse(Json json) throws MalformedException {
        Members members = Members.of(json, "policy");
        long age = members.integer("max_status_age");
        EnumSet<Check> ignored = EnumSet.noneOf(Check.class);
        for (String word : members.optionalStrings("ignored").orElse(List.of())) {
            ignored.add(Arrays.stream(Check.values())
                    .filter(check -> check.text().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new MalformedException("policy_unknown_check", members.where("ignored") + " has " + word)));
        }
        members.done();
        if (age <= 0) {
            throw new MalformedException("policy_no_age", members.where("max_status_age") + " is not above 0");
        }
        return new VerificationPolicy(Duration.ofSeconds(age), ignored);
    }
}
