package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.claim.Lexicon;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A post, a moment and the verdict that was found, so that anybody who has the same snapshot comes to the same bytes. It holds the
 * post: it is for who has it anyway.
 *
 * <pre>{"at":1795000000,"overrides":{…},"post":{…},"verdict":{…}}</pre>
 *
 * <p>{@code at} is in whole seconds; {@code overrides} is absent when there were none.
 */
public final class ReplayFile {
    private final Post post;
    private final Instant at;
    private final Overrides overrides;
    private final Json.Obj verdict;
    private final VerificationPolicy policy;
    private final Json.Obj versions;

    private ReplayFile(Post post, Instant at, Overrides overrides, Json.Obj verdict) throws MalformedException {
        this.post = post;
        this.at = at;
        this.overrides = overrides;
        this.verdict = verdict;
        Members members = Members.of(verdict, "verdict");
        this.policy = VerificationPolicy.parse(members.value("policy"));
        this.versions = members.object("versions").json();
    }

    /** A verdict to be kept: the wire form. */
    public static Json.Obj json(Post post, Instant at, Overrides overrides, Verdict verdict) {
        Json.ObjectBuilder json = Json.object()
                .put("at", at.getEpochSecond())
                .put("post", post.json())
                .put("verdict", verdict.json());
        if (!overrides.equals(Overrides.NONE)) {
            json.put("overrides", overrides.json());
        }
        return json.build();
    }

    /**
     * Reads one.
     *
     * @throws MalformedException as {@link Post#parse}, {@link Overrides#parse}, {@link VerificationPolicy#parse}, {@link Members} and
     *     the JSON parser
     */
    public static ReplayFile parse(byte[] bytes) throws MalformedException {
        Members members = Members.of(Json.parse(bytes), "replay");
        Overrides overrides = members.optionalValue("overrides").isPresent()
                ? Overrides.parse(members.value("overrides"))
                : Overrides.NONE;
        ReplayFile file = new ReplayFile(
                Post.parse(members.value("post")),
                Instant.ofEpochSecond(members.integer("at")),
                overrides,
                members.object("verdict").json());
        members.done();
        return file;
    }

    /**
     * What came of it.
     *
     * @param now the verdict found now
     * @param isSame whether it is the same, byte for byte
     * @param differences what decided now and is of another version than then, such as {@code snapshot}: then nobody can hope for the
     *     same bytes
     */
    public record Finding(Verdict now, boolean isSame, List<String> differences) {}

    /** Judges the post again under this snapshot, as strictly as then. */
    public Finding replay(Snapshot snapshot, Lexicon lexicon) {
        RescueVerifier.Builder builder =
                RescueVerifier.builder().policy(policy).lexicon(lexicon).overrides(overrides);
        if (verdict.members().containsKey("shadow")) {
            builder.shadow();
        }
        RescueVerifier verifier = builder.build();
        verifier.use(snapshot);
        Verdict now = verifier.verify(post, at);
        List<String> differences = new ArrayList<>();
        now.versions().json().members().forEach((name, version) -> {
            if (!version.equals(versions.members().get(name))) {
                differences.add(name);
            }
        });
        return new Finding(now, now.json().text().equals(verdict.text()), List.copyOf(differences));
    }
}
