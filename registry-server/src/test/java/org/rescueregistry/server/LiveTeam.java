package org.rescueregistry.server;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** An organisation before a {@link LiveFederation}'s registry: what it signs, and what others sign to admit it. */
final class LiveTeam {
    static final String NAME = "山谷救援队";
    static final String PLATFORM = "weibo.com";
    static final AccountId ACCOUNT = new AccountId(PLATFORM, "7700");

    final Code code;
    final Es256Signer key;
    final Es256Signer pauseKey;

    private final LiveFederation federation;
    private final RegistryServer registry;

    LiveTeam(LiveFederation federation, RegistryServer registry) throws MalformedException {
        this.federation = federation;
        this.registry = registry;
        this.code = Code.generate("CN", federation.random);
        this.key = Es256Signer.generate(federation.random);
        this.pauseKey = Es256Signer.generate(federation.random);
    }

    /** One that two vetters have vouched for and two operators have admitted. */
    static LiveTeam admitted(LiveFederation federation, RegistryServer registry) throws Exception {
        LiveTeam team = new LiveTeam(federation, registry);
        Es256Signer hill = team.vetter(0);
        Es256Signer river = team.vetter(1);
        List<GivenDisclosure> given = team.given();
        Application application = team.application(given);
        RegistryClient client = federation.client();
        client.apply(application, given);
        List<Vouch> vouches = List.of(team.vouch(application, hill), team.vouch(application, river));
        for (Vouch vouch : vouches) {
            client.vouch(vouch);
        }
        federation.submitAll(team.admission(application, vouches), federation.operators.get(1));
        return team;
    }

    /** Somebody new of a body. */
    Es256Signer vetter(int body) throws Exception {
        return federation.appoint(body, Role.VETTER, null, registry);
    }

    /** Name, kind and jurisdiction, all of them public. */
    List<GivenDisclosure> given() {
        return List.of(
                new GivenDisclosure(
                        Audience.PUBLIC, OrganisationName.of("zh", NAME).disclose(federation.random)),
                new GivenDisclosure(
                        Audience.PUBLIC, Disclosure.create("kind", new Json.Str("rescue_team"), federation.random)),
                new GivenDisclosure(
                        Audience.PUBLIC, Disclosure.create("jurisdiction", new Json.Str("CN"), federation.random)));
    }

    Application application(List<GivenDisclosure> given) {
        return Application.sign(
                new Application.Content(
                        key.publicKey(),
                        pauseKey.publicKey(),
                        DigestSet.of(given.get(0).disclosure().digest()),
                        given.get(1).disclosure().digest(),
                        given.get(2).disclosure().digest(),
                        DigestSet.EMPTY),
                federation.envelope(),
                key);
    }

    Vouch vouch(Application application, Es256Signer vetter) {
        return Vouch.sign(application, federation.stamp(), now().plus(Duration.ofDays(7)), vetter);
    }

    /** The first operator's half. */
    Statement admission(Application application, List<Vouch> vouches) {
        Instant now = now();
        Envelope envelope = about().restingOn(
                        registry.ledger().accepted().charterId(),
                        appointment(vouches.get(0)),
                        appointment(vouches.get(1)));
        Act admit = new Act.Admit(application, vouches, 0, now, now.plus(Duration.ofDays(300)));
        return Statement.sign(admit, envelope, federation.operators.get(0));
    }

    private Digest appointment(Vouch vouch) {
        return registry.ledger().accepted().people().get(vouch.signer()).appointment();
    }

    /** Binds {@link #ACCOUNT} under the team's name, for everybody to see. */
    Disclosure bind() throws Exception {
        Disclosure account = account();
        federation.client().submit(bind(account), List.of(new GivenDisclosure(Audience.PUBLIC, account)));
        return account;
    }

    /** Two vetters confirm the one account that is bound. */
    void confirm(Es256Signer one, Es256Signer other) throws Exception {
        Account bound = record().accounts().get(0);
        federation.submitAll(confirmation(bound.digest(), bound.by(), one), other);
    }

    Disclosure account() {
        return new BoundAccount(ACCOUNT, List.of(NAME)).disclose(federation.random);
    }

    Statement bind(Disclosure account) {
        return Statement.sign(
                new Act.Bind(account.digest()),
                about().restingOn(record().keys().by()),
                key);
    }

    /** One vetter's half. */
    Statement confirmation(Digest account, Digest bind, Es256Signer vetter) {
        Instant until = now().plus(Duration.ofDays(100));
        return Statement.sign(new Act.Confirm(account, until), about().restingOn(bind), vetter);
    }

    /** The first of two vetters' halves of a new key. */
    Statement rekey(Es256Signer next, Es256Signer nextPause, Es256Signer vetter) {
        Digest content = Approval.rekeyContent(next.publicKey(), nextPause.publicKey());
        Approval approval = Approval.sign(Approval.Of.REKEY, content, about(), next);
        return Statement.sign(
                new Act.Rekey(next.publicKey(), nextPause.publicKey(), approval),
                about().restingOn(record().keys().by()),
                vetter);
    }

    /** The organisation's word for a post of {@link #ACCOUNT}, for thirty days. */
    PostAttestation attestation(Digest text, Es256Signer signer) {
        return attestation(text, federation.stamp(), signer);
    }

    PostAttestation attestation(Digest text, Stamp signed, Es256Signer signer) {
        PostAttestation.Content content = new PostAttestation.Content(ACCOUNT, text, DigestSet.EMPTY, null);
        Envelope envelope = Envelope.about(code, federation.config.origin(), signed);
        return PostAttestation.sign(content, envelope, now().plus(Duration.ofDays(30)), signer);
    }

    /** About the organisation, stamped now. */
    Envelope about() {
        return Envelope.about(code, federation.config.origin(), federation.stamp());
    }

    /** As the registry has it after its newest batch. */
    OrganisationRecord record() {
        return registry.ledger().accepted().records().get(code);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
