package org.rescueregistry.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.rescueregistry.federation.EntityConfiguration;
import org.rescueregistry.federation.EntityFetcher;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.name.EntityId;

/** Entity statements over HTTP, where OpenID Federation 1.0 sections 8 and 9 put them. */
public final class HttpEntities implements EntityFetcher {
    private final Web web;

    public HttpEntities(Web web) {
        this.web = web;
    }

    @Override
    public String configuration(EntityId entity) throws IOException {
        return text(EntityConfiguration.location(entity));
    }

    @Override
    public String subordinate(EntityConfiguration issuer, EntityId subject) throws IOException {
        return text(published(issuer.fetchLocation(subject), issuer, "fetch"));
    }

    @Override
    public String list(EntityConfiguration issuer) throws IOException {
        return text(published(issuer.listLocation(), issuer, "list"));
    }

    private static URI published(Optional<URI> endpoint, EntityConfiguration issuer, String name) throws IOException {
        return endpoint.orElseThrow(() -> new IOException(issuer.subject() + " publishes no " + name + " endpoint"));
    }

    private String text(URI uri) throws IOException {
        byte[] body = web.get(uri);
        if (body.length > TrustChainResolver.MAX_STATEMENT_BYTES) {
            throw new IOException(uri + " answered with over " + TrustChainResolver.MAX_STATEMENT_BYTES + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
