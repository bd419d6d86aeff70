package org.rescueregistry.log;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** An entry bundle from a mirror: one byte for its width less one, then its bytes; compared with {@link DataInputStream}'s reading. */
final class EntryBundleFuzz implements FuzzTarget {
    @Override
    public boolean accepts(byte[] input) throws IOException {
        if (input.length == 0) {
            return false;
        }
        TilePath path = TilePath.entries(0, (input[0] & 0xff) + 1);
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        Optional<List<byte[]>> naive = naive(bytes, path.width());
        EntryBundle bundle;
        try {
            bundle = EntryBundle.parse(path, bytes);
        } catch (MalformedException refused) {
            must(naive.isEmpty(), "both refuse");
            return false;
        }
        must(naive.isPresent(), "both accept");
        must(bundle.width() == path.width(), "it is as wide as its path says");
        for (int i = 0; i < bundle.width(); i++) {
            byte[] entry = naive.get().get(i);
            must(Arrays.equals(bundle.entry(i), entry), "both read the same entries");
            must(bundle.leafHash(i).equals(Digest.sha256(new byte[1], entry)), "a leaf hash is that of its entry");
        }
        must(Arrays.equals(bundle.toBytes(), bytes), "it prints what it read");
        must(EntryBundle.of(bundle.entries()).equals(bundle), "its entries make the same bundle");
        return true;
    }

    private static Optional<List<byte[]>> naive(byte[] bytes, int width) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int i = 0; i < width; i++) {
                byte[] entry = new byte[in.readUnsignedShort()];
                in.readFully(entry);
                entries.add(entry);
            }
            return in.read() < 0 ? Optional.of(entries) : Optional.empty();
        } catch (EOFException tooShort) {
            return Optional.empty();
        }
    }
}
