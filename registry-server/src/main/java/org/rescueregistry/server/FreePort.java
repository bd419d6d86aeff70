package org.rescueregistry.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port of the loopback interface that nobody uses. An entity identifier contains its port, so on loopback the port is
 * chosen before anything is signed, and bound later; that somebody takes it in between is unlikely and found out at once.
 */
public final class FreePort {
    private FreePort() {}

    public static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
