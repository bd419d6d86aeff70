package org.rescueregistry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** What one request asks, read strictly. */
final class Asked {
    private final RoutingContext context;

    Asked(RoutingContext context) {
        this.context = context;
    }

    /** The part of the path that stands for {@code {name}}. */
    String path(String name) {
        String value = context.pathParam(name);
        if (value == null) {
            throw new IllegalArgumentException("no such part of the path: " + name);
        }
        return value;
    }

    /** A digest in the path. */
    Digest digest(String name) throws MalformedException {
        return Digest.parse(path(name));
    }

    /** A whole number in the path, in its one spelling. */
    long number(String name) throws MalformedException {
        return number(path(name), name + " in the path");
    }

    private static long number(String text, String where) throws MalformedException {
        if (!text.matches("0|[1-9][0-9]{0,17}")) {
            throw new MalformedException("bad_number", where + " is not a whole number");
        }
        return Long.parseLong(text);
    }

    /** A query parameter that has to be there once. */
    String query(String name) throws MalformedException {
        List<String> values = context.queryParam(name);
        if (values.size() != 1) {
            throw new MalformedException("missing_parameter", "the query parameter " + name + " is needed, once");
        }
        return values.get(0);
    }

    /** A query parameter that may be there once. */
    Optional<String> optionalQuery(String name) throws MalformedException {
        return context.queryParam(name).isEmpty() ? Optional.empty() : Optional.of(query(name));
    }

    /** A whole number in a query parameter that may be there once. */
    Optional<Long> optionalNumber(String name) throws MalformedException {
        Optional<String> text = optionalQuery(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(number(text.get(), "the query parameter " + name));
    }

    /** The same of a request that is answered past the router. */
    static Optional<Long> optionalNumber(HttpServerRequest request, String name) throws MalformedException {
        Optional<String> text = optionalQuery(request, name);
        return text.isEmpty() ? Optional.empty() : Optional.of(number(text.get(), "the query parameter " + name));
    }

    /** As {@link #optionalQuery(String)}, of a request that is answered past the router. */
    static Optional<String> optionalQuery(HttpServerRequest request, String name) throws MalformedException {
        List<String> values = request.params().getAll(name);
        if (values.size() > 1) {
            throw new MalformedException("missing_parameter", "the query parameter " + name + " is needed, once");
        }
        return values.stream().findFirst();
    }

    /** The path as it was asked for, without the query. */
    String path() {
        return context.request().path();
    }

    String method() {
        return context.request().method().name();
    }

    Optional<String> authorization() {
        return Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION));
    }

    byte[] bytes() {
        return context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
    }

    /** The body, a JSON object, whose members are then taken by name. */
    Members json() throws MalformedException, ProblemException {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(Reply.JSON)) {
            throw new Problem(415, "unsupported_media_type", "the body has to be " + Reply.JSON).exception();
        }
        return Members.of(Json.parse(bytes()), "body");
    }
}
