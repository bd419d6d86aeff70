package org.rescueregistry.statement;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** A key or pause key that an organisation had, in an image: who signs with one is told so, and nobody else may take it. */
final class FormerKey {
    private static final int HEAD_BYTES = KeptRecord.CODE_BYTES + 1 + Digest.SIZE + Short.BYTES;

    private final Code code;
    private final boolean pause;
    private final KeyId id;
    private final byte[] jwk;

    private FormerKey(Code code, boolean pause, Es256PublicKey key) {
        this.code = code;
        this.pause = pause;
        this.id = key.keyId();
        this.jwk = key.text().getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether it is or was an organisation's. */
    static boolean isOf(Holder holder) {
        return holder.office() instanceof Office.Organisation || holder.office() instanceof Office.OrganisationPause;
    }

    static FormerKey of(Holder holder) {
        return holder.office() instanceof Office.OrganisationPause paused
                ? new FormerKey(paused.code(), true, holder.key())
                : new FormerKey(((Office.Organisation) holder.office()).code(), false, holder.key());
    }

    /** How many bytes it is in an image. */
    int length() {
        return HEAD_BYTES + jwk.length;
    }

    void writeTo(ByteBuffer image) {
        KeptRecord.putCode(code, image);
        image.put((byte) (pause ? 1 : 0));
        KeptRecord.putKeyId(id, image);
        image.putShort((short) jwk.length).put(jwk);
    }

    /** The next of an image; the key is parsed when it is needed. */
    static Holder next(ByteBuffer image) throws MalformedException {
        if (image.remaining() < HEAD_BYTES) {
            throw FoldImage.damaged();
        }
        Code code = KeptRecord.nextCode(image);
        boolean pause = image.get() != 0;
        KeyId id = KeptRecord.nextKeyId(image);
        int length = image.getShort();
        if (length < 0 || length > image.remaining()) {
            throw FoldImage.damaged();
        }
        byte[] jwk = new byte[length];
        image.get(jwk);
        return Holder.later(
                id, pause ? new Office.OrganisationPause(code) : new Office.Organisation(code), () -> parsed(jwk));
    }

    private static Es256PublicKey parsed(byte[] jwk) {
        try {
            return Es256PublicKey.fromJwk(
                    Members.of(Json.parseCanonical(jwk), "former key").json());
        } catch (MalformedException e) {
            throw new IllegalStateException("an image holds what is no key", e);
        }
    }
}
