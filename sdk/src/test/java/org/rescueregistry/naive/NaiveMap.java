package org.rescueregistry.naive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Section 9 as it stands, computed anew from all records. */
final class NaiveMap {
    private NaiveMap() {}

    /** A record's place and what it weighs. */
    private record Entry(byte[] key, byte[] value) {
        int bit(int depth) {
            return key[depth / 8] >> 7 - depth % 8 & 1;
        }
    }

    /** The root over these records, by code. */
    static String root(Map<String, String> records) {
        List<Entry> entries = new ArrayList<>();
        records.forEach((code, record) -> entries.add(
                new Entry(NaiveKeys.sha256(code.getBytes(US_ASCII)), NaiveKeys.sha256(record.getBytes(UTF_8)))));
        return NaiveKeys.base64Url(root(entries, 0));
    }

    private static byte[] root(List<Entry> entries, int depth) {
        if (entries.isEmpty()) {
            return new byte[32];
        }
        if (entries.size() == 1) {
            return NaiveKeys.sha256(
                    new byte[] {2}, entries.get(0).key(), entries.get(0).value());
        }
        List<List<Entry>> halves = List.of(new ArrayList<>(), new ArrayList<>());
        entries.forEach(entry -> halves.get(entry.bit(depth)).add(entry));
        return NaiveKeys.sha256(new byte[] {3}, root(halves.get(0), depth + 1), root(halves.get(1), depth + 1));
    }
}
