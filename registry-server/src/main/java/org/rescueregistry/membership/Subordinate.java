package org.rescueregistry.membership;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.StatementDraft;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A registry as the council recognises it, one entry of its file:
 *
 * <pre>{"charter":"…","code_prefix":"CN","entity":"https://registry.example","jwks":{"keys":[…]}}</pre>
 *
 * @param keys the federation keys the council stands for
 * @param codePrefix the two symbols the council gives it
 * @param charter id of the charter that the council pins
 */
public record Subordinate(EntityId entity, FederationKeys keys, String codePrefix, Digest charter) {

    /** What the council says about it. */
    StatementDraft draft(EntityId council) {
        return StatementDraft.subordinate(council, entity, keys).metadata(RegistryMetadata.pin(codePrefix, charter));
    }

    private Json.Obj json() {
        return Json.object()
                .put("charter", charter.base64Url())
                .put("code_prefix", codePrefix)
                .put("entity", entity.toString())
                .put("jwks", keys.json())
                .build();
    }

    /** The council's file: {@code {"subordinates":[…]}}, canonical, ascending by entity. */
    static byte[] print(List<Subordinate> all) {
        List<Json.Obj> entries = all.stream()
                .sorted(Comparator.comparing(Subordinate::entity))
                .map(Subordinate::json)
                .toList();
        return Json.object().put("subordinates", Json.array(entries)).build().canonical();
    }

    /**
     * Reads the council's file.
     *
     * @throws MalformedException {@code duplicate_subordinate}, {@code json_not_canonical}, or as the parsers of its parts
     */
    static List<Subordinate> parse(byte[] bytes) throws MalformedException {
        Members file = Members.of(Json.parseCanonical(bytes), "file");
        List<Subordinate> all = new ArrayList<>();
        for (Members entry : file.objects("subordinates")) {
            all.add(new Subordinate(
                    EntityId.parse(entry.string("entity")),
                    FederationKeys.parse(entry.value("jwks"), entry.where("jwks")),
                    entry.string("code_prefix"),
                    Digest.parse(entry.string("charter"))));
            entry.done();
        }
        file.done();
        if (all.stream().map(Subordinate::entity).distinct().count() < all.size()
                || all.stream().map(Subordinate::codePrefix).distinct().count() < all.size()) {
            throw new MalformedException("duplicate_subordinate", "an entity or a code prefix is there twice");
        }
        return List.copyOf(all);
    }
}
