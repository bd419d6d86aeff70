package org.rescueregistry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log that runs as a process of its own.
 *
 * @param url its prefix, ending with a slash
 */
record BareLogProcess(Spawned process, String url, String verifierKey) implements AutoCloseable {
    static final String ORIGIN = "bench.example/log";

    /** {@code registry bench-log} in a folder. */
    static BareLogProcess start(Path folder) throws IOException, InterruptedException {
        Path said = Files.createDirectories(folder).resolve("said");
        Spawned process = Spawned.registry(
                said, "bench-log", "--dir", folder.resolve("log").toString(), "--port", "0", "--origin", ORIGIN);
        String port = process.line("port ").substring(5);
        return new BareLogProcess(process, "http://127.0.0.1:" + port + "/", process.line(ORIGIN + "+"));
    }

    long size() throws IOException, InterruptedException {
        return Long.parseLong(checkpoint().split("\n")[1]);
    }

    String checkpoint() throws IOException, InterruptedException {
        return Spawned.ask(url + "checkpoint").body();
    }

    /** Adds as many leaves of 512 bytes that nobody has added. */
    void add(int leaves) throws IOException, InterruptedException {
        long size = size();
        for (int i = 0; i < leaves; i++) {
            Spawned.post(url + "add", "%-512s".formatted("leaf " + (size + i)));
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
