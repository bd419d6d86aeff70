package org.rescueregistry.sdk;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line {@code siblings} of a status proof, to be made false: what any bytes would be in it.
 *
 * @param bits bit d of the first byte is 1 if the sibling at depth d is there
 * @param there the siblings that are
 */
record SiblingsLine(byte[] bits, List<byte[]> there) {
    private static final Pattern LINE = Pattern.compile("(?m)^siblings (.*)$");

    static SiblingsLine of(StatusProof proof) {
        byte[] bytes = proof.answer().proof().siblings().bytes();
        int end = 1 + bytes[0];
        List<byte[]> there = new ArrayList<>();
        for (int at = end; at < bytes.length; at += 32) {
            there.add(Arrays.copyOfRange(bytes, at, at + 32));
        }
        return new SiblingsLine(Arrays.copyOfRange(bytes, 1, end), there);
    }

    /** One more than a key has bits: each with its bit. */
    static SiblingsLine of257(byte[] sibling) {
        byte[] bits = new byte[33];
        Arrays.fill(bits, 0, 32, (byte) 0xff);
        bits[32] = (byte) 0x80;
        return new SiblingsLine(bits, Collections.nCopies(257, sibling));
    }

    /** With the first of them behind the last once more. */
    static List<byte[]> again(List<byte[]> siblings) {
        siblings.add(siblings.get(0));
        return siblings;
    }

    SiblingsLine withBits(int... other) {
        byte[] changed = new byte[other.length];
        for (int i = 0; i < other.length; i++) {
            changed[i] = (byte) other[i];
        }
        return new SiblingsLine(changed, there);
    }

    SiblingsLine with(UnaryOperator<List<byte[]>> change) {
        List<byte[]> copies = new ArrayList<>();
        there.forEach(sibling -> copies.add(sibling.clone()));
        return new SiblingsLine(bits, change.apply(copies));
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bits.length);
        out.writeBytes(bits);
        there.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** The file with this line in place of its own. */
    String in(StatusProof proof) {
        return in(proof, bytes());
    }

    static String in(StatusProof proof, byte[] bytes) {
        return edited(proof.toString(), text -> Base64.getEncoder().encodeToString(bytes));
    }

    /** The file with what stands behind the word changed. */
    static String edited(String file, UnaryOperator<String> edit) {
        Matcher line = LINE.matcher(file);
        if (!line.find()) {
            throw new AssertionError("no siblings");
        }
        String changed = edit.apply(line.group(1));
        if (changed.equals(line.group(1))) {
            throw new AssertionError("nothing changed");
        }
        return file.substring(0, line.start(1)) + changed + file.substring(line.end(1));
    }
}
