package org.rescueregistry.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rescueregistry.anchor.AnchorDocument;
import org.rescueregistry.anchor.RootKeys;
import org.rescueregistry.credential.CredentialClaims;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.credential.RescueCredential;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.Metadata;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.StatementDraft;
import org.rescueregistry.fetch.Accepted;
import org.rescueregistry.fetch.CaseView;
import org.rescueregistry.fetch.ReportView;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.MapAnswer;
import org.rescueregistry.sdk.SnapshotContent;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.sdk.StatusProof;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.StatusListRef;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.status.StatusBits;
import org.rescueregistry.status.StatusList;
import org.rescueregistry.status.StatusListClaims;
import org.rescueregistry.status.StatusReference;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A council and one registry on loopback, real to whoever reads: signed entity statements, a log with four witnesses,
 * the real reducer. Only what a server must remember over a crash is left out.
 */
final class FakeFederation implements AutoCloseable {
    private static final int WITNESSES = 4;

    final TestRegistry registry;
    final EntityId council;
    final EntityId entity;
    private final EntityId peer;
    private final HttpServer server;
    private final Es256Signer issuer = TestKeys.es256("the registry's federation key");
    private final LogSigner logSigner;
    private final List<CosignatureSigner> witnesses = new ArrayList<>();
    final Map<String, byte[]> logFiles = new TreeMap<>();
    final Map<String, GivenDisclosure> disclosures = new LinkedHashMap<>();
    private final Map<Digest, CaseView> cases = new LinkedHashMap<>();
    private final Map<Digest, ReportView> reports = new LinkedHashMap<>();
    private SignedCheckpoint checkpoint;

    /** The charter that the council recognises; null for whichever is in force. */
    private Digest recognised;

    /** What it promises whoever files a removing act. */
    Function<Statement, Optional<Promise>> promises = statement -> Optional.of(promise(statement));

    /** Told of each file of the log before it is served; may take its time. */
    volatile Consumer<String> asked = path -> {};

    /** Whether the registry does not answer; the council and the peer do. */
    private volatile boolean silent;

    private boolean answersAsAnother;

    /** What the peer was asked to pass on. */
    final List<Statement> relayed = new ArrayList<>();

    /** An answer of a refusal. */
    private static final class No extends Exception {
        final int status;
        final String code;

        No(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    private interface Route {
        byte[] answer(HttpExchange exchange, String rest) throws IOException, MalformedException, No;
    }

    FakeFederation() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String base = "127.0.0.1:" + server.getAddress().getPort();
            council = EntityId.parse("http://" + base + "/council");
            entity = EntityId.parse("http://" + base + "/registry");
            peer = EntityId.parse("http://" + base + "/peer");
            String log = base + "/registry/log";
            registry = TestRegistry.unfounded(entity.toString(), log, Limits.DEFAULT, 5);
            logSigner = LogSigner.of(log, TestKeys.ed25519(log), TestKeys.mlDsa44(log));
            for (int i = 1; i <= WITNESSES; i++) {
                witnesses.add(CosignatureSigner.of("w" + i + ".example", TestKeys.ed25519("witness " + i)));
            }
        } catch (IOException | MalformedException e) {
            throw new AssertionError(e);
        }
        registry.found();
        publish();
        on("/council/.well-known/openid-federation", (exchange, rest) -> bytes(councilConfiguration()));
        on(
                "/council/list",
                (exchange, rest) -> Json.strings(List.of(entity.toString())).canonical());
        on("/council/fetch", (exchange, rest) -> bytes(subordinate()));
        on("/registry/.well-known/openid-federation", (exchange, rest) -> bytes(configuration()));
        on("/registry/log/", (exchange, rest) -> {
            asked.accept(rest);
            return found(logFiles.get(rest));
        });
        on("/registry/status/", (exchange, rest) -> bytes(statusList(Integer.parseInt(rest))));
        on("/registry/disclosures", (exchange, rest) -> disclosed(exchange));
        on("/registry/statements", (exchange, rest) -> submit(body(exchange)));
        on(
                "/registry/attestations",
                (exchange, rest) -> exchange.getRequestMethod().equals("POST")
                        ? attest(PostAttestation.parse(body(exchange).string("attestation")))
                        : bytes(registry.liveAttestations().stream()
                                .map(one -> one.compact() + "\n")
                                .collect(Collectors.joining())));
        on("/registry/relay", (exchange, rest) -> {
            submit(Statement.parse(body(exchange).string("statement")), List.of());
            return Json.object().put("answer", "taken").build().canonical();
        });
        on("/peer/relay", (exchange, rest) -> relay(body(exchange)));
        on(
                "/registry/credentials/",
                (exchange, rest) -> credential(Code.parseCanonical(rest)).bytes());
        on("/registry/applications", this::applications);
        on("/registry/reports", this::reports);
        on("/registry/snapshot", (exchange, rest) -> snapshot().toBytes());
        on(
                "/registry/status-proof/",
                (exchange, rest) -> statusProof(Code.parse(rest)).toBytes());
        server.start();
    }

