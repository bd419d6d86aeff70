package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** A disclosure as its organisation gives it to a registry: {@code {"audience":"public","disclosure":"WyI…"}}. */
public record GivenDisclosure(Audience audience, Disclosure disclosure) {
    /** Most disclosures given at once. */
    public static final int MAX_AT_ONCE = 64;

    public Json.Obj json() {
        return Json.object()
                .put("audience", audience.text())
                .put("disclosure", disclosure.text())
                .build();
    }

    /** The wire form of several. */
    public static Json.Arr json(List<GivenDisclosure> all) {
        return Json.array(all.stream().map(GivenDisclosure::json).toList());
    }

    /**
     * Reads the wire form of several.
     *
     * @throws MalformedException {@code too_many_disclosures}, or as {@link Audience#parse}, {@link Disclosure#parse} and
     *     {@link Members}
     */
    public static List<GivenDisclosure> parse(List<Members> items) throws MalformedException {
        if (items.size() > MAX_AT_ONCE) {
            throw new MalformedException("too_many_disclosures", "over " + MAX_AT_ONCE + " disclosures at once");
        }
        List<GivenDisclosure> given = new ArrayList<>(items.size());
        for (Members item : items) {
            Audience audience = Audience.parse(item.string("audience"));
            given.add(new GivenDisclosure(audience, Disclosure.parse(item.string("disclosure"))));
            item.done();
        }
        return List.copyOf(given);
    }
}
