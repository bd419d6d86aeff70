package org.rescueregistry.portal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.http.HttpMethod;
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
    /** What the form's field takes. */
    private static final int MAX_TYPED = 64;

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
        router.getWithRegex("/(?<code>[Rr][Rr][^/]*)").handler(this::code);
        router.getWithRegex("/o/(?<symbols>[0-9A-Z]{12})").handler(this::organisation);
    }

    /** Shows the form to somebody with a browser who came to an address where nothing is; false if it is no browser. */
    public boolean nothingHere(RoutingContext context) {
        String accepted = context.request().getHeader("Accept");
        boolean browser =
                context.request().method().equals(HttpMethod.GET) && accepted != null && accepted.contains("text/html");
        if (browser) {
            form(context, 404, "no_page", "");
        }
        return browser;
    }

    private void home(RoutingContext context) {
        String typed = context.request().getParam("code", "").strip();
        if (typed.isEmpty()) {
            form(context, 200, "", "");
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
            form(context, 400, wrong.code(), typed);
        }
    }

    private void code(RoutingContext context) {
        String typed = context.pathParam("code");
        try {
            show(context, Code.parse(typed));
        } catch (MalformedException wrong) {
            form(context, 400, wrong.code(), typed);
        }
    }

    private void organisation(RoutingContext context) {
        String symbols = context.pathParam("symbols");
        try {
            show(context, Code.parseSymbols(symbols));
        } catch (MalformedException wrong) {
            form(context, 400, wrong.code(), "RR" + symbols);
        }
    }

    private void show(RoutingContext context, Code code) {
        Optional<RegistrySnapshot> registry = published.get();
        if (registry.isEmpty()) {
            form(context, 503, "not_published", code.canonical());
            return;
        }
        if (!registry.get().codePrefix().equals(code.prefix())) {
            form(context, 404, "other_registry", code.canonical());
            return;
        }
        CodePage page = CodePage.of(code, registry.get(), words(context), clock.instant());
        answer(context, page.standing().equals("unknown") ? 404 : 200, "code.jte", Map.of("page", page));
    }

    /** The form with what was typed, so that one wrong letter can be put right. */
    private void form(RoutingContext context, int status, String problem, String typed) {
        String shown = typed.substring(0, Math.min(typed.length(), MAX_TYPED));
        answer(context, status, "home.jte", Map.of("problem", problem, "typed", shown));
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
