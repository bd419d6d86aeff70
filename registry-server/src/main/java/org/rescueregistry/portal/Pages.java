package org.rescueregistry.portal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.wire.MalformedException;

/** The routes of the pages: the form at {@code /}, the page of a code at {@code /RR…} and {@code /o/…}. */
public final class Pages {
    private final Supplier<Optional<RegistrySnapshot>> published;
    private final InstantSource clock;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /**
     * @param published what the registry has published, with the disclosures that are for everybody; empty before the
     *     first checkpoint
     */
    public Pages(Supplier<Optional<RegistrySnapshot>> published, InstantSource clock) {
        this.published = published;
        this.clock = clock;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.get("/").handler(this::home);
        router.getWithRegex("/(?<code>[Rr][Rr][^/]{12,40})").handler(this::code);
        router.getWithRegex("/o/(?<symbols>[0-9A-Z]{12})").handler(this::organisation);
    }

    private void home(RoutingContext context) {
        String typed = context.request().getParam("code", "").strip();
        if (typed.isEmpty()) {
            answer(context, 200, "home.jte", Map.of("problem", ""));
            return;
        }
        try {
            String query = context.request().getParam("lang") == null
                    ? ""
                    : "?lang=" + words(context).language();
            context.response()
                    .setStatusCode(303)
                    .putHeader("Location", "/" + Code.parse(typed).compact() + query)
                    .end();
        } catch (MalformedException wrong) {
            answer(context, 400, "home.jte", Map.of("problem", wrong.code()));
        }
    }

    private void code(RoutingContext context) {
        try {
            show(context, Code.parse(context.pathParam("code")));
        } catch (MalformedException wrong) {
            answer(context, 400, "home.jte", Map.of("problem", wrong.code()));
        }
    }

    private void organisation(RoutingContext context) {
        try {
            show(context, Code.parseSymbols(context.pathParam("symbols")));
        } catch (MalformedException wrong) {
            answer(context, 400, "home.jte", Map.of("problem", wrong.code()));
        }
    }

    private void show(RoutingContext context, Code code) {
        Optional<RegistrySnapshot> registry = published.get();
        if (registry.isEmpty()) {
            answer(context, 503, "home.jte", Map.of("problem", "not_published"));
            return;
        }
        if (!registry.get().codePrefix().equals(code.prefix())) {
            answer(context, 404, "home.jte", Map.of("problem", "other_registry"));
            return;
        }
        CodePage page = CodePage.of(code, registry.get(), words(context), clock.instant());
        answer(context, page.standing().equals("unknown") ? 404 : 200, "code.jte", Map.of("page", page));
    }

    private void answer(RoutingContext context, int status, String template, Map<String, Object> parameters) {
        Words words = words(context);
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("words", words);
        all.put("path", context.request().path());
        StringOutput html = new StringOutput();
        templates.render(template, all, html);
        HttpServerResponse response = context.response().setStatusCode(status);
        headers(response, words);
        response.end(html.toString());
    }

    /** Nothing from elsewhere, nothing kept, and no word to other sites about who came from where. */
    private static void headers(HttpServerResponse response, Words words) {
        response.putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Language", words.language())
                .putHeader("Vary", "Accept-Language")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
                                + " frame-ancestors 'none'");
    }

    private static Words words(RoutingContext context) {
        return Words.forReader(
                Optional.ofNullable(context.request().getParam("lang")),
                Optional.ofNullable(context.request().getHeader("Accept-Language")));
    }
}
