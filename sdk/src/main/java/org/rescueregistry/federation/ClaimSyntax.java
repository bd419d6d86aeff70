package org.rescueregistry.federation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The claims of an entity statement that are held to their syntax but used for nothing here (OpenID Federation 1.0,
 * section 3.2), and which claims may stand where.
 */
final class ClaimSyntax {
    private static final List<String> CONFIGURATION_ONLY =
            List.of("authority_hints", "trust_anchor_hints", "trust_marks", "trust_mark_issuers", "trust_mark_owners");
    private static final List<String> SUBORDINATE_ONLY =
            List.of("constraints", "metadata_policy", "metadata_policy_crit", "source_endpoint");

    /** Claims of explicit client registration (section 12.2), in which nobody here takes part. */
    private static final List<String> REGISTRATION_ONLY = List.of("aud", "trust_anchor");

    private final Members claims;

    ClaimSyntax(Members claims) {
        this.claims = claims;
    }

    void check(boolean configuration) throws MalformedException {
        checkPlaces(configuration);
        checkCritical();
        entityIds("trust_anchor_hints");
        checkTrustMarks();
        checkTrustMarkIssuers();
        checkTrustMarkOwners();
        Optional<String> source = claims.optionalString("source_endpoint");
        if (source.isPresent()) {
            url(source.get(), claims.where("source_endpoint"));
        }
    }

    /** An array of entity identifiers that, when present, is not empty. */
    List<EntityId> entityIds(String name) throws MalformedException {
        Optional<List<String>> given = claims.optionalStrings(name);
        if (given.isPresent() && given.get().isEmpty()) {
            throw new MalformedException("empty_array", claims.where(name) + " is empty");
        }
        List<EntityId> ids = new ArrayList<>();
        for (String id : given.orElse(List.of())) {
            ids.add(EntityId.parse(id));
        }
        return List.copyOf(ids);
    }

    /** An absolute URL, https or (for a demonstration on one machine) http on a loopback host, without a fragment. */
    static URI url(String text, String where) throws MalformedException {
        try {
            URI url = new URI(text);
            boolean loopback = url.getHost() != null
                    && Set.of("127.0.0.1", "[::1]", "localhost").contains(url.getHost());
            boolean scheme = "https".equals(url.getScheme()) || (loopback && "http".equals(url.getScheme()));
            if (scheme && url.getHost() != null && url.getRawFragment() == null && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new MalformedException("bad_url", where + " is not a URL", e);
        }
        throw new MalformedException("bad_url", where + " is not an https URL");
    }

    private void checkPlaces(boolean configuration) throws MalformedException {
        List<String> misplaced = new ArrayList<>(configuration ? SUBORDINATE_ONLY : CONFIGURATION_ONLY);
        misplaced.addAll(REGISTRATION_ONLY);
        for (String name : misplaced) {
            if (claims.json().members().containsKey(name)) {
                throw new MalformedException(
                        "claim_not_allowed",
                        claims.where(name) + " has no place in "
                                + (configuration ? "an entity configuration" : "a subordinate statement"));
            }
        }
    }

    /** No extension is understood here, so a critical one always refuses (section 13.4; 3.1.3 for operators). */
    private void checkCritical() throws MalformedException {
        for (String name : List.of("crit", "metadata_policy_crit")) {
            Optional<List<String>> critical = claims.optionalStrings(name);
            if (critical.isPresent()) {
                throw new MalformedException(
                        "critical_not_understood",
                        claims.where(name) + " demands what is not understood here: " + critical.get());
            }
        }
    }

    private void checkTrustMarks() throws MalformedException {
        if (claims.optionalValue("trust_marks").isEmpty()) {
            return;
        }
        for (Members mark : claims.objects("trust_marks")) {
            String type = mark.string("trust_mark_type");
            String[] jwt = mark.string("trust_mark").split("\\.", -1);
            String where = mark.where("trust_mark");
            if (jwt.length != 3) {
                throw new MalformedException("jwt_shape", where + " is not a signed JWT");
            }
            Members payload = Members.of(Json.parse(Base64Url.decode(jwt[1], where)), where);
            if (!payload.string("trust_mark_type").equals(type)) {
                throw new MalformedException("trust_mark_type_differs", where + " is of another type than is said");
            }
        }
    }

    private void checkTrustMarkIssuers() throws MalformedException {
        Optional<Members> issuers = claims.optionalObject("trust_mark_issuers");
        if (issuers.isPresent()) {
            for (String type : issuers.get().json().members().keySet()) {
                for (String issuer : issuers.get().strings(type)) {
                    EntityId.parse(issuer);
                }
            }
        }
    }

    private void checkTrustMarkOwners() throws MalformedException {
        Optional<Members> owners = claims.optionalObject("trust_mark_owners");
        if (owners.isPresent()) {
            for (String type : owners.get().json().members().keySet()) {
                Members owner = owners.get().object(type);
                EntityId.parse(owner.string("sub"));
                FederationKeys.parse(owner.value("jwks"), owner.where("jwks"));
            }
        }
    }
}
