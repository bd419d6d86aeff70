package org.rescueregistry.statement;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * All that a fold knows, as bytes: for its own program to go on with later, and for nobody else. One line of JSON says how much of
 * what follows; then, a line each, keys with their offices and statements that wait for others. Behind the lines stand, one after the
 * other and without anything between, the ids of all legal statements, 32 bytes each; when who suspended whom; keys that organisations
 * had; and the records.
 *
 * <pre>
 * {"charter":{…},"charter_id":"…","dismissed":[],"former":3,"holders":7,"ids":901,"log":"registry.example/log","pending":1,
 *  "records":40,"registry":"https://registry.example","size":950,"suspended":2,"time":1795000000}
 * {"key":{…},"office":"operator"}
 * </pre>
 *
 * <p>The current keys of an organisation stand in its record alone. What follows from the records (map, lists, what falls due) is made
 * anew, the map from their bytes, so it is found out at once if one of them is another. They are {@linkplain KeptRecord parsed later}.
 */
final class FoldImage {
    private static final String WHERE = "fold image";

    private FoldImage() {}

    static byte[] of(Fold fold, RegistryState state) {
        List<Holder> holders = new ArrayList<>();
        List<FormerKey> former = new ArrayList<>();
        state.holders()
                .filter(holder -> !isCurrent(holder, state))
                .sorted(Comparator.comparing(Holder::id))
                .forEach(holder -> {
                    if (FormerKey.isOf(holder)) {
                        former.add(FormerKey.of(holder));
                    } else {
                        holders.add(holder);
                    }
                });
        List<Json.Obj> pending = new ArrayList<>();
        state.pending()
                .each((statement, time) -> pending.add(Json.object()
                        .put("statement", statement.compact())
                        .put("time", time.getEpochSecond())
                        .build()));
        List<KeptRecord> records = state.keptRecords();
        Json.ObjectBuilder head = Json.object()
                .put("charter", state.charter().json())
                .put("charter_id", state.charterId().base64Url())
                .put(
                        "dismissed",
                        Json.strings(
                                state.dismissed().map(KeyId::toString).sorted().toList()))
                .put("former", former.size())
                .put("holders", holders.size())
                .put("ids", state.ids().size())
                .put("log", state.log())
                .put("pending", pending.size())
                .put("records", records.size())
                .put("registry", state.registry().toString())
                .put("size", fold.size())
                .put("suspended", state.suspensions().size())
                .put("time", fold.time().orElseThrow().getEpochSecond());
        state.awaited()
                .ifPresent(awaited -> head.put(
                        "awaited",
                        Json.object()
                                .put("charter", awaited.charter().json())
                                .put("from", awaited.from().getEpochSecond())
                                .put("id", awaited.id().base64Url())
                                .build()));
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        line(lines, head.build());
        holders.forEach(holder -> line(lines, json(holder)));
        pending.forEach(one -> line(lines, one));
        int idBytes = state.ids().size() * Digest.SIZE;
        int suspendedBytes = state.suspensions().size() * SuspensionIndex.ENTRY_BYTES;
        int formerBytes = former.stream().mapToInt(FormerKey::length).reduce(0, Math::addExact);
        int recordBytes = records.stream().mapToInt(KeptRecord::length).reduce(0, Math::addExact);
        ByteBuffer image = ByteBuffer.allocate(
                Math.addExact(lines.size() + idBytes, Math.addExact(suspendedBytes + formerBytes, recordBytes)));
        image.put(lines.toByteArray());
        state.ids().writeTo(image.array(), image.position());
        image.position(image.position() + idBytes);
        state.suspensions().writeTo(image);
        former.forEach(key -> key.writeTo(image));
        records.forEach(record -> record.writeTo(image));
        return image.array();
    }

    private static void line(ByteArrayOutputStream out, Json.Obj json) {
        out.writeBytes(json.canonical());
        out.write('\n');
    }

    /** Whether the record says all of this. */
    private static boolean isCurrent(Holder holder, RegistryState state) {
        return FormerKey.isOf(holder) && holder.office().isLive(holder.id(), state);
    }

