package org.rescueregistry.statement;

import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** A vetter who vouched for the admission, and the vetter's body: {@code {"body":"east-asia-desk","key":"…"}}. */
public record Voucher(String body, KeyId key) {
    Json.Obj json() {
        return Json.object().put("body", body).put("key", key.toString()).build();
    }

    static Voucher parse(Members members) throws MalformedException {
        Voucher voucher = new Voucher(members.string("body"), Fields.keyId(members, "key"));
        members.done();
        return voucher;
    }
}
