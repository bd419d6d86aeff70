package org.rescueregistry.statement;

import java.time.Instant;
import java.util.regex.Pattern;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Reads members of the types section 1 bounds more narrowly in what people sign than in what is computed from it. */
final class Terms {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern DOMAIN = Pattern.compile("(?=[^.]*\\.)[a-z0-9.-]{1,253}");

    /** All operators together are the body of this name, so no body may have it (section 3). */
    static final String REGISTRY = "registry";

    private Terms() {}

    static Instant requireTime(Instant time) {
        if (time.getNano() != 0 || time.getEpochSecond() < 0 || time.getEpochSecond() > Fields.MAX_TIME) {
            throw new IllegalArgumentException("not a time of section 1: " + time);
        }
        return time;
    }

    static String name(Members members, String name) throws MalformedException {
        String text = members.string(name);
        if (!isName(text)) {
            throw new MalformedException("name_malformed", members.where(name) + " is no name of a body");
        }
        return text;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.equals(REGISTRY);
    }

    static String domain(Members members, String name) throws MalformedException {
        String text = members.string(name);
        if (!DOMAIN.matcher(text).matches()) {
            throw new MalformedException("domain_malformed", members.where(name) + " is no domain");
        }
        return text;
    }

    /** A set of at least {@code least} and at most {@code most} digests. */
    static DigestSet set(Members members, String name, int least, int most) throws MalformedException {
        DigestSet set = Fields.set(members, name);
        requireCount(set.size(), least, most, members.where(name));
        return set;
    }

    static void requireCount(int count, int least, int most, String where) throws MalformedException {
        if (count < least || count > most) {
            throw new MalformedException(
                    "wrong_count", where + " has " + count + " items, not " + least + " to " + most);
        }
    }
}
