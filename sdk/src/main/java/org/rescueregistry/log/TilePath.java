package org.rescueregistry.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rescueregistry.wire.MalformedException;

/**
 * Names one tile of hashes or one entry bundle of a log (C2SP tlog-tiles, "Merkle Tree" and "Log entries"), relative to
 * the log's prefix: {@code tile/0/x001/x234/067}, {@code tile/1/000.p/17}, {@code tile/entries/000.p/5}.
 *
 * <p>A tile of {@link #FULL_WIDTH} hashes is full and never changes; a narrower one stands at the right edge of a tree
 * of one size. The same path read later holds the same bytes.
 */
public final class TilePath {
    /** Hashes or entries in a full tile. */
    public static final int FULL_WIDTH = 256;

    /** Levels of the tree that one tile spans. */
    public static final int HEIGHT = 8;

    /** Highest level of tiles in a tree of less than 2⁶³ leaves. */
    public static final int MAX_LEVEL = 62 / HEIGHT;

    private static final int ENTRIES = -1;
    private static final int THOUSAND = 1000;
    private static final Pattern SHAPE =
            Pattern.compile("tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    private final int level;
    private final long index;
    private final int width;

    private TilePath(int level, long index, int width) {
        if (level > MAX_LEVEL || index < 0 || width < 1 || width > FULL_WIDTH) {
            throw new IllegalArgumentException("no tile at level " + level + ", " + index + " of width " + width);
        }
        this.level = level;
        this.index = index;
        this.width = width;
    }

    /** Tile {@code index} of the hashes at a level of 0 to 7, {@code width} hashes wide. */
    public static TilePath hashes(int level, long index, int width) {
        if (level < 0) {
            throw new IllegalArgumentException("levels begin at 0");
        }
        return new TilePath(level, index, width);
    }

    /** Entry bundle {@code index}, of {@code width} entries. */
    public static TilePath entries(long index, int width) {
        return new TilePath(ENTRIES, index, width);
    }

    /** How many hashes a level of tiles has over a tree of {@code size} leaves: complete subtrees of 256 to the power of {@code level}. */
    public static long hashesIn(long size, int level) {
        return level > MAX_LEVEL ? 0 : size >>> (level * HEIGHT);
    }

    /** How many hashes tile {@code index} of a level has in a tree of {@code size} leaves; not one or more, if there is no such tile. */
    public static int widthIn(long size, int level, long index) {
        return (int) Math.min(FULL_WIDTH, hashesIn(size, level) - index * FULL_WIDTH);
    }

    /** Entry bundle {@code index} of a tree of {@code size} leaves, as wide as it is there. */
    public static TilePath entriesIn(long size, long index) {
        return entries(index, widthIn(size, 0, index));
    }

    /**
     * Reads a path as it is printed.
     *
     * @throws MalformedException {@code tile_path_malformed}
     */
    public static TilePath parse(String text) throws MalformedException {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw malformed();
        }
        int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
        long index = index(parts.group(2).replace("x", "").replace("/", ""));
        int width = parts.group(3) == null ? FULL_WIDTH : Integer.parseInt(parts.group(3));
        if (level > MAX_LEVEL || width > FULL_WIDTH) {
            throw malformed();
        }
        TilePath path = new TilePath(level, index, width);
        // Leading zeroes, a needless first x000 or a partial width of 256 print differently.
        if (!path.toString().equals(text)) {
            throw malformed();
        }
        return path;
    }

    /** Up to 21 digits, more than 63 bits hold. */
    private static long index(String digits) throws MalformedException {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private static MalformedException malformed() {
        return new MalformedException("tile_path_malformed", "not the path of a tile or an entry bundle");
    }

    /** Whether this is an entry bundle, not a tile of hashes. */
    public boolean isEntries() {
        return level == ENTRIES;
    }

    /** The level of a tile of hashes; an entry bundle belongs to level 0. */
    public int level() {
        return Math.max(level, 0);
    }

    public long index() {
        return index;
    }

    /** How many hashes or entries it holds. */
    public int width() {
        return width;
    }

    public boolean isFull() {
        return width == FULL_WIDTH;
    }

    /** Whether a log of {@code size} entries has all that this tile holds. */
    public boolean isWithin(long size) {
        return index * FULL_WIDTH + width <= hashesIn(size, level());
    }

    /** The full tile that this one becomes. */
    public TilePath full() {
        return ofWidth(FULL_WIDTH);
    }

    /** This tile in a tree of another size, where it is {@code otherWidth} wide. */
    public TilePath ofWidth(int otherWidth) {
        return new TilePath(level, index, otherWidth);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TilePath path && level == path.level && index == path.index && width == path.width;
    }

    @Override
    public int hashCode() {
        return (Long.hashCode(index) * 31 + level) * 31 + width;
    }

    @Override
    public String toString() {
        // Without String.format: every file of a log is named here.
        StringBuilder path = new StringBuilder("tile/");
        path.append(isEntries() ? "entries" : Integer.toString(level)).append('/');
        appendIndex(path, index / THOUSAND);
        appendThree(path, index % THOUSAND);
        return (isFull() ? path : path.append(".p/").append(width)).toString();
    }

    private static void appendIndex(StringBuilder path, long thousands) {
        if (thousands > 0) {
            appendIndex(path, thousands / THOUSAND);
            appendThree(path.append('x'), thousands % THOUSAND);
            path.append('/');
        }
    }

    private static void appendThree(StringBuilder path, long below1000) {
        for (int unit = THOUSAND / 10; unit > 0; unit /= 10) {
            path.append((char) ('0' + below1000 / unit % 10));
        }
    }
}
