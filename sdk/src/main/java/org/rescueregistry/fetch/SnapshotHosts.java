package org.rescueregistry.fetch;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.SnapshotFile;

/**
 * Who may be asked for a registry's snapshot: the registry, and then whoever else has a copy. Nobody is believed, so anybody will do. A
 * mirror is any web server over a {@link SnapshotFolder}.
 */
final class SnapshotHosts {
    private final Web web;
    private final List<URI> mirrors;

    /** @param mirrors addresses of folders, without a slash at the end */
    SnapshotHosts(Web web, List<URI> mirrors) {
        this.web = web;
        this.mirrors = List.copyOf(mirrors);
    }

    /** The hosts for one registry, in the order in which they are asked. */
    List<Host> of(URI own, EntityId registry) {
        List<Host> hosts = new ArrayList<>();
        hosts.add(new Host(own));
        mirrors.forEach(mirror -> hosts.add(new Host(URI.create(mirror + "/" + SnapshotFolder.fileName(registry)))));
        return hosts;
    }

    /** One address. */
    final class Host {
        private final URI address;

        Host(URI address) {
            this.address = address;
        }

        byte[] whole() throws TroubleException {
            return get(address);
        }

        /** What changed since a size, or the whole: from who knows nothing of deltas always the whole. */
        byte[] since(long size) throws TroubleException {
            return get(URI.create(address + "?since=" + size));
        }

        private byte[] get(URI uri) throws TroubleException {
            try {
                Web.Answer answer = web.get(uri, Map.of("Accept-Encoding", "gzip"), SnapshotFile.MAX_BYTES);
                if (answer.isOk()) {
                    return answer.body();
                }
                throw new IOException(uri + " answered " + answer.status());
            } catch (IOException e) {
                throw Replica.unreachable(address.toString(), e);
            }
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }
}
