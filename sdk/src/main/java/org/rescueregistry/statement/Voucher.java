package org.rescueregistry.statement;

import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.CanonicalText;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** A vetter who vouched for the admission, and the vetter's body: {@code {"body":"east-asia-desk","key":"…"}}. */
public record Voucher(String body, KeyId key) {
    void putInto(CanonicalText text) {
        text.put("body", body).put("key", key.toString());
    }

    static Voucher parse(Members members) throws MalformedException {
        Voucher voucher = new Voucher(members.string("body"), Fields.keyId(members, "key"));
        members.done();
        return voucher;
    }
}
