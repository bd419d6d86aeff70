package org.rescueregistry.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what carries a code in a text: a post, a display name, a bio, the payload of a QR code. Codes are found as
 * {@link CodeFinder} does, and those of posts in groups of four behind {@code RP}; links are compared with the hosts of
 * the registries one knows.
 *
 * <p>A link is ours if a browser would open it at a registry's host: compared after UTS #46, with or without a scheme and
 * {@code www.}, with a full stop at its end, percent-encoded or full-width. A host that only looks like one is reported
 * as an {@link ImitatedLink}, and a code in such a link is not. A link to any other host is no carrier, but a code in it
 * is one. Positions are in order and do not overlap; time is linear in the text.
 */
public final class Carriers {
    /** Most invisible characters between a dot and the top-level domain that are looked past. */
    private static final int MAX_INVISIBLE = 8;

    /** A bit for each ASCII character that is an R or a mark. */
    private static final long[] TELLING = telling();

    private final LinkReader links;
    private final boolean[] topLevel = new boolean[0x80];
    private final boolean anyHost;

    /**
     * @param authorities of the registries: host, or host and port, of their entity ids
     * @throws IllegalArgumentException if one is neither
     */
    public Carriers(Collection<String> authorities) {
        List<RegistryHost> hosts = authorities.stream().map(RegistryHost::of).toList();
        for (RegistryHost host : hosts) {
            String letters =
                    RegistryHost.letters(host.ascii().substring(host.ascii().lastIndexOf('.') + 1));
            char first = letters.isEmpty() ? 'x' : letters.charAt(0);
            topLevel[first < 0x80 ? first : 'x'] = true;
        }
        this.links = new LinkReader(hosts);
        this.anyHost = !hosts.isEmpty();
    }

    private static long[] telling() {
        long[] telling = new long[2];
        for (char c = 0; c < 0x80; c++) {
            if (CodeShape.isR(c) || isMark(c)) {
                telling[c >> 6] |= 1L << c;
            }
        }
        return telling;
    }

    /** Every carrier in the text, in order. Allocates nothing where there is neither code nor link. */
    public List<Carrier> find(String text) {
        List<Carrier> found = List.of();
        int done = 0;
        int foreignTo = 0;
        int tries = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!mayTell(c)) {
                i++;
                continue;
            }
            Carrier carrier = null;
            if (CodeShape.isR(c)) {
                if (CodeFinder.mayBegin(text, i)) {
                    carrier = CodeFinder.at(text, i, tries++ < CodeFinder.MAX_REGROUPED);
                }
                if (carrier == null && CodeFinder.mayBeginOfPost(text, i)) {
                    carrier = CodeFinder.ofPostAt(text, i);
                }
            } else if (anyHost && i >= foreignTo && isMark(c)) {
                LinkReader.Found link = link(text, i, Math.max(done, foreignTo));
                carrier = link == null ? null : link.carrier();
                foreignTo = link == null ? foreignTo : link.end();
            }
            if (carrier != null && carrier.start() >= done) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(carrier);
                done = carrier.end();
                i = Math.max(done, i + 1);
            } else {
                i++;
            }
        }
        return found.isEmpty() ? found : List.copyOf(found);
    }

    /** Whether it can be the R of a code or a mark in a link: of most characters two comparisons say that it is not. */
    private static boolean mayTell(char c) {
        return c < 0x80
                ? (TELLING[c >> 6] >>> c & 1) != 0
                : c == '\u3002' || (c >= '\uFF0E' && (CodeShape.isR(c) || isMark(c)));
    }

    /** Colons and dots, and the percent sign that may stand for a dot. */
    private static boolean isMark(char c) {
        return c == ':' || c == '.' || c == '%' || c == '\uFF1A' || LinkReader.isDot(c);
    }

    private LinkReader.@Nullable Found link(String text, int i, int floor) {
        char c = text.charAt(i);
        if (c == ':' || c == '\uFF1A') {
            return links.withScheme(text, i);
        }
        return beforeTopLevel(text, i) ? links.withoutScheme(text, i, floor) : null;
    }

    /** Whether a registry's top-level domain may follow: most dots in most texts are put aside here. */
    private boolean beforeTopLevel(String text, int dot) {
        int i = dot + 1;
        if (text.charAt(dot) == '%') {
            if (!text.startsWith("2", i) || i + 1 >= text.length() || (text.charAt(i + 1) | 0x20) != 'e') {
                return false;
            }
            i += 2;
        }
        for (int seen = 0; i < text.length() && seen <= MAX_INVISIBLE; seen++) {
            char c = text.charAt(i++);
            char letter = LetterTable.standard().at(c);
            if (letter != LetterTable.NOTHING) {
                return c == '%' || (letter < 0x80 && topLevel[letter]);
            }
        }
        return false;
    }
}
