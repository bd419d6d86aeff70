package org.rescueregistry.http;

import io.netty.util.AbstractReferenceCounted;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCounted;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An open file that is sent to many by the system itself, without a copy of it in this process. It is closed when it was released
 * by whoever opened it and the last one has been sent it.
 */
final class SharedFile extends AbstractReferenceCounted {
    private final FileChannel channel;
    private final long length;

    private SharedFile(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    /** Nothing, if there is no file of that length. */
    static Optional<SharedFile> open(Path path, long length) {
        try {
            FileChannel channel = FileChannel.open(path);
            if (channel.size() == length) {
                return Optional.of(new SharedFile(channel, length));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sends all of it as the body, and ends the answer; false, and nothing is done, if the file is closed already. */
    boolean send(HttpServerResponse response) {
        try {
            retain();
        } catch (IllegalReferenceCountException closed) {
            return false;
        }
        response.sendFile(channel, 0, length).onComplete(sent -> release());
        return true;
    }

    @Override
    protected void deallocate() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