    /** An anchor set that pins the council, for a year. */
    byte[] anchors() {
        Es256Signer root = TestKeys.es256("root");
        AnchorDocument document = new AnchorDocument(
                1,
                registry.now().minus(Duration.ofDays(1)),
                registry.now().plus(Duration.ofDays(365)),
                RootKeys.of(1, List.of(root.publicKey())),
                List.of(new PinnedAnchor(
                        council, FederationKeys.of(registry.council().publicKey()))));
        return document.assemble(List.of(document.sign(root)));
    }

    /** From now on the council recognises this charter and no other. */
    void recognise(Digest charter) {
        recognised = charter;
    }

    /** From now on the registry answers nothing, while its log goes on. */
    void fallSilent() {
        silent = true;
    }

    /** It answers again. */
    void speakAgain() {
        silent = false;
    }

    /** Another registry of the same council, as far as it passes acts on. */
    EntityId peer() {
        return peer;
    }

    /** As a registry that has replayed the other's log: what that would not take is refused, all else kept and shown. */
    private byte[] relay(Members body) throws MalformedException, No {
        Statement statement = Statement.parse(body.string("statement"));
        if (!statement.log().equals(registry.log())) {
            throw new No(422, "unknown_log", "no registry known here writes the log " + statement.log());
        }
        if (registry.fold().trial(statement, registry.now()) instanceof Judgement.Refused refused) {
            throw new No(422, refused.code().text(), refused.message());
        }
        relayed.add(statement);
        return Json.object().put("statement", statement.compact()).build().canonical();
    }

    /** Publishes the log as it is; after acts that were written past the HTTP interface. */
    void publish() {
        checkpoint = show(registry.leaves(), logFiles);
    }

