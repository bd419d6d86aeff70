package org.rescueregistry.http;

/** How long an answer may be kept by those who pass it on (RFC 9111). */
enum Caching {
    /** Private, or true only at this moment. */
    NEVER("no-store"),
    /** May be kept, and is asked about each time; it has an ETag. */
    REVALIDATE("no-cache"),
    /** The same address will always give the same bytes. */
    FOREVER("public, max-age=31536000, immutable");

    private final String header;

    Caching(String header) {
        this.header = header;
    }

    /** The value of {@code Cache-Control}. */
    String header() {
        return header;
    }
}
