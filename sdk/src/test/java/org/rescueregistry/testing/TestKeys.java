package org.rescueregistry.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.wire.MalformedException;

/** Keys that follow from a name, so that a test gives the same bytes each time. They are no secrets. */
public final class TestKeys {
    private TestKeys() {}

    public static Es256Signer es256(String name) {
        try {
            return Es256Signer.fromPrivate(new BigInteger(1, digest(name).toBytes()).shiftRight(1));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    public static MlDsa44Signer mlDsa44(String name) {
        return MlDsa44Signer.fromSeed(digest("ml-dsa " + name).toBytes());
    }

    public static Ed25519Signer ed25519(String name) {
        return Ed25519Signer.fromSeed(digest(name).toBytes());
    }

    /** The digest of a text: something well-formed for a test to put where a digest belongs. */
    public static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The C2SP verifier keys of the log of this origin. */
    public static List<String> logKeys(String origin) {
        return List.of(
                verifierKey(origin, 0x01, ed25519(origin).publicKey().toBytes()),
                verifierKey(origin, 0x06, mlDsa44(origin).publicKey().toBytes()));
    }

    private static String verifierKey(String name, int type, byte[] raw) {
        byte[] typed = new byte[1 + raw.length];
        typed[0] = (byte) type;
        System.arraycopy(raw, 0, typed, 1, raw.length);
        byte[] hash = Digest.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed)
                .toBytes();
        return name + "+" + HexFormat.of().formatHex(hash, 0, 4) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
