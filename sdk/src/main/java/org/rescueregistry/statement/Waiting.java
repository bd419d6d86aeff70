package org.rescueregistry.statement;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A change that is public and has not taken effect yet (section 7): {@code
 * {"act":"withdraw","by":"…","from":1795259200}}.
 */
public sealed interface Waiting permits Waiting.Amend, Waiting.Rekey, Waiting.Withdraw {
    /** Id of the act. */
    Digest by();

    /** The second from which it has effect. */
    Instant from();

    /** One method for each kind. */
    interface Cases<R> {
        R amend(Amend waiting);

        R rekey(Rekey waiting);

        R withdraw(Withdraw waiting);
    }

    <R> R match(Cases<R> cases);

    /** Whether it is the organisation's own, so that a suspension cancels it. */
    boolean isOwn();

    /** A new profile; its {@code kind} and {@code jurisdiction} are null where they were erased meanwhile. */
    record Amend(Instant from, Profile content) implements Waiting {
        public Amend {
            Fields.requireTime(from);
        }

        @Override
        public Digest by() {
            return content.by();
        }

        Amend without(DigestSet erased) {
            return new Amend(from, content.without(erased));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.amend(this);
        }

        @Override
        public boolean isOwn() {
            return true;
        }
    }

    /** New keys; {@code pauseKey} is null when it stays. */
    record Rekey(
            Digest by,
            Instant from,
            Es256PublicKey key,
            @Nullable Es256PublicKey pauseKey,
            Signers signers) implements Waiting {
        public Rekey {
            Fields.requireTime(from);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rekey(this);
        }

        @Override
        public boolean isOwn() {
            return signers == Signers.ORGANISATION;
        }
    }

    /** Leaving. */
    record Withdraw(Digest by, Instant from) implements Waiting {
        public Withdraw {
            Fields.requireTime(from);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.withdraw(this);
        }

        @Override
        public boolean isOwn() {
            return true;
        }
    }

    /** Who signed a rekey. */
    enum Signers {
        ORGANISATION,
        VETTERS;

        /** The word on the wire. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The JSON of section 7. */
    default Json.Obj json() {
        Json.ObjectBuilder json = Json.object().put("by", by().base64Url()).put("from", from().getEpochSecond());
        return match(new Cases<Json.ObjectBuilder>() {
                    @Override
                    public Json.ObjectBuilder amend(Amend waiting) {
                        waiting.content().putInto(json);
                        return json.put("act", "amend");
                    }

                    @Override
                    public Json.ObjectBuilder rekey(Rekey waiting) {
                        json.put("act", "rekey").put("key", waiting.key().jwk());
                        if (waiting.pauseKey() != null) {
                            json.put("pause_key", waiting.pauseKey().jwk());
                        }
                        return json.put("signers", waiting.signers().text());
                    }

                    @Override
                    public Json.ObjectBuilder withdraw(Withdraw waiting) {
                        return json.put("act", "withdraw");
                    }
                })
                .build();
    }

    static Waiting parse(Members members) throws MalformedException {
        Digest by = Fields.digest(members, "by");
        Instant from = Fields.dueTime(members, "from");
        Waiting waiting = switch (members.string("act")) {
            case "amend" -> new Amend(from, Profile.parse(members, by));
            case "rekey" ->
                new Rekey(
                        by,
                        from,
                        Fields.key(members, "key"),
                        Fields.optionalKey(members, "pause_key"),
                        Words.parse(
                                Signers.values(), Signers::text, members.string("signers"), members.where("signers")));
            case "withdraw" -> new Withdraw(by, from);
            default -> throw new MalformedException("unknown_word", members.where("act") + " is no act that waits");
        };
        members.done();
        return waiting;
    }
}