    /** What log and witnesses, all of them liars, would sign for a log of these leaves. */
    SignedCheckpoint show(List<byte[]> leaves, Map<String, byte[]> files) {
        try {
            Growth growth = Growth.append(0, leaves, path -> {
                throw new IOException("the empty tree has no tiles");
            });
            growth.files().forEach((path, bytes) -> files.put(path.toString(), bytes.clone()));
            SignedCheckpoint signed = logSigner.sign(new Checkpoint(registry.log(), leaves.size(), growth.root()));
            List<NoteSignature> more = witnesses.stream()
                    .map(witness -> witness.sign(signed, registry.now()))
                    .toList();
            SignedCheckpoint cosigned = signed.plus(more);
            files.put("checkpoint", cosigned.note().toBytes());
            return cosigned;
        } catch (IOException | MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** From now on case files are shown without what the applicants disclosed. */
    void hideDisclosures() {
        cases.replaceAll((id, file) -> new CaseView(
                file.application(), file.status(), file.code(), List.of(), file.vouches(), file.objections()));
    }

    List<VerifierKey> logKeys() {
        return logSigner.verifierKeys();
    }

    String policy() {
        StringBuilder text = new StringBuilder();
        logSigner.verifierKeys().forEach(key -> text.append("log " + key + "\n"));
        for (int i = 1; i <= WITNESSES; i++) {
            text.append("witness w" + i + " " + witnesses.get(i - 1).verifierKey() + "\n");
        }
        return text.append("group all 3 w1 w2 w3 w4\nquorum all\n").toString();
    }

    private String councilConfiguration() {
        Json.Obj endpoints = Json.object()
                .put("federation_fetch_endpoint", council + "/fetch")
                .put("federation_list_endpoint", council + "/list")
                .build();
        return valid(StatementDraft.configuration(
                        council, FederationKeys.of(registry.council().publicKey())))
                .metadata(Metadata.of(Metadata.FEDERATION_ENTITY, endpoints))
                .sign(registry.council());
    }

    private String subordinate() {
        return valid(StatementDraft.subordinate(council, entity, FederationKeys.of(issuer.publicKey())))
                .metadata(RegistryMetadata.pin(
                        "CN", recognised == null ? registry.fold().charterId() : recognised))
                .sign(registry.council());
    }

    private String configuration() {
        Json.Obj metadata = Json.object()
                .put("code_prefix", "CN")
                .put("disclosures", entity + "/disclosures")
                .put("log_keys", Json.strings(registry.charter().logKeys()))
                .put("log_origin", registry.log())
                .put("log_url", entity + "/log")
                .put("policy", policy())
                .put("replayers", Json.strings(List.of()))
                .put("snapshot", entity + "/snapshot")
                .put("status_lists", entity + "/status/")
                .build();
        return valid(StatementDraft.configuration(entity, FederationKeys.of(issuer.publicKey())))
                .authorityHints(List.of(council))
                .metadata(Metadata.of(RegistryMetadata.ENTITY_TYPE, metadata))
                .sign(issuer);
    }

    private StatementDraft valid(StatementDraft draft) {
        return draft.valid(
                registry.now().minus(Duration.ofHours(1)), registry.now().plus(Duration.ofHours(23)));
    }

    private String statusList(int number) throws MalformedException {
        StatusList list = StatusList.ofRaw(
                StatusBits.of(StatusListRef.BITS), registry.fold().statusLists().bytes(number));
        return new StatusListClaims(
                        entity.resolve("/status/" + number),
                        list,
                        registry.now(),
                        registry.now().plus(Duration.ofHours(1)),
                        Duration.ofMinutes(5))
                .sign(issuer);
    }

    /** As an organisation gets it, with all that is disclosed to the public. */
    CredentialFile credential(Code code) throws MalformedException, IOException {
        OrganisationRecord record = registry.fold().record(code).orElseThrow();
        List<Digest> digests = new ArrayList<>(record.profile().digests().items());
        digests.add(record.profile().kind());
        digests.add(record.profile().jurisdiction());
        CredentialClaims claims = new CredentialClaims(
                entity,
                code,
                record.keys().key(),
                new StatusReference(
                        entity.resolve("/status/1"), (int) record.admission().statusIndex()),
                registry.now(),
                record.admission().validFrom(),
                record.admission().validUntil(),
                digests);
        List<Disclosure> shown = disclosures.values().stream()
                .map(GivenDisclosure::disclosure)
                .filter(disclosure -> digests.contains(disclosure.digest()))
                .toList();
        TileHashes hashes = new TileHashes(checkpoint.checkpoint().size(), path -> logFiles.get(path.toString()));
        TlogProof receipt =
                TlogProof.of(hashes.inclusionProof(record.admission().at().index()), checkpoint);
        return new CredentialFile(
                RescueCredential.issue(claims, shown, issuer),
                receipt.toString(),
                List.of(configuration(), subordinate(), councilConfiguration()));
    }

    /** With what is disclosed to everybody, without the chain, as a registry gives it. */
    SnapshotFile snapshot() throws MalformedException, IOException {
        List<byte[]> leaves = registry.leaves();
        TileHashes hashes = new TileHashes(checkpoint.checkpoint().size(), path -> logFiles.get(path.toString()));
        long index = leaves.size() - 1L;
        List<Disclosure> shown = disclosures.values().stream()
                .filter(given -> given.audience().equals(Audience.PUBLIC))
                .map(GivenDisclosure::disclosure)
                .filter(disclosure ->
                        registry.fold().records().stream().anyMatch(record -> record.hasDigest(disclosure.digest())))
                .toList();
        return new SnapshotFile(
                List.of(),
                new SnapshotContent(
                        Statement.parse(leaves.get(0)),
                        StateLeaf.parse(leaves.get((int) index)),
                        registry.fold().records().stream()
                                .map(SnapshotContent.Row::of)
                                .toList(),
                        shown,
                        registry.liveAttestations().stream()
                                .map(PostAttestation::compact)
                                .toList(),
                        TlogProof.of(hashes.inclusionProof(index), checkpoint)));
    }

    /** Of the newest state, whatever time was asked about. */
    StatusProof statusProof(Code code) throws MalformedException, IOException {
        List<byte[]> leaves = registry.leaves();
        TileHashes hashes = new TileHashes(checkpoint.checkpoint().size(), path -> logFiles.get(path.toString()));
        return StatusProof.of(
                new MapAnswer(
                        code,
                        registry.fold().record(code).orElse(null),
                        registry.fold().map().proof(code)),
                StateLeaf.parse(leaves.get(leaves.size() - 1)),
                TlogProof.of(hashes.inclusionProof(leaves.size() - 1), checkpoint));
    }

    private byte[] disclosed(HttpExchange exchange) {
        boolean known = exchange.getRequestHeaders().containsKey("Authorization");
        List<String> shown = disclosures.values().stream()
                .filter(given -> known || given.audience().equals(Audience.PUBLIC))
                .map(given -> given.disclosure().text())
                .toList();
        return Json.object().put("disclosures", Json.strings(shown)).build().canonical();
    }

    /** Of the checks of a registry, the one that a test needs. */
    private byte[] attest(PostAttestation attestation) throws No {
        OrganisationRecord record =
                registry.fold().record(attestation.organisation()).orElseThrow();
        if (!attestation.isSignedBy(record.keys().key())) {
            throw new No(422, "signer_not_entitled", "it is not signed with the organisation's key in force");
        }
        registry.attest(attestation);
        publish();
        return Json.object()
                .put("id", attestation.id().base64Url())
                .put("size", registry.leaves().size())
                .build()
                .canonical();
    }

    private byte[] submit(Members body) throws MalformedException, No {
        return submit(Statement.parse(body.string("statement")), GivenDisclosure.parse(body.objects("disclosures")));
    }

    private byte[] submit(Statement statement, List<GivenDisclosure> given) throws MalformedException, No {
        long index = registry.fold().open(registry.now()).next();
        Judgement judgement = registry.offer(List.of(statement)).get(0);
        if (judgement instanceof Judgement.Refused refused) {
            throw new No(422, refused.code().text(), refused.message());
        }
        give(given);
        if (judgement instanceof Judgement.Effective) {
            cases.values().forEach(file -> give(file.disclosures()));
        }
        publish();
        long have = judgement instanceof Judgement.Pending pending ? pending.have() : 1;
        long need = judgement instanceof Judgement.Pending pending ? pending.need() : 1;
        Optional<Promise> promise = statement.act().isRemoving() ? promises.apply(statement) : Optional.empty();
        return new Accepted(
                        statement.id(), index, index + 2, judgement instanceof Judgement.Effective, have, need, promise)
                .json()
                .canonical();
    }

    /** The registry's word on a statement, given now. */
    Promise promise(Statement statement) {
        return Promise.sign(statement, registry.now(), issuer);
    }

    private void give(List<GivenDisclosure> given) {
        given.forEach(one -> disclosures.put(one.disclosure().text(), one));
    }

    /** Takes what comes and answers with whatever ruling is brought; who may do what is the real registry's to judge. */
    private byte[] reports(HttpExchange exchange, String rest) throws MalformedException, IOException, No {
        String[] steps = rest.split("/", -1);
        boolean writes = exchange.getRequestMethod().equals("POST");
        if (steps.length == 1 && writes) {
            PlatformReport report = PlatformReport.parse(body(exchange).string("report"));
            reports.put(report.id(), new ReportView(report, registry.now(), Optional.empty()));
            return Json.object().put("id", report.id().base64Url()).build().canonical();
        }
        if (steps.length == 1) {
            List<Json.Obj> all = reports.values().stream().map(ReportView::json).toList();
            return Json.object().put("reports", Json.array(all)).build().canonical();
        }
        ReportView view = reports.get(Digest.parse(steps[1]));
        if (view == null) {
            throw new No(404, "unknown_report", "there is no such report");
        }
        if (!writes) {
            return view.json().canonical();
        }
        ReportDecision decision = ReportDecision.sign(
                view.report(),
                ReportRuling.parse(body(exchange).string("ruling")),
                registry.now(),
                answersAsAnother ? TestKeys.es256("somebody else") : issuer);
        reports.put(view.report().id(), new ReportView(view.report(), view.received(), Optional.of(decision)));
        return Json.object().put("decision", decision.compact()).build().canonical();
    }

    /** From now on its answers to platforms are signed by somebody else. */
    void answerAsAnother() {
        answersAsAnother = true;
    }

    private byte[] applications(HttpExchange exchange, String rest) throws MalformedException, IOException, No {
        String[] steps = rest.split("/", -1);
        if (exchange.getRequestMethod().equals("POST") && steps.length == 1) {
            Members body = body(exchange);
            Application application = Application.parse(body.string("application"));
            cases.put(
                    application.id(),
                    new CaseView(
                            application,
                            "open",
                            "",
                            GivenDisclosure.parse(body.objects("disclosures")),
                            List.of(),
                            List.of()));
            return Json.object().put("id", application.id().base64Url()).build().canonical();
        }
        if (steps.length == 1) {
            return Json.object()
                    .put(
                            "applications",
                            Json.strings(cases.keySet().stream()
                                    .map(Digest::base64Url)
                                    .toList()))
                    .build()
                    .canonical();
        }
        CaseView file = cases.get(Digest.parse(steps[1]));
        if (file == null) {
            throw new No(404, "unknown_application", "there is no such application");
        }
        if (steps.length == 2) {
            return file.json().canonical();
        }
        cases.put(file.application().id(), changed(file, steps, body(exchange)));
        return Json.object().build().canonical();
    }

    private static CaseView changed(CaseView file, String[] steps, Members body) throws MalformedException {
        List<Vouch> vouches = new ArrayList<>(file.vouches());
        List<Objection> objections = new ArrayList<>(file.objections());
        if (steps[2].equals("vouches")) {
            vouches.add(Vouch.parse(body.string("vouch")));
        } else if (steps.length == 3) {
            objections.add(Objection.parse(body.string("objection")));
        } else {
            Digest gone = Digest.parse(steps[3]);
            objections.removeIf(objection -> objection.id().equals(gone));
        }
        return new CaseView(file.application(), file.status(), file.code(), file.disclosures(), vouches, objections);
    }

    private void on(String prefix, Route route) {
        server.createContext(prefix, exchange -> {
            if (silent && prefix.startsWith("/registry")) {
                exchange.close();
                return;
            }
            String rest = exchange.getRequestURI().getPath().substring(prefix.length());
            int status = 200;
            byte[] body;
            try {
                body = route.answer(exchange, rest);
            } catch (No no) {
                status = no.status;
                body = problem(no.code, no.getMessage());
            } catch (MalformedException e) {
                status = 400;
                body = problem(e.code(), e.getMessage());
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static byte[] problem(String code, String detail) {
        return Json.object().put("code", code).put("detail", detail).build().canonical();
    }

    private static Members body(HttpExchange exchange) throws IOException, MalformedException {
        return Members.of(Json.parse(exchange.getRequestBody().readAllBytes()), "body");
    }

    private static byte[] found(byte[] bytes) throws No {
        if (bytes == null) {
            throw new No(404, "not_found", "there is no such file");
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
