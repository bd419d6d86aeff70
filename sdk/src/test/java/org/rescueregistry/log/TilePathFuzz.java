package org.rescueregistry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A path somebody asks a log's server for: accepted as tlog-tiles spells it, in that spelling alone. */
final class TilePathFuzz implements FuzzTarget {
    private static final Pattern SHAPE =
            Pattern.compile("tile/(entries|[0-7])/((?:x(?!000)[0-9]{3}/(?:x[0-9]{3}/)*)?[0-9]{3})"
                    + "(?:\\.p/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?");
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    @Override
    public boolean accepts(byte[] input) {
        String text = new String(input, UTF_8);
        Matcher naive = SHAPE.matcher(text);
        boolean good = naive.matches() && index(naive).compareTo(LARGEST) <= 0;
        TilePath path;
        try {
            path = TilePath.parse(text);
        } catch (MalformedException refused) {
            must(!good, "both refuse");
            return false;
        }
        must(good, "both accept");
        must(path.toString().equals(text), "it prints what it read");
        must(index(naive).equals(BigInteger.valueOf(path.index())), "it has the index that its digits say");
        must(path.isEntries() == naive.group(1).equals("entries"), "it is of the kind it says");
        must(path.isEntries() || path.level() == Integer.parseInt(naive.group(1)), "it is of the level it says");
        must(path.isFull() == (naive.group(3) == null), "a path with a width is partial");
        must(path.isFull() || path.width() == Integer.parseInt(naive.group(3)), "it has the width it says");
        must(path.full().isFull() && path.full().index() == path.index(), "it becomes the full tile in its place");
        return true;
    }

    private static BigInteger index(Matcher naive) {
        return new BigInteger(naive.group(2).replaceAll("[^0-9]", ""));
    }
}
