package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** The text of a checkpoint: accepted as one pattern says it, and printed as it was read. */
final class CheckpointFuzz implements FuzzTarget {
    private static final Pattern SHAPE =
            Pattern.compile("([^\\x00-\\x1f]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]*\n)*+)");
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    @Override
    public boolean accepts(byte[] input) {
        String text = new String(input, UTF_8);
        Matcher naive = SHAPE.matcher(text);
        boolean good = naive.matches()
                && new BigInteger(naive.group(2)).compareTo(LARGEST) <= 0
                && NaiveNote.base64(naive.group(3)).isPresent();
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(text);
        } catch (MalformedException refused) {
            must(!good || !naive.group(4).isEmpty(), "only extension lines stand against " + refused.code());
            return false;
        }
        must(good && naive.group(4).isEmpty(), "both accept");
        must(checkpoint.origin().equals(naive.group(1)), "the origin is the first line");
        must(Long.toString(checkpoint.size()).equals(naive.group(2)), "the size is the second");
        must(checkpoint.text().equals(text), "it prints what it read");
        return true;
    }
}
