package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rescueregistry.ledger.WitnessCall;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.SignedNote;

/** Reaches witnesses where the log policy says they are. */
final class HttpWitnesses implements WitnessCall {
    private static final int MAX_REPLY_BYTES = 64 << 10;

    private final HttpClient client;
    private final Duration patience;

    HttpWitnesses(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    @Override
    public CompletionStage<Reply> addCheckpoint(LogPolicy.Witness witness, byte[] body) {
        if (witness.url() == null) {
            return CompletableFuture.failedFuture(new IOException("the policy gives no URL for " + witness.name()));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(witness.url() + "/add-checkpoint"))
                .timeout(patience)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> reply(response, MAX_REPLY_BYTES));
    }

    @Override
    public CompletionStage<Reply> checkpoint(LogPolicy.Witness witness, String originHash) {
        if (witness.url() == null) {
            return CompletableFuture.failedFuture(new IOException("the policy gives no URL for " + witness.name()));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(witness.url() + "/" + originHash + "/checkpoint"))
                .timeout(patience)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> reply(response, SignedNote.MAX_BYTES));
    }

    private static Reply reply(HttpResponse<InputStream> response, int most) {
        try (InputStream body = response.body()) {
            return new Reply(response.statusCode(), new String(body.readNBytes(most), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
