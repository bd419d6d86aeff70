package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.CanonicalReader;
import org.rescueregistry.wire.MalformedException;

/**
 * Reads the bytes of a record that is active, of which nothing is suspended or waits: nearly all of them, and whoever starts from a
 * snapshot reads all. What is otherwise is left to {@link RecordJson}, which takes every record and says what is wrong; of what is taken
 * here both say the same.
 */
final class PlainRecord {
    private final CanonicalReader in;

    /** For what is copied from it at once. */
    private final byte[] scratch = new byte[Digest.SIZE];

    private PlainRecord(CanonicalReader in) {
        this.in = in;
    }

    /** The record; null if it is not such a one, or none. */
    static @Nullable OrganisationRecord read(byte[] bytes) {
        try {
            return new PlainRecord(new CanonicalReader(bytes)).record();
        } catch (MalformedException otherwise) {
            return null;
        }
    }

    private interface Item<T> {
        T read() throws MalformedException;
    }

    private OrganisationRecord record() throws MalformedException {
        in.expect("{\"accounts\":[");
        List<Account> accounts = list(this::account);
        requireAscending(accounts, Comparator.comparing(Account::digest, Digest::compareText), 1);
        in.expect(",\"admitted\":");
        Position admitted = position();
        in.expect(",\"code\":");
        Code code = Code.parseCanonical(in.string());
        Digest jurisdiction = in.takes(",\"jurisdiction\":") ? digest() : null;
        in.expect(",\"key\":");
        Es256PublicKey key = key();
        in.expect(",\"key_by\":");
        Digest keyBy = digest();
        Digest kind = in.takes(",\"kind\":") ? digest() : null;
        in.expect(",\"last\":");
        Position last = position();
        in.expect(",\"pause_key\":");
        OrganisationKeys keys = new OrganisationKeys(key, key(), keyBy);
        in.expect(",\"profile\":[");
        List<Digest> digests = list(this::digest);
        requireAscending(digests, Digest::compareText, 1);
        in.expect(",\"profile_by\":");
        Profile profile = new Profile(DigestSet.of(digests), kind, jurisdiction, digest());
        in.expect(",\"status\":\"active\",\"status_index\":");
        long statusIndex = in.index();
        in.expect(",\"suspensions\":[],\"valid_from\":");
        Instant validFrom = time();
        in.expect(",\"valid_until\":");
        Instant validUntil = time();
        in.expect(",\"vouchers\":[");
        List<Voucher> vouchers = list(this::voucher);
        requireAscending(vouchers, Comparator.comparing(Voucher::key, PlainRecord::compareText), 0);
        in.expect(",\"waiting\":[]}");
        in.end();
        Admission admission = new Admission(admitted, vouchers, statusIndex, validFrom, validUntil);
        return new OrganisationRecord(code, admission, profile, keys, accounts, List.of(), List.of(), null, last);
    }

    /** The items up to the bracket that closes, of which the first is open. */
    private <T> List<T> list(Item<T> item) throws MalformedException {
        List<T> items = new ArrayList<>(4);
        while (!in.takes("]")) {
            if (!items.isEmpty()) {
                in.expect(",");
            }
            items.add(item.read());
        }
        return items;
    }

    /** @param least by which each is above the one before: 1, or 0 where they may be equal */
    private static <T> void requireAscending(List<T> items, Comparator<T> order, int least) throws MalformedException {
        for (int i = 1; i < items.size(); i++) {
            if (Integer.signum(order.compare(items.get(i), items.get(i - 1))) < least) {
                throw new MalformedException("record_not_canonical", "a list of the record does not ascend");
            }
        }
    }

    private static int compareText(KeyId one, KeyId other) {
        return one.thumbprint().compareText(other.thumbprint());
    }

    private Digest digest() throws MalformedException {
        in.base64Url(scratch);
        return Digest.of(scratch);
    }

    private KeyId keyId() throws MalformedException {
        return new KeyId(digest());
    }

    private Instant time() throws MalformedException {
        return Fields.time(in);
    }

    private Position position() throws MalformedException {
        in.expect("{\"id\":");
        Digest id = digest();
        in.expect(",\"index\":");
        Position position = new Position(id, in.index());
        in.expect("}");
        return position;
    }

    private Es256PublicKey key() throws MalformedException {
        in.expect("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":");
        byte[] x = new byte[Es256PublicKey.COORDINATE_BYTES];
        in.base64Url(x);
        in.expect(",\"y\":");
        byte[] y = new byte[Es256PublicKey.COORDINATE_BYTES];
        in.base64Url(y);
        in.expect("}");
        return Es256PublicKey.of(x, y);
    }

    private Account account() throws MalformedException {
        in.expect("{\"by\":");
        Digest by = digest();
        in.expect(",\"confirmations\":[");
        List<Confirmation> confirmations = list(this::confirmation);
        requireAscending(confirmations, Comparator.comparing(Confirmation::who), 1);
        in.expect(",\"digest\":");
        Digest digest = digest();
        in.expect(",\"from\":");
        Account account = new Account(by, confirmations, digest, Instant.ofEpochSecond(in.index()));
        in.expect("}");
        return account;
    }

    private Confirmation confirmation() throws MalformedException {
        in.expect("{\"by\":[");
        List<KeyId> by = list(this::keyId);
        requireAscending(by, PlainRecord::compareText, 1);
        in.expect(",\"index\":");
        long index = in.index();
        in.expect(",\"until\":");
        Instant until = time();
        in.expect(",\"who\":");
        String who = in.string();
        in.expect("}");
        return Confirmation.parse(by, index, until, who);
    }

    private Voucher voucher() throws MalformedException {
        in.expect("{\"body\":");
        String body = in.string();
        in.expect(",\"key\":");
        Voucher voucher = new Voucher(body, keyId());
        in.expect("}");
        return voucher;
    }
}
