package org.rescueregistry.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.sdk.StatusProof;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The writing side of one registry, and its private reading side, over HTTP (docs/reference/http.md). Every method throws
 * {@link RegistryRefusedException} for the registry's no, {@link IOException} when there is no answer, and {@link
 * MalformedException} when the answer cannot be read.
 */
public final class RegistryClient {
    private final EntityId registry;
    private final Web web;
    private final InstantSource clock;

    /** @param clock for signed requests; the registry compares it with its own */
    public RegistryClient(EntityId registry, Web web, InstantSource clock) {
        this.registry = registry;
        this.web = web;
        this.clock = clock;
    }

    public EntityId registry() {
        return registry;
    }

    /** Files a statement, with the disclosures of digests it brings. Filing the same again gives the same answer. */
    public Accepted submit(Statement statement, List<GivenDisclosure> disclosures)
            throws IOException, RegistryRefusedException, MalformedException {
        Json.Obj body = Json.object()
                .put("statement", statement.compact())
                .put("disclosures", GivenDisclosure.json(disclosures))
                .build();
        return Accepted.parse(post("/statements", body));
    }

    /**
     * Files a removing act of another registry's log, to be passed on there.
     *
     * @return {@code taken}, or the code with which the home registry refused it; nothing while it has not answered
     */
    public Optional<String> relay(Statement statement)
            throws IOException, RegistryRefusedException, MalformedException {
        Json answer = post(
                "/relay", Json.object().put("statement", statement.compact()).build());
        return Members.of(answer, "answer").optionalString("answer");
    }

    /** The removing acts that this registry was asked to pass on to others of late. */
    public List<Statement> relayed() throws IOException, RegistryRefusedException, MalformedException {
        List<Statement> read = new ArrayList<>();
        for (Members one : Members.of(Json.parse(ok(web.get(registry.resolve("/relayed"), Map.of()))), "answer")
                .objects("relayed")) {
            read.add(Statement.parse(one.string("statement")));
        }
        return List.copyOf(read);
    }

    /** Files an application with every disclosure of its digests; gives its id. */
    public Digest apply(Application application, List<GivenDisclosure> disclosures)
            throws IOException, RegistryRefusedException, MalformedException {
        Json.Obj body = Json.object()
                .put("application", application.compact())
                .put("disclosures", GivenDisclosure.json(disclosures))
                .build();
        return Digest.parse(Members.of(post("/applications", body), "answer").string("id"));
    }

    /** The ids of open applications, for a vetter or an operator. */
    public List<Digest> applications(Es256Signer reader)
            throws IOException, RegistryRefusedException, MalformedException {
        Members answer = Members.of(Json.parse(getAs("/applications", reader)), "answer");
        List<Digest> ids = new ArrayList<>();
        for (String id : answer.strings("applications")) {
            ids.add(Digest.parse(id));
        }
        return List.copyOf(ids);
    }

    /** One case file, for a vetter, an operator or the applicant. */
    public CaseView application(Digest id, Es256Signer reader)
            throws IOException, RegistryRefusedException, MalformedException {
        return CaseView.parse(Json.parse(getAs("/applications/" + id, reader)));
    }

    public void vouch(Vouch vouch) throws IOException, RegistryRefusedException, MalformedException {
        post(
                "/applications/" + vouch.application() + "/vouches",
                Json.object().put("vouch", vouch.compact()).build());
    }

    public void object(Objection objection) throws IOException, RegistryRefusedException, MalformedException {
        post(
                "/applications/" + objection.application() + "/objections",
                Json.object().put("objection", objection.compact()).build());
    }

    /** Takes back an objection to the application of this id. */
    public void withdraw(Digest application, ObjectionWithdrawal withdrawal)
            throws IOException, RegistryRefusedException, MalformedException {
        post(
                "/applications/" + application + "/objections/" + withdrawal.objection() + "/withdrawal",
                Json.object().put("withdrawal", withdrawal.compact()).build());
    }

    /**
     * Publishes a post attestation. The same again gets the same answer while it is live.
     *
     * @return the size of a tree that the log has signed, and whose state counts it
     */
    public long attest(PostAttestation attestation) throws IOException, RegistryRefusedException, MalformedException {
        Json.Obj body = Json.object().put("attestation", attestation.compact()).build();
        return Members.of(post("/attestations", body), "answer").integer("size");
    }

    /** The post attestations that are live by the state that witnesses and replayers vouch for; not verified. */
    public List<PostAttestation> attestations() throws IOException, RegistryRefusedException, MalformedException {
        byte[] answer = ok(web.get(registry.resolve("/attestations"), Map.of(), SnapshotFile.MAX_BYTES));
        List<PostAttestation> read = new ArrayList<>();
        for (String line :
                new String(answer, StandardCharsets.ISO_8859_1).lines().toList()) {
            read.add(PostAttestation.parse(line));
        }
        return List.copyOf(read);
    }

