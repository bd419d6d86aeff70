package org.rescueregistry.statement;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;

/**
 * What a statement says beside its act (section 1): in which log, about whom, when, resting on what.
 *
 * <pre>{@code
 * Envelope.about(code, log, Stamp.at(now, random)).restingOn(record.keys().by())
 * }</pre>
 *
 * @param log the log's origin
 * @param sub a code, or the registry's entity id
 * @param basis ids of the acts on which a granting act rests; empty for a removing act and for what is embedded
 */
public record Envelope(String log, String sub, Stamp stamp, DigestSet basis) {
    /** About an organisation. */
    public static Envelope about(Code organisation, String log, Stamp stamp) {
        return new Envelope(log, organisation.canonical(), stamp, DigestSet.EMPTY);
    }

    /** About the registry itself. */
    public static Envelope about(EntityId registry, String log, Stamp stamp) {
        return new Envelope(log, registry.toString(), stamp, DigestSet.EMPTY);
    }

    /** The same, resting on these acts. */
    public Envelope restingOn(Digest... ids) {
        return new Envelope(log, sub, stamp, DigestSet.of(ids));
    }

    /** The same, resting on these acts. */
    public Envelope restingOn(DigestSet ids) {
        return new Envelope(log, sub, stamp, ids);
    }

    /** The same, made by somebody else at another time. */
    public Envelope restamped(Instant now, RandomGenerator random) {
        return new Envelope(log, sub, Stamp.at(now, random), basis);
    }

    void putInto(Json.ObjectBuilder json) {
        json.put("log", log).put("sub", sub);
        stamp.putInto(json);
        if (basis.size() > 0) {
            json.put("basis", basis.json());
        }
    }
}
