package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void canBeBoundAndNobodyElseWhoChoosesGetsIt() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int port = FreePort.find();
        try (ServerSocket socket = new ServerSocket(port, 1, loopback)) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
        assertThatThrownBy(() -> new DatagramSocket(new InetSocketAddress(loopback, port)))
                .as("what another process tries before it takes a port")
                .isInstanceOf(BindException.class);
    }
}