    private static Json.Obj json(Holder holder) {
        Json.ObjectBuilder json = Json.object().put("key", holder.key().jwk());
        Office office = holder.office();
        if (office instanceof Office.Person person) {
            json.put("appointment", person.appointment().base64Url())
                    .put("body", person.body())
                    .put("office", person.role().text());
            if (person.platform() != null) {
                json.put("platform", person.platform());
            }
        } else if (office instanceof Office.Body body) {
            json.put("body", body.id()).put("office", "body");
        } else {
            json.put("office", office.isOperator() ? "operator" : "council");
        }
        return json.build();
    }

    private static Holder holder(Members json) throws MalformedException {
        String office = json.string("office");
        Holder holder = new Holder(
                Fields.key(json, "key"),
                switch (office) {
                    case "council" -> new Office.Council();
                    case "operator" -> new Office.Operator();
                    case "body" -> new Office.Body(json.string("body"));
                    default ->
                        new Office.Person(
                                Role.parse(office, json.where("office")),
                                json.string("body"),
                                json.optionalString("platform").orElse(null),
                                Fields.digest(json, "appointment"));
                });
        json.done();
        return holder;
    }

    /** The state of {@code log} that an image holds, and where in the log that is. */
    record Opened(RegistryState state, long size, Instant time) {}

    /** Reads an image that has an array; whether it is of what the log holds, the caller compares. */
    static Opened read(ByteBuffer image, String log) throws MalformedException {
        ByteBuffer source = image.slice();
        Members head = next(source);
        long records = head.integer("records");
        RegistryState state = new RegistryState(log, (int) Math.min(2 * records, source.remaining() / Digest.SIZE));
        if (!head.string("log").equals(log)) {
            throw new MalformedException("image_of_another", "the image is of another log");
        }
        state.put(
                EntityId.parse(head.string("registry")),
                Charter.parse(head.value("charter")),
                Fields.digest(head, "charter_id"));
        Opened opened = new Opened(state, Fields.index(head, "size"), Fields.time(head, "time"));
        for (long holders = head.integer("holders"); holders > 0; holders--) {
            state.use(holder(next(source)));
        }
        for (String key : head.strings("dismissed")) {
            state.dismiss(KeyId.parse(key));
        }
        List<Members> waiting = new ArrayList<>();
        for (long pending = head.integer("pending"); pending > 0; pending--) {
            waiting.add(next(source));
        }
        IdSet ids = ids(source, head.integer("ids"));
        for (long suspended = head.integer("suspended"); suspended > 0; suspended--) {
            state.suspensions().rememberNext(source);
        }
        for (long former = head.integer("former"); former > 0; former--) {
            state.use(FormerKey.next(source));
        }
        state.restore(ids, records(source, records));
        for (Members one : waiting) {
            state.pending().join(Statement.parse(one.string("statement")), Fields.time(one, "time"));
        }
        Members awaited = head.optionalObject("awaited").orElse(null);
        if (awaited != null) {
            state.await(new AwaitedCharter(
                    Charter.parse(awaited.value("charter")),
                    Fields.digest(awaited, "id"),
                    Fields.dueTime(awaited, "from")));
        }
        head.done();
        return opened;
    }

    private static Members next(ByteBuffer source) throws MalformedException {
        for (int at = source.position(); at < source.limit(); at++) {
            if (source.get(at) == '\n') {
                byte[] line = new byte[at - source.position()];
                source.get(line).position(at + 1);
                return Members.of(Json.parseCanonical(line), WHERE);
            }
        }
        throw damaged();
    }

    private static IdSet ids(ByteBuffer source, long count) throws MalformedException {
        if (count < 0 || count > source.remaining() / Digest.SIZE) {
            throw damaged();
        }
        IdSet ids = IdSet.read(source.array(), source.arrayOffset() + source.position(), (int) count);
        source.position(source.position() + (int) count * Digest.SIZE);
        return ids;
    }

    /** The last of what stands in an image. */
    private static List<KeptRecord> records(ByteBuffer source, long count) throws MalformedException {
        List<KeptRecord> records = new ArrayList<>();
        while (records.size() < count) {
            records.add(KeptRecord.read(source));
        }
        if (source.hasRemaining()) {
            throw damaged();
        }
        return records;
    }

    static MalformedException damaged() {
        return new MalformedException("image_damaged", "this is no image of a fold");
    }
}
