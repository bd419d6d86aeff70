package org.rescueregistry.vetting;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Person;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Applications with disclosures of an invented registry, and its log as the case file sees it. */
public final class TestCases {
    private static final SecureRandom RANDOM = new SecureRandom();

    private TestCases() {}

    /** Something an organisation might send. */
    public record Sent(
            TestOrganisation organisation, Application application, List<GivenDisclosure> given, Disclosure account) {}

    /** A new organisation's application: a public name, a telephone to compare, papers for vetters, one account. */
    public static Sent application(TestRegistry registry) {
        return application(registry, registry.organisation());
    }

    public static Sent application(TestRegistry registry, TestOrganisation organisation) {
        Disclosure name =
                OrganisationName.of("en", "Team " + organisation.code()).disclose(RANDOM);
        Disclosure telephone = text("telephone", "+86 10 0000 0000");
        Disclosure kind = text("kind", "rescue_team");
        Disclosure jurisdiction = text("jurisdiction", "TH");
        Disclosure account = account("1234567890");
        Application.Content content = new Application.Content(
                organisation.key().publicKey(),
                organisation.pauseKey().publicKey(),
                DigestSet.of(name.digest(), telephone.digest()),
                kind.digest(),
                jurisdiction.digest(),
                DigestSet.of(account.digest()));
        return new Sent(
                organisation,
                Application.sign(content, registry.envelope(), organisation.key()),
                List.of(
                        new GivenDisclosure(Audience.PUBLIC, name),
                        new GivenDisclosure(Audience.CHECK_ONLY, telephone),
                        new GivenDisclosure(Audience.PUBLIC, kind),
                        new GivenDisclosure(Audience.VETTERS, jurisdiction),
                        new GivenDisclosure(Audience.platform(TestRegistry.PLATFORM), account)),
                account);
    }

    /** What two operators sign to admit it; vetters of two bodies vouch. */
    public static List<Statement> admission(TestRegistry registry, Sent sent) {
        List<Vouch> vouches = List.of(
                vouch(registry, sent, registry.vetter("hill-desk", 0)),
                vouch(registry, sent, registry.vetter("river-desk", 0)));
        FoldedState state = registry.fold().state();
        Act admit = new Act.Admit(
                sent.application(),
                vouches,
                state.records().size(),
                registry.now(),
                registry.now().plus(registry.charter().limits().validityMax()));
        Statement first = registry.about(
                sent.organisation(),
                admit,
                registry.operator(0),
                state.charterId(),
                state.person(registry.vetter("hill-desk", 0).keyId())
                        .orElseThrow()
                        .appointment(),
                state.person(registry.vetter("river-desk", 0).keyId())
                        .orElseThrow()
                        .appointment());
        return List.of(first, registry.countersign(first, registry.operator(1)));
    }

    /** A vouch that lasts a day. */
    public static Vouch vouch(TestRegistry registry, Sent sent, Es256Signer vetter) {
        return Vouch.sign(sent.application(), registry.stamp(), registry.now().plus(Duration.ofDays(1)), vetter);
    }

    public static Disclosure text(String name, String value) {
        return Disclosure.create(name, new Json.Str(value), RANDOM);
    }

    /** An account on the registry's platform. */
    public static Disclosure account(String id) {
        return new BoundAccount(new AccountId(TestRegistry.PLATFORM, id), List.of("Team")).disclose(RANDOM);
    }

    /** The disclosures alone. */
    public static List<Disclosure> texts(Collection<GivenDisclosure> given) {
        return given.stream().map(GivenDisclosure::disclosure).toList();
    }

    /** Those for one audience, as they were given. */
    public static List<GivenDisclosure> only(Audience audience, List<GivenDisclosure> given) {
        return given.stream().filter(one -> one.audience().equals(audience)).toList();
    }

    /** The list with one more. */
    public static <T> List<T> and(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return List.copyOf(all);
    }

    /** The registry's state after its newest batch. */
    public static PublicState state(TestRegistry registry) {
        return new State(registry.fold().state(), registry.leaves());
    }

    private record State(FoldedState folded, List<byte[]> leaves) implements PublicState {
        @Override
        public long size() {
            return folded.size();
        }

        @Override
        public Collection<OrganisationRecord> records() {
            return folded.records().values();
        }

        @Override
        public Optional<OrganisationRecord> record(Code code) {
            return folded.record(code);
        }

        @Override
        public Optional<LiveOffice> office(KeyId key) {
            Optional<Es256PublicKey> operator = folded.charter().operators().stream()
                    .filter(one -> one.keyId().equals(key))
                    .findFirst();
            return operator.<LiveOffice>map(LiveOffice.Operator::new)
                    .or(() -> folded.person(key).flatMap(State::office));
        }

        private static Optional<LiveOffice> office(Person person) {
            if (person.role() == Role.VETTER) {
                return Optional.of(new LiveOffice.Vetter(person.key(), person.body()));
            }
            if (person.role() == Role.AUDITOR) {
                return Optional.of(new LiveOffice.Auditor(person.key(), person.body()));
            }
            return Optional.ofNullable(person.platform()).map(domain -> new LiveOffice.Platform(person.key(), domain));
        }

        @Override
        public Optional<byte[]> statement(Digest id) {
            return leaves.stream().filter(leaf -> isStatement(leaf, id)).findFirst();
        }

        private static boolean isStatement(byte[] leaf, Digest id) {
            try {
                return leaf[0] != '{' && Statement.parse(leaf).id().equals(id);
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public byte[] leaf(long index) {
            return leaves.get((int) index);
        }
    }

    /** The digest of something that is nowhere. */
    public static Digest nothing() {
        return Digest.sha256(new byte[] {1});
    }
}
