package org.rescueregistry.cli.sidecar;

import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** What a route answers: a status, a media type and text. */
record Answer(int status, String type, String body) {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    static Answer json(Json data) {
        return json(200, data);
    }

    static Answer json(int status, Json data) {
        return new Answer(status, JSON, data.text());
    }

    static Answer text(String type, String text) {
        return new Answer(200, type, text);
    }

    /**
     * A refusal (RFC 9457):
     *
     * <pre>{"code":"missing_member","detail":"post.platform is missing","status":400}</pre>
     */
    static Answer problem(int status, String code, String detail) {
        Json.Obj problem = Json.object()
                .put("code", code)
                .put("detail", detail)
                .put("status", status)
                .build();
        return new Answer(status, PROBLEM, problem.text());
    }

    static Answer malformed(MalformedException what) {
        return problem(400, what.code(), String.valueOf(what.getMessage()));
    }
}
