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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Profile;
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

    private HeldRecord(
            Code code, OrganisationRecord record, byte @Nullable [] ownedBytes, UnaryOperator<Digest> shared) {
        this.code = code;
        this.bytes = ownedBytes;
        this.whole = ownedBytes == null ? record : null;
        this.accounts =
                record.accounts().stream().map(Account::digest).map(shared).toList();
        this.profile = record.profile().digests().items().stream().map(shared).toList();
    }

    /** A record that somebody else keeps as it is. */
    static HeldRecord of(OrganisationRecord record) {
        return new HeldRecord(record.code(), record, null, UnaryOperator.identity());
    }

    /**
     * Reads rows.
     *
     * @param named is told of every digest in them; what it keeps itself, the records share
     * @throws MalformedException {@code record_of_another}: a record is of another code than stands before it; or as {@link
     *     OrganisationRecord#parse}
     */
    static List<HeldRecord> open(List<SnapshotContent.Row> rows, Disclosed.Named named) throws MalformedException {
        return InParallel.read(rows, row -> open(row, named));
    }

    private static HeldRecord open(SnapshotContent.Row row, Disclosed.Named named) throws MalformedException {
        OrganisationRecord record = OrganisationRecord.parse(row.bytes());
        if (!record.code().equals(row.code())) {
            throw new MalformedException("record_of_another", "the record of " + row.code() + " is of another code");
        }
        HeldRecord held = new HeldRecord(row.code(), record, row.bytes(), named::note);
        noteOthers(record, named);
        return held;
    }

    /** Those digests that are neither of an account nor of the profile's list. */
    private static void noteOthers(OrganisationRecord record, Disclosed.Named named) {
        Profile profile = record.profile();
        if (profile.kind() != null) {
            named.note(profile.kind());
        }
        if (profile.jurisdiction() != null) {
            named.note(profile.jurisdiction());
        }
        if (!record.waiting().isEmpty()) {
            record.digests().forEach(named::note);
        }
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

    /** The same for who asks once: it is not kept. */
    OrganisationRecord recordOnce() {
        return whole == null ? parsed() : whole;
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
