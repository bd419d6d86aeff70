package org.rescueregistry.statement;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * All that a fold knows, as bytes: for its own program to go on with later, and for nobody else. One line of JSON says how much of
 * what follows; then, a line each, keys with their offices, statements that wait for others, when who suspended whom, and records;
 * then the ids of all legal statements, 32 bytes each.
 *
 * <pre>
 * {"charter":{…},"charter_id":"…","dismissed":[],"holders":7,"ids":901,"log":"registry.example/log","pending":1,"records":40,
 *  "registry":"https://registry.example","size":950,"suspended":2,"time":1795000000}
 * {"key":{…},"office":"operator"}
 * </pre>
 *
 * <p>The current keys of an organisation stand in its record alone. What follows from the records (map, lists, what falls due) is made
 * anew.
 */
final class FoldImage {
    private static final String WHERE = "fold image";

    private FoldImage() {}

    static byte[] of(Fold fold, RegistryState state) {
        List<Holder> holders =
                state.holders().filter(holder -> !isCurrent(holder, state)).toList();
        List<Json.Obj> pending = new ArrayList<>();
        state.pending()
                .each((statement, time) -> pending.add(Json.object()
                        .put("statement", statement.compact())
                        .put("time", time.getEpochSecond())
                        .build()));
        List<Json.Obj> suspended = new ArrayList<>();
        state.suspensions()
                .each((key, code, since) -> suspended.add(Json.object()
                        .put("code", code.canonical())
                        .put("key", key.toString())
                        .put("since", since.getEpochSecond())
                        .build()));
        Json.ObjectBuilder head = Json.object()
                .put("charter", state.charter().json())
                .put("charter_id", state.charterId().base64Url())
                .put(
                        "dismissed",
                        Json.strings(
                                state.dismissed().map(KeyId::toString).sorted().toList()))
                .put("holders", holders.size())
                .put("ids", state.ids().size())
                .put("log", state.log())
                .put("pending", pending.size())
                .put("records", state.records().size())
                .put("registry", state.registry().toString())
                .put("size", fold.size())
                .put("suspended", suspended.size())
                .put("time", fold.time().orElseThrow().getEpochSecond());
        state.awaited()
                .ifPresent(awaited -> head.put(
                        "awaited",
                        Json.object()
                                .put("charter", awaited.charter().json())
                                .put("from", awaited.from().getEpochSecond())
                                .put("id", awaited.id().base64Url())
                                .build()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        line(out, head.build().canonical());
        holders.forEach(holder -> line(out, json(holder).canonical()));
        pending.forEach(one -> line(out, one.canonical()));
        suspended.forEach(one -> line(out, one.canonical()));
        state.records().values().forEach(record -> line(out, record.bytes()));
        state.ids().forEach(id -> out.writeBytes(id.toBytes()));
        return out.toByteArray();
    }

    private static void line(ByteArrayOutputStream out, byte[] json) {
        out.writeBytes(json);
        out.write('\n');
    }

    /** Whether the record says all of this. */
    private static boolean isCurrent(Holder holder, RegistryState state) {
        return (holder.office() instanceof Office.Organisation || holder.office() instanceof Office.OrganisationPause)
                && holder.office().isLive(holder.id(), state);
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
        } else if (office instanceof Office.Organisation organisation) {
            json.put("code", organisation.code().canonical()).put("office", "organisation");
        } else if (office instanceof Office.OrganisationPause organisation) {
            json.put("code", organisation.code().canonical()).put("office", "pause");
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
                    case "organisation" -> new Office.Organisation(code(json));
                    case "pause" -> new Office.OrganisationPause(code(json));
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

    private static Code code(Members json) throws MalformedException {
        return Code.parseCanonical(json.string("code"));
    }

    /** The state of {@code log} that an image holds, and where in the log that is. */
    record Opened(RegistryState state, long size, Instant time) {}

    /** Reads an image; whether it is of what the log holds, the caller compares. */
    static Opened read(byte[] image, String log) throws MalformedException {
        Source source = new Source(image);
        Members head = source.next();
        RegistryState state = new RegistryState(log);
        if (!head.string("log").equals(log)) {
            throw new MalformedException("image_of_another", "the image is of another log");
        }
        state.put(
                EntityId.parse(head.string("registry")),
                Charter.parse(head.value("charter")),
                Fields.digest(head, "charter_id"));
        long holders = head.integer("holders");
        long pending = head.integer("pending");
        long suspended = head.integer("suspended");
        long records = head.integer("records");
        long ids = head.integer("ids");
        Opened opened = new Opened(state, Fields.index(head, "size"), Fields.time(head, "time"));
        for (; holders > 0; holders--) {
            state.use(holder(source.next()));
        }
        for (String key : head.strings("dismissed")) {
            state.dismiss(KeyId.parse(key));
        }
        List<Members> waiting = source.next(pending);
        for (; suspended > 0; suspended--) {
            Members one = source.next();
            state.suspensions().remember(Fields.keyId(one, "key"), code(one), Fields.time(one, "since"));
        }
        for (OrganisationRecord record : records(source.lines(records))) {
            state.put(record);
            state.use(new Holder(record.keys().key(), new Office.Organisation(record.code())));
            state.use(new Holder(record.keys().pauseKey(), new Office.OrganisationPause(record.code())));
        }
        for (Members one : waiting) {
            state.pending().join(Statement.parse(one.string("statement")), Fields.time(one, "time"));
        }
        source.digests(ids).forEach(state::see);
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

    private static List<OrganisationRecord> records(List<byte[]> lines) throws MalformedException {
        List<@Nullable OrganisationRecord> read =
                lines.parallelStream().map(FoldImage::recordOrNull).toList();
        List<OrganisationRecord> records = new ArrayList<>();
        for (OrganisationRecord record : read) {
            if (record == null) {
                throw damaged();
            }
            records.add(record);
        }
        return records;
    }

    private static @Nullable OrganisationRecord recordOrNull(byte[] line) {
        try {
            return OrganisationRecord.parse(line);
        } catch (MalformedException e) {
            return null;
        }
    }

    private static MalformedException damaged() {
        return new MalformedException("image_damaged", "this is no image of a fold");
    }

    /** The lines of an image, and what is behind them. */
    private static final class Source {
        private final byte[] image;
        private int at;

        Source(byte[] image) {
            this.image = image;
        }

        byte[] line() throws MalformedException {
            int end = at;
            while (end < image.length && image[end] != '\n') {
                end++;
            }
            if (end == image.length) {
                throw damaged();
            }
            byte[] line = Arrays.copyOfRange(image, at, end);
            at = end + 1;
            return line;
        }

        List<byte[]> lines(long count) throws MalformedException {
            List<byte[]> lines = new ArrayList<>();
            while (lines.size() < count) {
                lines.add(line());
            }
            return lines;
        }

        Members next() throws MalformedException {
            return Members.of(Json.parseCanonical(line()), WHERE);
        }

        List<Members> next(long count) throws MalformedException {
            List<Members> all = new ArrayList<>();
            while (all.size() < count) {
                all.add(next());
            }
            return all;
        }

        List<Digest> digests(long count) throws MalformedException {
            if (image.length - at != count * Digest.SIZE) {
                throw damaged();
            }
            List<Digest> digests = new ArrayList<>();
            for (; at < image.length; at += Digest.SIZE) {
                digests.add(Digest.of(image, at));
            }
            return digests;
        }
    }
}
