package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519PublicKey;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.MalformedException;

/** A verifier key somebody pastes: what is accepted has the id that its name, type and key give, and is printed as it was read. */
final class VerifierKeyFuzz implements FuzzTarget {
    private static final Pattern SHAPE =
            Pattern.compile("([^+\\p{Z}\\p{Cc}\\s]+)\\+([0-9a-f]{8})\\+(.*)", Pattern.UNICODE_CHARACTER_CLASS);

    @Override
    public boolean accepts(byte[] input) throws MalformedException {
        String text = new String(input, UTF_8);
        namesThatAreTakenCanBeReadAgain(text.split("\\+", 2)[0]);
        boolean good = naive(text);
        VerifierKey key;
        try {
            key = VerifierKey.parse(text);
        } catch (MalformedException refused) {
            must(!good, "both refuse, not only ours with " + refused.code());
            return false;
        }
        must(good, "both accept");
        must(key.toString().equals(text), "it prints what it read");
        must(VerifierKey.parse(key.toString()).equals(key), "it reads what it printed");
        return true;
    }

    private static boolean naive(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()
                || text.length() > VerifierKey.MAX_CHARS
                || parts.group(1).getBytes(UTF_8).length > VerifierKey.MAX_NAME_BYTES) {
            return false;
        }
        Optional<byte[]> typed = NaiveNote.base64(parts.group(3));
        if (typed.isEmpty() || typed.get().length == 0) {
            return false;
        }
        boolean isMlDsa = typed.get()[0] == 6;
        boolean isEd25519 = typed.get()[0] == 1 || typed.get()[0] == 4;
        if (!(isMlDsa && typed.get().length == 1 + 1312) && !(isEd25519 && typed.get().length == 1 + 32)) {
            return false;
        }
        byte[] id = Digest.sha256((parts.group(1) + "\n").getBytes(UTF_8), typed.get())
                .toBytes();
        return Digest.of(id).hex().startsWith(parts.group(2)) && (isMlDsa || isPoint(typed.get()));
    }

    private static boolean isPoint(byte[] typed) {
        try {
            Ed25519PublicKey unused = Ed25519PublicKey.of(Arrays.copyOfRange(typed, 1, typed.length));
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static void namesThatAreTakenCanBeReadAgain(String name) throws MalformedException {
        VerifierKey key;
        try {
            key = VerifierKey.of(name, VerifierKey.Type.COSIGNATURE_V1, KEY);
        } catch (MalformedException refused) {
            return;
        }
        must(VerifierKey.parse(key.toString()).equals(key), "a name that is taken can be read again");
    }

    private static final Ed25519PublicKey KEY =
            TestKeys.ed25519("example.com/foo").publicKey();
}
