package org.rescueregistry.server;

/** {@code --output}: for people, or one JSON value in RFC 8785 form for programs. Named as they are typed. */
enum OutputFormat {
    table,
    json
}
