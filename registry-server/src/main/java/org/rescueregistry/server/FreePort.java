package org.rescueregistry.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of the loopback interface that nobody uses. An entity identifier contains its port, so on loopback the port is
 * chosen before anything is signed, and bound later. In between nobody takes it: systems give ports to connections from
 * 32768 or 49152 upwards unless told otherwise, and whoever chooses one here holds the UDP port of the same number, which
 * nothing else needs and which a process loses only with its life.
 */
public final class FreePort {
    private static final int FIRST = 10_000;
    private static final int END = 32_768;
    private static final int TRIES = 1_000;
    private static final Collection<DatagramSocket> HELD = new ConcurrentLinkedQueue<>();

    private FreePort() {}

    public static int find() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        IOException last = new IOException("no free port");
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try {
                DatagramSocket held = new DatagramSocket(new InetSocketAddress(loopback, port));
                HELD.add(held);
                new ServerSocket(port, 1, loopback).close();
                return port;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
