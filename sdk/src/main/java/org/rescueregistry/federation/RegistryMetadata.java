package org.rescueregistry.federation;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a registry says about itself: metadata of our own entity type {@code rescue_registry}.
 *
 * <p>Wire form, as resolved through a chain:
 *
 * <pre>{@code
 * {"charter":"…","code_prefix":"CN","disclosures":"https://registry.example/disclosures",
 *  "log_keys":["registry.example/log+5a3c…"],"log_origin":"registry.example/log",
 *  "log_url":"https://registry.example/log","policy":"log registry.example/log+5a3c…\nwitness …\nquorum q\n",
 *  "replayers":[],"snapshot":"https://registry.example/snapshot","status_lists":"https://registry.example/status/"}
 * }</pre>
 *
 * <p>{@code charter} and {@code code_prefix} are the council's to give: they stand in the {@code metadata} claim of the
 * superior's subordinate statement, which overrides the registry's own word and reaches nobody below it
 * (OpenID Federation 1.0, section 3.1.1). A {@code metadata_policy} would do neither: it also binds the registry's
 * subordinates, and its {@code value} says nothing that the claim does not. A registry that its superior gives neither
 * is refused ({@code charter_not_pinned}), whatever it says itself.
 *
 * <p>A registry whose status replayers vouch for has two members more, {@code status_checkpoint} and {@code status_policy}: its
 * current state is what the checkpoint there covers, once that meets this policy, which asks for replayers beside the witnesses.
 * Without them its status is what its log's own checkpoint covers, under the log's own policy.
 *
 * <p>Log keys and policies are text here; the log package reads them.
 *
 * @param logOrigin the origin line of the log's checkpoints
 * @param logUrl prefix of the log's tiles and checkpoint
 * @param logKeys verifier keys of the log (C2SP signed-note), at least one
 * @param policy the log policy: witnesses and quorum (C2SP tlog-policy)
 * @param replayers verifier keys of those who cosign recomputed states; may be empty
 * @param status the whole policy, which asks for replayers too, and where the checkpoint is that meets it; null if the log's own
 *     policy is all
 * @param statusLists prefix of the status lists' URIs
 * @param snapshot where the snapshot is
 * @param disclosures where disclosures are asked for
 * @param codePrefix the first two symbols of this registry's codes
 * @param charter id of the charter in force
 */
public record RegistryMetadata(
        String logOrigin,
        URI logUrl,
        List<String> logKeys,
        String policy,
        List<String> replayers,
        URI statusLists,
        URI snapshot,
        URI disclosures,
        String codePrefix,
        Digest charter,
        @Nullable Status status) {

    /** The entity type identifier. */
    public static final String ENTITY_TYPE = "rescue_registry";

    /**
     * What proves the registry's status.
     *
     * @param policy witnesses, replayers and quorum (C2SP tlog-policy)
     * @param checkpoint where the newest checkpoint is that meets it
     */
    public record Status(String policy, URI checkpoint) {}

    private static final Pattern CODE_PREFIX = Pattern.compile("[0-9A-HJKMNP-TV-Z]{2}");

    public RegistryMetadata {
        logKeys = List.copyOf(logKeys);
        replayers = List.copyOf(replayers);
    }

    /**
     * Reads the resolved metadata of a registry.
     *
     * @throws MalformedException {@code not_a_registry} if the subject does not have the type or may not; {@code
     *     charter_not_pinned} if its superior does not say charter and code prefix; or what is wrong with a member
     */
    public static RegistryMetadata of(TrustChain chain) throws MalformedException {
        Json.Obj metadata = chain.metadata()
                .of(ENTITY_TYPE)
                .orElseThrow(() -> new MalformedException(
                        "not_a_registry", chain.subject() + " is not of the type " + ENTITY_TYPE));
        Json.Obj given = chain.superior()
                .flatMap(statement -> statement.metadata().of(ENTITY_TYPE))
                .orElse(Json.object().build());
        for (String name : List.of("charter", "code_prefix")) {
            if (!given.members().containsKey(name)) {
                throw new MalformedException(
                        "charter_not_pinned", "the superior of " + chain.subject() + " does not say its " + name);
            }
        }
        return parse(metadata, "metadata." + ENTITY_TYPE);
    }

    /**
     * Reads the wire form. Members added by others are ignored: a federation may ask for more than we know.
     *
     * @throws MalformedException {@code missing_member wrong_type bad_url bad_code_prefix no_log_keys}, or those of {@link
     *     Digest#parse}
     */
    public static RegistryMetadata parse(Json value, String where) throws MalformedException {
        Members members = Members.of(value, where);
        String prefix = members.string("code_prefix");
        if (!CODE_PREFIX.matcher(prefix).matches()) {
            throw new MalformedException("bad_code_prefix", members.where("code_prefix") + " is not two code symbols");
        }
        List<String> logKeys = members.strings("log_keys");
        if (logKeys.isEmpty()) {
            throw new MalformedException("no_log_keys", members.where("log_keys") + " is empty");
        }
        return new RegistryMetadata(
                members.string("log_origin"),
                url(members, "log_url"),
                logKeys,
                members.string("policy"),
                members.strings("replayers"),
                url(members, "status_lists"),
                url(members, "snapshot"),
                url(members, "disclosures"),
                prefix,
                Digest.parse(members.string("charter")),
                status(members));
    }

    private static @Nullable Status status(Members members) throws MalformedException {
        boolean hasPolicy = members.json().members().containsKey("status_policy");
        boolean hasCheckpoint = members.json().members().containsKey("status_checkpoint");
        return hasPolicy || hasCheckpoint
                ? new Status(members.string("status_policy"), url(members, "status_checkpoint"))
                : null;
    }

    /** The policy that a checkpoint has to meet before what it covers is the registry's status; the log's own if there is no other. */
    public String statusPolicy() {
        return status == null ? policy : status.policy();
    }

    /** Where a checkpoint is that meets {@link #statusPolicy}, if not with the log. */
    public Optional<URI> statusCheckpoint() {
        return status == null ? Optional.empty() : Optional.of(status.checkpoint());
    }

    /** What a superior says about a registry: nothing but what is its to give. */
    public static Metadata pin(String codePrefix, Digest charter) {
        return Metadata.of(
                ENTITY_TYPE,
                Json.object()
                        .put("charter", charter.base64Url())
                        .put("code_prefix", codePrefix)
                        .build());
    }

    /** The wire form. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("charter", charter.base64Url())
                .put("code_prefix", codePrefix)
                .put("disclosures", disclosures.toString())
                .put("log_keys", Json.strings(logKeys))
                .put("log_origin", logOrigin)
                .put("log_url", logUrl.toString())
                .put("policy", policy)
                .put("replayers", Json.strings(replayers))
                .put("snapshot", snapshot.toString())
                .put("status_lists", statusLists.toString());
        if (status != null) {
            json.put("status_checkpoint", status.checkpoint().toString()).put("status_policy", status.policy());
        }
        return json.build();
    }

    private static URI url(Members members, String name) throws MalformedException {
        return ClaimSyntax.url(members.string(name), members.where(name));
    }
}
