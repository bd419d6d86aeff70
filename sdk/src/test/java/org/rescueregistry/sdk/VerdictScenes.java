package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rescueregistry.claim.Lexicon;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What the posts of the verdict vectors are judged under: snapshots of registries, and beside them what a reader may know that no
 * snapshot says. The wire form is {@code scenes.json}:
 *
 * <pre>{"all":{"registries":["https://cn.example/registry"]},"heard":{"heard_of":["RR-…"],"registries":[…]},
 *  "withheld":{"doubts":{"https://cn.example/registry":"WITHHELD"},"registries":[…]}}</pre>
 */
final class VerdictScenes {
    private static final String LEXICON = "lexicon.tsv";
    private final Map<String, Snapshot> byName = new TreeMap<>();
    private final Lexicon lexicon;

    /**
     * Reads and checks all of it.
     *
     * @param files by name: {@code anchors.json}, {@code scenes.json}, {@code lexicon.tsv} and the snapshots
     */
    VerdictScenes(Map<String, byte[]> files) throws MalformedException {
        Members anchors = Members.of(Json.parse(files.get("anchors.json")), "anchors");
        List<PinnedAnchor> pinned = new ArrayList<>();
        for (Members anchor : anchors.objects("anchors")) {
            pinned.add(new PinnedAnchor(
                    EntityId.parse(anchor.string("entity")), FederationKeys.parse(anchor.value("jwks"), "jwks")));
        }
        Instant now = Instant.ofEpochSecond(anchors.integer("now"));
        Map<String, RegistrySnapshot> registries = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().endsWith(".snapshot")) {
                SnapshotFile read = SnapshotFile.parse(file.getValue());
                Resolution chain = new TrustChainResolver(pinned).verify(Json.strings(read.chain()), now);
                SnapshotFinding found = SnapshotCheck.of(((Resolution.Trusted) chain).chain(), now)
                        .whole(read, null);
                RegistrySnapshot taken =
                        ((SnapshotFinding.Taken) found).snapshot().snapshot();
                registries.put(taken.registry().toString(), taken);
            }
        }
        lexicon = Lexicon.standard().extendedBy(Lexicon.parse(new String(files.get(LEXICON), UTF_8)));
        Members scenes = Members.of(Json.parse(files.get("scenes.json")), "scenes");
        for (String name : scenes.json().members().keySet()) {
            byName.put(name, scene(scenes.object(name), registries));
        }
    }

    private static Snapshot scene(Members scene, Map<String, RegistrySnapshot> registries) throws MalformedException {
        Set<Code> heardOf = new HashSet<>();
        for (String code : scene.optionalStrings("heard_of").orElse(List.of())) {
            heardOf.add(Code.parseCanonical(code));
        }
        Members doubts = scene.optionalObject("doubts").orElse(null);
        List<RegistrySnapshot> all = new ArrayList<>();
        for (String registry : scene.strings("registries")) {
            RegistrySnapshot one = registries.get(registry).hearing(heardOf);
            String doubt =
                    doubts == null ? null : doubts.optionalString(registry).orElse(null);
            all.add(doubt == null ? one : one.doubting(RegistrySnapshot.Doubt.valueOf(doubt)));
        }
        return new Snapshot(all);
    }

    /** The shipped one and what a platform adds. */
    Lexicon lexicon() {
        return lexicon;
    }

    Snapshot named(String scene) {
        Snapshot known = byName.get(scene);
        if (known == null) {
            throw new IllegalArgumentException("no scene " + scene);
        }
        return known;
    }

    /** The files for these registries. */
    static Map<String, byte[]> files(VerdictFederation federation) {
        List<PublishedRegistry> registries = List.of(federation.cn, federation.th);
        Map<String, byte[]> files = new TreeMap<>();
        List<Json.Obj> anchors = new ArrayList<>();
        for (PublishedRegistry registry : registries) {
            String name =
                    Digest.sha256(registry.entity().toString().getBytes(UTF_8)).hex();
            files.put(name + ".snapshot", registry.whole().toBytes());
            registry.anchors()
                    .forEach(anchor -> anchors.add(Json.object()
                            .put("entity", anchor.entity().toString())
                            .put("jwks", anchor.keys().json())
                            .build()));
        }
        anchors.sort(Comparator.comparing(Json.Obj::text));
        files.put(
                "anchors.json",
                line(Json.object()
                        .put("anchors", Json.array(anchors))
                        .put("now", federation.asOf().getEpochSecond())
                        .build()));
        files.put("scenes.json", line(scenes(federation)));
        files.put(LEXICON, "#version\tvectors\nN\t华夏应急总队\tweibo.example 300\n".getBytes(UTF_8));
        return files;
    }

    private static byte[] line(Json.Obj json) {
        return (json.text() + "\n").getBytes(UTF_8);
    }

    private static Json.Obj scenes(VerdictFederation federation) {
        String cn = federation.cn.entity().toString();
        String th = federation.th.entity().toString();
        return Json.object()
                .put("all", registries(cn, th).build())
                .put(
                        "heard",
                        registries(cn, th)
                                .put(
                                        "heard_of",
                                        Json.strings(List.of(VerdictFederation.code(federation.heardOf)
                                                .canonical())))
                                .build())
                .put("none", registries().build())
                .put("one", registries(cn).build())
                .put(
                        "too-new",
                        registries(cn, th)
                                .put("doubts", doubt(cn, "SDK_TOO_OLD"))
                                .build())
                .put(
                        "withheld",
                        registries(cn, th).put("doubts", doubt(cn, "WITHHELD")).build())
                .build();
    }

    private static Json.ObjectBuilder registries(String... ids) {
        return Json.object().put("registries", Json.strings(List.of(ids)));
    }

    private static Json.Obj doubt(String registry, String why) {
        return Json.object().put(registry, why).build();
    }
}
