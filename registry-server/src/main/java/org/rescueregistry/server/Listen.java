package org.rescueregistry.server;

import org.rescueregistry.wire.MalformedException;

/** Where a server takes connections: {@code 127.0.0.1:8080}; port 0 lets the system choose. */
public record Listen(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host:port}.
     *
     * @throws MalformedException {@code bad_listen}
     */
    public static Listen parse(String text, String where) throws MalformedException {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw new MalformedException("bad_listen", where + " is not host:port");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Listen(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
