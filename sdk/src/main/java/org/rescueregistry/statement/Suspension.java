package org.rescueregistry.statement;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * One suspension of a record (section 7). A record may have several; each is lifted by the rule of its kind.
 *
 * <pre>{"by":"…","key":"…","kind":"officers","reason":"under_review","since":1795000000,"until":1795259200}</pre>
 *
 * @param by id of the act
 * @param key of the signer
 * @param until the second at which it lapses; null when it does not lapse
 */
public record Suspension(
        Digest by,
        KeyId key,
        Kind kind,
        Reason reason,
        Instant since,
        @Nullable Instant until) {
    /** Who suspended, and so who may reinstate. */
    public enum Kind {
        /** The organisation itself. */
        SELF,
        /** An officer; also what is left of a vetters' rekey after the organisation's veto. */
        OFFICERS,
        /** Vetters, while the key they set waits. */
        REKEY;

        /** The word on the wire. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Suspension {
        Fields.requireTime(since);
        if (until != null) {
            Fields.requireTime(until);
        }
    }

    /** The same without an end, for this reason: another body has confirmed it. */
    public Suspension confirmed(Reason newReason) {
        return new Suspension(by, key, kind, newReason, since, null);
    }

    /** The same without an end and of kind {@code officers}: the organisation has vetoed the rekey. */
    Suspension vetoed() {
        return new Suspension(by, key, Kind.OFFICERS, reason, since, null);
    }

    boolean lapsedAt(Instant time) {
        return until != null && !until.isAfter(time);
    }

    Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("by", by.base64Url())
                .put("key", key.toString())
                .put("kind", kind.text())
                .put("reason", reason.text())
                .put("since", since.getEpochSecond());
        if (until != null) {
            json.put("until", until.getEpochSecond());
        }
        return json.build();
    }

    static Suspension parse(Members members) throws MalformedException {
        Suspension suspension = new Suspension(
                Fields.digest(members, "by"),
                Fields.keyId(members, "key"),
                Words.parse(Kind.values(), Kind::text, members.string("kind"), members.where("kind")),
                Reason.parse(members.string("reason"), members.where("reason")),
                Fields.time(members, "since"),
                Fields.optionalDueTime(members, "until"));
        members.done();
        return suspension;
    }
}
