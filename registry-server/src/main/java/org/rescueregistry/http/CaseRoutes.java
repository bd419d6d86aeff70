package org.rescueregistry.http;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.vetting.Applications;
import org.rescueregistry.vetting.Decision;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** The private case file: applications, vouches, objections. */
public final class CaseRoutes {
    private static final long MAX_JWS_BODY = 16 << 10;

    private final Routes routes;
    private final Applications applications;
    private final SignedCaller caller;
    private final SignedCaller.Keys officers;
    private final InstantSource clock;

    private CaseRoutes(Routes routes, Applications applications, Callers callers) {
        this.routes = routes;
        this.applications = applications;
        this.caller = callers.caller();
        this.officers = callers.officers();
        this.clock = callers.clock();
    }

    /** Adds them. */
    public static void mount(Routes routes, Applications applications, Callers callers) {
        CaseRoutes cases = new CaseRoutes(routes, applications, callers);
        routes.post("/applications", StatementRoutes.MAX_BODY, cases::apply);
        routes.get("/applications", cases::list);
        routes.get("/applications/:id", cases::read);
        routes.post("/applications/:id/vouches", MAX_JWS_BODY, cases::vouch);
        routes.post("/applications/:id/objections", MAX_JWS_BODY, cases::object);
        routes.post("/applications/:id/objections/:objection/withdrawal", MAX_JWS_BODY, cases::withdraw);
    }

    private Future<Reply> apply(Asked asked) throws MalformedException, ProblemException {
        Members body = asked.json();
        Application application = Application.parse(body.string("application"));
        List<GivenDisclosure> given = GivenDisclosure.parse(Bodies.objects(body, "disclosures"));
        body.done();
        return decided(201, () -> applications.apply(application, given, clock.instant()));
    }

    private Future<Reply> vouch(Asked asked) throws MalformedException, ProblemException {
        Digest application = asked.digest("id");
        Vouch vouch = Vouch.parse(Bodies.only(asked, "vouch"));
        return decided(201, () -> applications.vouch(application, vouch, clock.instant()));
    }

    private Future<Reply> object(Asked asked) throws MalformedException, ProblemException {
        Digest application = asked.digest("id");
        Objection objection = Objection.parse(Bodies.only(asked, "objection"));
        return decided(201, () -> applications.object(application, objection));
    }

    private Future<Reply> withdraw(Asked asked) throws MalformedException, ProblemException {
        Digest application = asked.digest("id");
        Digest objection = asked.digest("objection");
        ObjectionWithdrawal withdrawal = ObjectionWithdrawal.parse(Bodies.only(asked, "withdrawal"));
        return decided(200, () -> applications.withdraw(application, objection, withdrawal));
    }

    private Future<Reply> list(Asked asked) throws ProblemException {
        KeyId asker = caller.required(asked, officers);
        return routes.blocking(() -> Refusals.granted(applications.list(asker)))
                .map(waiting -> Reply.json(
                        200, Json.object().put("applications", ids(waiting)).build()));
    }

    private static Json.Arr ids(List<Digest> waiting) {
        return Json.strings(waiting.stream().map(Digest::base64Url).toList());
    }

    private Future<Reply> read(Asked asked) throws MalformedException {
        Digest id = asked.digest("id");
        return routes.blocking(() -> {
            KeyId asker = caller.required(asked, kid -> officerOrApplicant(id, kid));
            return Reply.json(
                    200, Refusals.granted(applications.read(id, asker)).json());
        });
    }

    private @Nullable Es256PublicKey officerOrApplicant(Digest id, KeyId kid) {
        Es256PublicKey officer = officers.apply(kid);
        return officer != null
                ? officer
                : applications
                        .applicant(id)
                        .filter(key -> key.keyId().equals(kid))
                        .orElse(null);
    }

    private Future<Reply> decided(int status, Callable<Decision<Digest>> work) {
        return routes.blocking(() -> Refusals.granted(work.call()))
                .map(id -> Reply.json(
                        status, Json.object().put("id", id.base64Url()).build()));
    }
}