    /** Sends a platform's report or appeal; gives its id. Sending the same again gives the same answer. */
    public Digest report(PlatformReport report) throws IOException, RegistryRefusedException, MalformedException {
        Json answer =
                post("/reports", Json.object().put("report", report.compact()).build());
        return Digest.parse(Members.of(answer, "answer").string("id"));
    }

    /** For a platform its own reports, newest first; for an officer of the registry those that wait, oldest first. */
    public List<ReportView> reports(Es256Signer reader)
            throws IOException, RegistryRefusedException, MalformedException {
        List<ReportView> read = new ArrayList<>();
        for (Members one :
                Members.of(Json.parse(getAs("/reports", reader)), "answer").objects("reports")) {
            read.add(ReportView.parse(one.json()));
        }
        return List.copyOf(read);
    }

    /** One report, for its platform or an officer of the registry. */
    public ReportView report(Digest id, Es256Signer reader)
            throws IOException, RegistryRefusedException, MalformedException {
        return ReportView.parse(Json.parse(getAs("/reports/" + id, reader)));
    }

    /** Files an auditor's ruling on a report; gives the registry's answer to the platform, not verified. */
    public ReportDecision rule(ReportRuling ruling) throws IOException, RegistryRefusedException, MalformedException {
        Json answer = post(
                "/reports/" + ruling.content().report() + "/ruling",
                Json.object().put("ruling", ruling.compact()).build());
        return ReportDecision.parse(Members.of(answer, "answer").string("decision"));
    }

    /** The receipt of a leaf, once its checkpoint is published. */
    public TlogProof receipt(long index) throws IOException, RegistryRefusedException, MalformedException {
        return TlogProof.parse(ok(web.get(registry.resolve("/log/receipt/" + index), Map.of())));
    }

    /**
     * What the registry's log says of a code, with proof; not verified.
     *
     * @param at the time of which it is asked; null for now
     * @param withLast with the receipt of the record's last statement
     */
    public StatusProof statusProof(Code code, @Nullable Instant at, boolean withLast)
            throws IOException, RegistryRefusedException, MalformedException {
        List<String> query = new ArrayList<>();
        if (at != null) {
            query.add("at=" + at.getEpochSecond());
        }
        if (withLast) {
            query.add("with=last");
        }
        String path = "/status-proof/" + code.compact() + (query.isEmpty() ? "" : "?" + String.join("&", query));
        return StatusProof.parse(ok(web.get(registry.resolve(path), Map.of())));
    }

    /** The checkpoint that witnesses and replayers vouch for, which the registry's status is under; not verified. */
    public SignedNote statusCheckpoint() throws IOException, RegistryRefusedException, MalformedException {
        return SignedNote.parse(ok(web.get(registry.resolve("/checkpoint"), Map.of())));
    }

    /** The credential of an organisation, for its key. */
    public CredentialFile credential(Code code, Es256Signer organisation)
            throws IOException, RegistryRefusedException, MalformedException {
        return CredentialFile.parse(getAs("/credentials/" + code, organisation));
    }

    /** The disclosures that the holder of a key may have: the public ones and those of its platform or office. */
    public List<Disclosure> disclosures(Es256Signer reader)
            throws IOException, RegistryRefusedException, MalformedException {
        return disclosures(getAs("/disclosures", reader));
    }

    /** The public disclosures. */
    public List<Disclosure> disclosures() throws IOException, RegistryRefusedException, MalformedException {
        return disclosures(ok(web.get(registry.resolve("/disclosures"), Map.of())));
    }

    private static List<Disclosure> disclosures(byte[] body) throws MalformedException {
        List<Disclosure> read = new ArrayList<>();
        for (String text : Members.of(Json.parse(body), "answer").strings("disclosures")) {
            read.add(Disclosure.parse(text));
        }
        return List.copyOf(read);
    }

    private byte[] getAs(String path, Es256Signer reader) throws IOException, RegistryRefusedException {
        URI uri = registry.resolve(path);
        String header = SignedRequest.header(registry, "GET", uri.getPath(), clock.instant(), reader);
        return ok(web.get(uri, Map.of("Authorization", header)));
    }

    private Json post(String path, Json.Obj body) throws IOException, RegistryRefusedException, MalformedException {
        return Json.parse(ok(web.post(registry.resolve(path), body.canonical())));
    }

    private byte[] ok(Web.Answer answer) throws RegistryRefusedException {
        if (answer.isOk()) {
            return answer.body();
        }
        String code = "no_problem_document";
        String detail = registry + " answered " + answer.status();
        try {
            Members problem = Members.of(Json.parse(answer.body()), "problem");
            code = problem.string("code");
            detail = problem.optionalString("detail").orElse(detail);
        } catch (MalformedException notAProblemDocument) {
            // The status is all there is to say.
        }
        throw new RegistryRefusedException(answer.status(), code, detail);
    }
}
