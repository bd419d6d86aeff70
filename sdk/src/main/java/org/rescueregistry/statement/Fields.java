package org.rescueregistry.statement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.CanonicalReader;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Reads members of the types section 1 names: digest, set, kid, jwk, time, index. */
final class Fields {
    /** Latest time, in seconds; far enough below 2⁵³ that adding limits stays there. */
    static final long MAX_TIME = (1L << 40) - 1;

    private Fields() {}

    static Digest digest(Members members, String name) throws MalformedException {
        return Digest.parse(members.string(name));
    }

    static @Nullable Digest optionalDigest(Members members, String name) throws MalformedException {
        String text = members.optionalString(name).orElse(null);
        return text == null ? null : Digest.parse(text);
    }

    static DigestSet set(Members members, String name) throws MalformedException {
        return DigestSet.parse(members.strings(name), members.where(name));
    }

    static KeyId keyId(Members members, String name) throws MalformedException {
        return KeyId.parse(members.string(name));
    }

    static Es256PublicKey key(Members members, String name) throws MalformedException {
        return key(members.value(name), members.where(name));
    }

    static @Nullable Es256PublicKey optionalKey(Members members, String name) throws MalformedException {
        Json value = members.optionalValue(name).orElse(null);
        return value == null ? null : key(value, members.where(name));
    }

    private static Es256PublicKey key(Json value, String where) throws MalformedException {
        return Es256PublicKey.fromJwk(Members.of(value, where).json());
    }

    /** A whole number that is not negative. */
    static long index(Members members, String name) throws MalformedException {
        long value = members.integer(name);
        if (value < 0) {
            throw new MalformedException("negative_number", members.where(name) + " is negative");
        }
        return value;
    }

    /** Seconds since 1970, as somebody wrote them. */
    static Instant time(Members members, String name) throws MalformedException {
        Instant time = dueTime(members, name);
        if (time.getEpochSecond() > MAX_TIME) {
            throw new MalformedException("time_out_of_range", members.where(name) + " is too far ahead");
        }
        return time;
    }

    /** The same, where it comes next. */
    static Instant time(CanonicalReader in) throws MalformedException {
        long seconds = in.index();
        if (seconds > MAX_TIME) {
            throw new MalformedException("time_out_of_range", "a time is too far ahead");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** Seconds since 1970, as the reducer computed them: a time and a limit of the charter. */
    static Instant dueTime(Members members, String name) throws MalformedException {
        return Instant.ofEpochSecond(index(members, name));
    }

    static @Nullable Instant optionalDueTime(Members members, String name) throws MalformedException {
        return members.json().members().containsKey(name) ? dueTime(members, name) : null;
    }

    /** What {@link #dueTime} reads back: a time made in code must be whole seconds after 1970, or it is a bug. */
    static Instant requireTime(Instant time) {
        if (time.getNano() != 0 || time.getEpochSecond() < 0 || time.getEpochSecond() > Json.MAX_INTEGER) {
            throw new IllegalArgumentException("not whole seconds since 1970: " + time);
        }
        return time;
    }

    /** What {@link #index} reads back. */
    static long requireIndex(long index) {
        if (index < 0 || index > Json.MAX_INTEGER) {
            throw new IllegalArgumentException("no index: " + index);
        }
        return index;
    }
}
