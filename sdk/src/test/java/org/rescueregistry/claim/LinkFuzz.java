package org.rescueregistry.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.rescueregistry.testing.FuzzTarget;

/** A link from anybody: what the JDK reads as a link to another host is none to ours. */
final class LinkFuzz implements FuzzTarget {
    private static final Carriers CARRIERS = new Carriers(List.of("registry.example"));

    @Override
    public boolean accepts(byte[] input) {
        String text = new String(input, UTF_8);
        boolean ours = false;
        for (Carrier carrier : CARRIERS.find(text)) {
            if (carrier instanceof OrganisationLink link) {
                ours = true;
                must(link.authority().equals("registry.example"), "a link names the registry");
                agrees(text.substring(link.start(), link.end()));
            }
        }
        return ours;
    }

    private static void agrees(String link) {
        try {
            String host = new URI(link).getHost();
            String plain = host == null ? "registry.example" : host.toLowerCase(Locale.ROOT);
            must(plain.matches("(www\\.)?registry\\.example\\.?"), "the JDK reads the same host, not " + host);
        } catch (URISyntaxException onlyBrowsersReadIt) {
            // nothing to compare with
        }
    }
}
