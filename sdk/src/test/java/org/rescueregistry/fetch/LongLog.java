package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

/** A log made long at no cost: one more batch, of leaves that say nothing and so are void. */
final class LongLog {
    private LongLog() {}

    static List<byte[]> of(TestRegistry registry, int leaves, String word) {
        try {
            List<byte[]> all = new ArrayList<>(registry.leaves());
            StateLeaf last = StateLeaf.parse(all.get(all.size() - 1));
            while (all.size() < leaves - 1) {
                all.add((word + " " + all.size()).getBytes(US_ASCII));
            }
            all.add(new StateLeaf(
                            last.attestations(),
                            last.charter(),
                            last.log(),
                            last.map(),
                            all.size(),
                            last.statusLists(),
                            last.time())
                    .bytes());
            return all;
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
