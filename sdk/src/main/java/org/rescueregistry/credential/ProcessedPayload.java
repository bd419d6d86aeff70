package org.rescueregistry.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * Puts what was disclosed into the payload, RFC 9901 section 7.1 steps 3 to 5: at every level, in arrays, and inside
 * of disclosures. Work and depth are bounded by the limits of {@link Json} and {@link SdJwt}, for a disclosure is used
 * at most once.
 */
final class ProcessedPayload {
    private static final String SD = "_sd";
    private static final String SD_ALG = "_sd_alg";
    private static final String ELLIPSIS = "...";

    /** A decoded disclosure: of an object's member, or without a name of an array's element. */
    private record Element(@Nullable String name, Json value) {}

    private final Map<Digest, Element> unused = new HashMap<>();
    private final Set<Digest> seen = new HashSet<>();

    private ProcessedPayload() {}

    /** The processed payload; refusals begin with {@code sd_jwt_}. */
    static Json.Obj of(Json.Obj payload, List<String> disclosures) throws MalformedException {
        Json algorithm = payload.members().get(SD_ALG);
        if (algorithm != null && !algorithm.equals(new Json.Str("sha-256"))) {
            throw new MalformedException("sd_jwt_hash", "the SD-JWT's _sd_alg is not sha-256");
        }
        ProcessedPayload processing = new ProcessedPayload();
        for (String text : disclosures) {
            processing.add(text);
        }
        TreeMap<String, Json> top = new TreeMap<>(payload.members());
        top.remove(SD_ALG);
        Json.Obj processed = processing.object(new Json.Obj(top), 1);
        if (!processing.unused.isEmpty()) {
            throw new MalformedException(
                    "sd_jwt_unused_disclosure", processing.unused.size() + " disclosures belong to no digest");
        }
        return processed;
    }

    private void add(String text) throws MalformedException {
        Element element = element(Json.parse(Base64Url.decode(text, "disclosure")));
        if (unused.put(Digest.sha256(text.getBytes(US_ASCII)), element) != null) {
            throw new MalformedException("sd_jwt_duplicate_disclosure", "a disclosure stands there twice");
        }
    }

    private static Element element(Json read) throws MalformedException {
        List<Json> items = read instanceof Json.Arr array ? array.items() : List.of();
        if (items.size() == 2 && items.get(0) instanceof Json.Str) {
            return new Element(null, items.get(1));
        }
        if (items.size() == 3 && items.get(0) instanceof Json.Str && items.get(1) instanceof Json.Str name) {
            return new Element(name.value(), items.get(2));
        }
        throw new MalformedException(
                "sd_jwt_disclosure", "a disclosure is neither [salt, name, value] nor [salt, value]");
    }

    private Json value(Json value, int depth) throws MalformedException {
        if (!(value instanceof Json.Obj) && !(value instanceof Json.Arr)) {
            return value;
        }
        // Each disclosure is shallow enough to be read, but one inside of the other they could be of any depth.
        if (depth > Json.MAX_DEPTH) {
            throw new MalformedException("sd_jwt_too_deep", "disclosures nest deeper than " + Json.MAX_DEPTH);
        }
        return value instanceof Json.Obj object ? object(object, depth) : array((Json.Arr) value, depth);
    }

    private Json.Obj object(Json.Obj object, int depth) throws MalformedException {
        TreeMap<String, Json> out = new TreeMap<>();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            String name = member.getKey();
            if (name.equals(ELLIPSIS) || name.equals(SD_ALG)) {
                throw new MalformedException("sd_jwt_reserved_name", "the name " + name + " stands where it may not");
            }
            if (!name.equals(SD)) {
                out.put(name, value(member.getValue(), depth + 1));
            }
        }
        for (Digest digest : digests(object.members().get(SD))) {
            Element element = take(digest);
            if (element != null) {
                disclose(element, out, depth);
            }
        }
        return new Json.Obj(out);
    }

    private void disclose(Element element, Map<String, Json> out, int depth) throws MalformedException {
        String name = element.name();
        if (name == null) {
            throw new MalformedException("sd_jwt_disclosure", "an array element's disclosure stands for a member");
        }
        if (name.equals(SD) || name.equals(ELLIPSIS)) {
            throw new MalformedException("sd_jwt_reserved_name", "a disclosure is named " + name);
        }
        if (out.containsKey(name)) {
            throw new MalformedException("sd_jwt_claim_exists", "a disclosure repeats the member " + name);
        }
        out.put(name, value(element.value(), depth + 1));
    }

    private static List<Digest> digests(@Nullable Json sd) throws MalformedException {
        if (sd == null) {
            return List.of();
        }
        if (!(sd instanceof Json.Arr array)) {
            throw new MalformedException("sd_jwt_digest", "_sd is not an array");
        }
        List<Digest> digests = new ArrayList<>();
        for (Json item : array.items()) {
            digests.add(digest(item));
        }
        return digests;
    }

    private static Digest digest(@Nullable Json item) throws MalformedException {
        if (!(item instanceof Json.Str text)) {
            throw new MalformedException("sd_jwt_digest", "a digest is not a string");
        }
        return Digest.parse(text.value());
    }

    private Json.Arr array(Json.Arr array, int depth) throws MalformedException {
        List<Json> out = new ArrayList<>();
        for (Json item : array.items()) {
            if (item instanceof Json.Obj object && object.members().containsKey(ELLIPSIS)) {
                if (object.members().size() != 1) {
                    throw new MalformedException("sd_jwt_reserved_name", "beside ... there are other members");
                }
                Element element = take(digest(object.members().get(ELLIPSIS)));
                if (element != null && element.name() != null) {
                    throw new MalformedException("sd_jwt_disclosure", "a member's disclosure stands for an element");
                }
                if (element != null) {
                    out.add(value(element.value(), depth + 1));
                }
            } else {
                out.add(value(item, depth + 1));
            }
        }
        return new Json.Arr(out);
    }

    /** The disclosure of a digest, or null: then it is a decoy, or was not disclosed, which looks the same. */
    private @Nullable Element take(Digest digest) throws MalformedException {
        if (!seen.add(digest)) {
            throw new MalformedException("sd_jwt_duplicate_digest", "a digest stands there twice");
        }
        return unused.remove(digest);
    }
}
