package org.rescueregistry.name;

import java.net.URI;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rescueregistry.wire.MalformedException;

/**
 * An entity identifier (OpenID Federation 1.0 section 1.2): an https URL of a host, perhaps a port, perhaps a path, and
 * nothing else: {@code https://registry.example/o/CN7K3M9QXDP2}.
 *
 * <p>Identifiers are compared as text, so there is one spelling: small letters in the host, no port 443, no slash at
 * the end, no empty, {@code .} or {@code ..} step in the path, no percent-encoding. Plain http is taken for loopback
 * hosts alone, where a demonstration runs.
 */
public final class EntityId implements Comparable<EntityId> {
    /** Longest identifier that is read, in characters. */
    public static final int MAX_CHARS = 512;

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SHAPE = Pattern.compile("(https?)://(" + LABEL + "(?:\\." + LABEL + ")*|\\[::1\\])"
            + "(?::([1-9][0-9]{0,4}))?((?:/[A-Za-z0-9._~-]+)*)");
    private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(?:/|$)");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final int MAX_HOST_CHARS = 253;
    private static final int MAX_PORT = 65_535;

    private final String text;

    private EntityId(String text) {
        this.text = text;
    }

    /**
     * Reads the canonical spelling.
     *
     * @throws MalformedException {@code entity_id_malformed}, {@code entity_id_not_https}
     */
    public static EntityId parse(String text) throws MalformedException {
        if (text.length() > MAX_CHARS) {
            throw malformed("is longer than " + MAX_CHARS + " characters");
        }
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()
                || parts.group(2).length() > MAX_HOST_CHARS
                || DOTS.matcher(parts.group(4)).find()) {
            throw malformed("is not an https URL of host, port and path in its plainest spelling");
        }
        boolean https = parts.group(1).equals("https");
        if (!https && !LOOPBACK.contains(parts.group(2))) {
            throw new MalformedException("entity_id_not_https", "the entity identifier is not an https URL");
        }
        String port = parts.group(3);
        if (port != null && !isCanonicalPort(Integer.parseInt(port), https)) {
            throw malformed("has a port that is out of range or goes without saying");
        }
        return new EntityId(text);
    }

    private static boolean isCanonicalPort(int port, boolean https) {
        return port <= MAX_PORT && port != (https ? 443 : 80);
    }

    private static MalformedException malformed(String what) {
        return new MalformedException("entity_id_malformed", "the entity identifier " + what);
    }

    /**
     * The URL of something that belongs to this entity, such as {@code /.well-known/openid-federation}: {@code path},
     * which begins with a slash, stands behind the identifier (OpenID Federation 1.0 section 9).
     */
    public URI resolve(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + path);
        }
        return URI.create(text + path);
    }

    /** The entity identifier of an organisation of this registry: {@code https://<registry>/o/CN7K3M9QXDP2}. */
    public EntityId organisation(Code code) {
        return new EntityId(text + "/o/" + code.symbols());
    }

    @Override
    public int compareTo(EntityId other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityId id && text.equals(id.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
