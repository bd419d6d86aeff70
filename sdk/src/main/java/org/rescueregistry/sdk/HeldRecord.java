package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.MalformedException;

/**
 * A record of a snapshot. One that came in a file stays the bytes it is, a third of what the objects take, and is read again when
 * somebody asks for it; what was read is kept while there is memory. Safe for any number of threads.
 */
final class HeldRecord {
    private static final int DIGEST_CHARS = 43;

    private final Code code;
    private final byte @Nullable [] bytes;
    private final @Nullable OrganisationRecord whole;
    private final List<Digest> accounts;
    private final List<Digest> profile;
    private volatile @Nullable SoftReference<OrganisationRecord> read;

    private HeldRecord(OrganisationRecord record, byte @Nullable [] ownedBytes) {
        this.code = record.code();
        this.bytes = ownedBytes;
        this.whole = ownedBytes == null ? record : null;
        this.accounts = record.accounts().stream().map(Account::digest).toList();
        this.profile = record.profile().digests().items();
    }

    private HeldRecord(HeldRecord of, Disclosed disclosed) {
        this.code = of.code;
        this.bytes = of.bytes;
        this.whole = of.whole;
        this.accounts = of.accounts.stream().map(disclosed::shared).toList();
        this.profile = of.profile.stream().map(disclosed::shared).toList();
    }

    /** The same, without digests of its own where there are equal ones that are kept anyhow. */
    HeldRecord sharing(Disclosed disclosed) {
        return new HeldRecord(this, disclosed);
    }

    /** A record that somebody else keeps as it is. */
    static HeldRecord of(OrganisationRecord record) {
        return new HeldRecord(record, null);
    }

    /** What a row says when it is read: the record, as it is kept and as it was read, and which digests are in it. */
    record Opened(HeldRecord record, @Nullable OrganisationRecord read, List<Digest> digests) {}

    /**
     * Reads rows.
     *
     * @param kept whose records are wanted whole: those of all others are garbage at once, in whose way the collector need not go
     * @throws MalformedException {@code record_of_another}: a record is of another code than stands before it; or as {@link
     *     OrganisationRecord#parse}
     */
    static List<Opened> open(List<SnapshotContent.Row> rows, Set<Code> kept) throws MalformedException {
        return InParallel.read(rows, row -> open(row, kept));
    }

    private static Opened open(SnapshotContent.Row row, Set<Code> kept) throws MalformedException {
        OrganisationRecord record = OrganisationRecord.parse(row.bytes());
        if (!record.code().equals(row.code())) {
            throw new MalformedException("record_of_another", "the record of " + row.code() + " is of another code");
        }
        HeldRecord held = new HeldRecord(record, row.bytes());
        return new Opened(held, kept.contains(held.code) ? record : null, List.copyOf(record.digests()));
    }

    Code code() {
        return code;
    }

    /** The digests of its accounts. */
    List<Digest> accounts() {
        return accounts;
    }

    /** The digests of its profile, kind and jurisdiction excepted. */
    List<Digest> profile() {
        return profile;
    }

    /** Those of these digests that stand in these records. */
    static Set<Digest> named(Set<Digest> asked, Collection<HeldRecord> records) {
        if (asked.isEmpty()) {
            return Set.of();
        }
        Map<String, Digest> byText = new HashMap<>();
        asked.forEach(digest -> byText.put(digest.base64Url(), digest));
        Set<Digest> found = new HashSet<>();
        records.forEach(record -> record.find(byText, found));
        return found;
    }

    /** Looks for them in the bytes, without reading the record: 43 characters between quotation marks. */
    private void find(Map<String, Digest> asked, Set<Digest> found) {
        byte[] text = bytes;
        if (text == null) {
            record().digests().stream()
                    .filter(digest -> asked.containsKey(digest.base64Url()))
                    .forEach(found::add);
            return;
        }
        for (int quote = 0; quote + DIGEST_CHARS + 1 < text.length; quote++) {
            int end = quote + 1 + DIGEST_CHARS;
            if (text[quote] == '"' && text[end] == '"') {
                Digest digest = asked.get(new String(text, quote + 1, DIGEST_CHARS, ISO_8859_1));
                if (digest != null) {
                    found.add(digest);
                }
                quote = end;
            }
        }
    }

    SnapshotContent.Row row() {
        return bytes == null ? SnapshotContent.Row.of(record()) : SnapshotContent.Row.of(code, bytes);
    }

    OrganisationRecord record() {
        if (whole != null) {
            return whole;
        }
        SoftReference<OrganisationRecord> kept = read;
        OrganisationRecord record = kept == null ? null : kept.get();
        if (record == null) {
            record = parsed();
            read = new SoftReference<>(record);
        }
        return record;
    }

    private OrganisationRecord parsed() {
        try {
            return OrganisationRecord.parse(Objects.requireNonNull(bytes));
        } catch (MalformedException impossible) {
            throw new IllegalStateException("it was read before", impossible);
        }
    }

    /** Whether it is the same record, byte for byte. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof HeldRecord that)) {
            return false;
        }
        if (bytes != null && that.bytes != null) {
            return Arrays.equals(bytes, that.bytes);
        }
        return this == that || record().equals(that.record());
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }
}
