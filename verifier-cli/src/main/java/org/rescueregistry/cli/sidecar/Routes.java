package org.rescueregistry.cli.sidecar;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rescueregistry.dsa.PlatformAnswers;
import org.rescueregistry.dsa.StatementOfReasons;
import org.rescueregistry.sdk.BadgeView;
import org.rescueregistry.sdk.Decision;
import org.rescueregistry.sdk.KeptDecision;
import org.rescueregistry.sdk.Messages;
import org.rescueregistry.sdk.MicrometerObserver;
import org.rescueregistry.sdk.Overrides;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Snapshot;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What the sidecar answers. Every path is described in {@code openapi.json}; verdicts are the bytes that the SDK gives.
 */
public final class Routes {
    /** Most posts of one request. */
    public static final int MAX_POSTS = 1000;

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RescueVerifier verifier;
    private final VerificationPolicy policy;
    private final InstantSource clock;

    /**
     * @param builder the verifier as the platform wants it, but for the policy and the meters
     */
    public Routes(RescueVerifier.Builder builder, VerificationPolicy policy, InstantSource clock) {
        this.verifier = builder.policy(policy)
                .observer(new MicrometerObserver(meters), System::nanoTime)
                .build();
        this.policy = policy;
        this.clock = clock;
    }

    /** Answers by this snapshot from now on. */
    public void use(Snapshot snapshot) {
        verifier.use(snapshot);
    }

    void mount(Sidecar sidecar) {
        sidecar.on("POST", "/verify", this::verify);
        sidecar.on("POST", "/verify/batch", this::batch);
        sidecar.on("POST", "/decide", this::decide);
        sidecar.on("POST", "/statement-of-reasons", Routes::statementOfReasons);
        sidecar.on("PUT", "/overrides", this::override);
        sidecar.on("GET", "/health", (parameters, body) -> health());
        sidecar.on(
                "GET",
                "/metrics",
                (parameters, body) -> Answer.text("text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
        sidecar.on("GET", "/openapi.json", (parameters, body) -> Answer.text("application/json", description()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Answer verify(Map<String, String> parameters, byte[] body) throws MalformedException {
        requireNone(parameters);
        return Answer.json(verifier.verify(Post.parse(body), now()).json());
    }

    private Answer batch(Map<String, String> parameters, byte[] body) throws MalformedException {
        requireNone(parameters);
        Members members = Members.of(Json.parse(body), "batch");
        List<Json> items = members.array("posts");
        members.done();
        if (items.size() > MAX_POSTS) {
            throw new MalformedException("too_many_posts", "a batch has at most " + MAX_POSTS + " posts");
        }
        List<Post> posts = new ArrayList<>();
        for (Json item : items) {
            posts.add(Post.parse(item));
        }
        List<Json.Obj> verdicts =
                verifier.verifyAll(posts, now()).stream().map(Verdict::json).toList();
        return Answer.json(Json.object().put("verdicts", Json.array(verdicts)).build());
    }

    /** A verdict with the name to keep it under, and what may be shown of it in the language asked for. */
    private Answer decide(Map<String, String> parameters, byte[] body) throws MalformedException {
        String language = parameters.getOrDefault("language", Messages.LOCALES.get(0));
        if (parameters.size() > 1 || (parameters.size() == 1 && !parameters.containsKey("language"))) {
            throw new MalformedException("bad_query", "the one parameter here is language");
        }
        Post post = Post.parse(body);
        Instant now = now();
        Snapshot snapshot = verifier.snapshot();
        Verdict verdict = verifier.verify(post, now);
        return Answer.json(Json.object()
                .put("decision", Decision.of(post, now, verdict).json())
                .put(
                        "view",
                        BadgeView.of(verdict, snapshot, Messages.in(language)).json())
                .build());
    }

    /** A decision that was kept, in the words of the EU's Digital Services Act. */
    private static Answer statementOfReasons(Map<String, String> parameters, byte[] body) throws MalformedException {
        requireNone(parameters);
        Members members = Members.of(Json.parse(body), "request");
        KeptDecision decision = KeptDecision.parse(members.value("decision"));
        PlatformAnswers answers = PlatformAnswers.parse(members.value("answers"));
        members.done();
        return Answer.json(StatementOfReasons.of(decision, answers).json());
    }

    private Answer override(Map<String, String> parameters, byte[] body) throws MalformedException {
        requireNone(parameters);
        Overrides overrides = Overrides.parse(Json.parse(body));
        verifier.override(overrides);
        return Answer.json(overrides.json());
    }

    private static void requireNone(Map<String, String> parameters) throws MalformedException {
        if (!parameters.isEmpty()) {
            throw new MalformedException("bad_query", "there are no parameters here");
        }
    }

    /** 200 when the status of every registry counts now; else 503, and which does not. */
    private Answer health() {
        Snapshot snapshot = verifier.snapshot();
        Instant now = now();
        boolean good = !snapshot.registries().isEmpty();
        List<Json> registries = new ArrayList<>();
        for (RegistrySnapshot registry : snapshot.registries()) {
            boolean fresh = !now.isAfter(registry.proven().asOf().plus(policy.maxStatusAge()))
                    && registry.doubt().isEmpty();
            good &= fresh;
            registries.add(Json.object()
                    .put("as_of", registry.proven().asOf().getEpochSecond())
                    .put("fresh", fresh)
                    .put("registry", registry.registry().toString())
                    .put("size", registry.proven().size())
                    .build());
        }
        String status = snapshot.registries().isEmpty() ? "starting" : good ? "ok" : "stale";
        Json.Obj answer = Json.object()
                .put("registries", Json.array(registries))
                .put("snapshot", snapshot.id())
                .put("status", status)
                .build();
        return Answer.json(good ? 200 : 503, answer);
    }

    static String description() {
        try (InputStream in = Objects.requireNonNull(Routes.class.getResourceAsStream("openapi.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("this jar does not describe itself", broken);
        }
    }
}
