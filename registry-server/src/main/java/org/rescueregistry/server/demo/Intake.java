package org.rescueregistry.server.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.AuditReport;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.server.SafeText;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Person;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * Takes a whole list of organisations into a scratch registry: each applies, is vouched for by vetters of two bodies and
 * admitted by two operators; then the log is audited and every record compared with the list.
 */
final class Intake {
    private static final String NAME = "scratch";
    private static final String PREFIX = "XX";
    private static final List<String> BODIES = List.of("river-desk", "harbour-desk");
    private static final Duration VALID = Duration.ofDays(365);
    private static final Duration VOUCHED = Duration.ofDays(1);
    private static final int AT_ONCE = 16;
    private static final int SHOWN = 5;

    static final Federation.Founding REGISTRY = new Federation.Founding(NAME, PREFIX, BODIES, Limits.DEFAULT);

    private final Federation federation;
    private final Federation.Ground ground;
    private final Telling telling;
    private final Desk desk;

    Intake(Federation federation, Federation.Ground ground, Telling telling) {
        this.federation = federation;
        this.ground = ground;
        this.telling = telling;
        this.desk = federation.desk(NAME);
    }

    /** An organisation on its way in. */
    private static final class Applicant {
        private final Organisation organisation;
        private final Application application;
        private final List<GivenDisclosure> disclosures;
        private final List<Vouch> vouches = new ArrayList<>();
        private @Nullable Statement admission;

        Applicant(Organisation organisation, Application application, List<GivenDisclosure> disclosures) {
            this.organisation = organisation;
            this.application = application;
            this.disclosures = disclosures;
        }

        Statement admission() {
            if (admission == null) {
                throw new IllegalStateException("not admitted yet");
            }
            return admission;
        }

        Code code() throws MalformedException {
            return Code.parseCanonical(admission().sub());
        }
    }

    /** What is done for one applicant. */
    private interface Work {
        void on(Applicant applicant) throws IOException, RegistryRefusedException, MalformedException;
    }

    /** Whether every record agrees with the list. */
    boolean run(List<Organisation> all) throws IOException, RegistryRefusedException, MalformedException {
        telling.say("");
        telling.say(all.size() + " organisations ask to be let in.");
        List<Es256Signer> vetters = desk
                .appoint(BODIES.stream()
                        .map(body -> new Desk.Appointment("vetter-" + body, body, Role.VETTER, null))
                        .toList())
                .stream()
                .map(Desk.Officer::key)
                .toList();
        long start = System.nanoTime();
        List<Applicant> applicants = all.stream().map(this::applicant).toList();
        ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
        try {
            inParallel("applied", applicants, people, one -> desk.client().apply(one.application, one.disclosures));
            inParallel("vouched for by two bodies", applicants, people, one -> vouch(one, vetters));
            draw(applicants, vetters);
            inParallel("signed by the first operator", applicants, people, this::admitFirst);
            inParallel("admitted by the second", applicants, people, this::admitSecond);
            desk.settle();
        } finally {
            people.shutdown();
        }
        long millis = Math.max(1, (System.nanoTime() - start) / 1_000_000);
        telling.say("   " + all.size() + " organisations in " + seconds(millis) + " s, " + all.size() * 1000L / millis
                + " a second");
        telling.fact("organisations", new Json.Num(all.size()));
        telling.fact("milliseconds", new Json.Num(millis));
        return audit(applicants);
    }

    private Applicant applicant(Organisation organisation) {
        Es256Signer key = Es256Signer.generate(ground.random());
        Es256Signer pauseKey = Es256Signer.generate(ground.random());
        Disclosure name = organisation.name().disclose(ground.random());
        Disclosure kind = Disclosure.create("kind", new Json.Str("humanitarian"), ground.random());
        Disclosure place =
                Disclosure.create("jurisdiction", new Json.Str(organisation.jurisdiction()), ground.random());
        Application application = Application.sign(
                new Application.Content(
                        key.publicKey(),
                        pauseKey.publicKey(),
                        DigestSet.of(name.digest()),
                        kind.digest(),
                        place.digest(),
                        DigestSet.EMPTY),
                desk.aboutRegistry(),
                key);
        List<GivenDisclosure> given = new ArrayList<>();
        for (Disclosure disclosure : List.of(name, kind, place)) {
            given.add(new GivenDisclosure(Audience.PUBLIC, disclosure));
        }
        return new Applicant(organisation, application, given);
    }

    private void vouch(Applicant one, List<Es256Signer> vetters)
            throws IOException, RegistryRefusedException, MalformedException {
        Instant until = Instant.now().plus(VOUCHED).truncatedTo(ChronoUnit.SECONDS);
        for (Es256Signer vetter : vetters) {
            Vouch vouch = Vouch.sign(one.application, desk.stamp(), until, vetter);
            desk.client().vouch(vouch);
            one.vouches.add(vouch);
        }
    }

    /** Draws codes and numbers of the status list for all at once, so that no two admissions collide. */
    private void draw(List<Applicant> applicants, List<Es256Signer> vetters) throws IOException, MalformedException {
        FoldedState state = desk.state();
        Set<Digest> basis = new HashSet<>(Set.of(state.charterId()));
        for (Es256Signer vetter : vetters) {
            basis.add(state.person(vetter.keyId())
                    .map(Person::appointment)
                    .orElseThrow(() -> new IllegalStateException("a vetter has no office")));
        }
        List<Long> numbers = new ArrayList<>();
        for (long i = 0;
                i < Math.max(applicants.size(), state.charter().limits().statusListSize());
                i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, ground.random());
        Set<Code> codes = new HashSet<>();
        while (codes.size() < applicants.size()) {
            codes.add(Code.generate(PREFIX, ground.random()));
        }
        List<Code> drawn = List.copyOf(codes);
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < applicants.size(); i++) {
            Applicant one = applicants.get(i);
            Act.Admit admit = new Act.Admit(one.application, one.vouches, numbers.get(i), from, from.plus(VALID));
            one.admission =
                    Statement.sign(admit, desk.about(drawn.get(i)).restingOn(DigestSet.of(basis)), desk.operator(0));
        }
    }

    private void admitFirst(Applicant one) throws IOException, RegistryRefusedException, MalformedException {
        desk.submit(one.admission(), List.of());
    }

    private void admitSecond(Applicant one) throws IOException, RegistryRefusedException, MalformedException {
        desk.submit(one.admission().countersigned(Instant.now(), ground.random(), desk.operator(1)), List.of());
    }

    private void inParallel(String done, List<Applicant> applicants, ExecutorService people, Work work)
            throws IOException, RegistryRefusedException, MalformedException {
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (Applicant one : applicants) {
            all.add(people.submit(() -> {
                work.on(one);
                return null;
            }));
        }
        for (Future<?> one : all) {
            await(one);
        }
        telling.say("   " + applicants.size() + " " + done + ", " + seconds((System.nanoTime() - start) / 1_000_000)
                + " s");
    }

    private static void await(Future<?> one) throws IOException, RegistryRefusedException, MalformedException {
        try {
            one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegistryRefusedException refused) {
                throw refused;
            }
            if (e.getCause() instanceof MalformedException malformed) {
                throw malformed;
            }
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + millis % 1000 / 100;
    }

    // ---- does the log say what the list says? -----------------------------------------------------------------------

    private boolean audit(List<Applicant> applicants) throws IOException, MalformedException {
        AuditReport report = federation.audit(desk.entity());
        Replica.Report read = federation.newcomer().sync(Instant.now());
        report.troubles().forEach(trouble -> telling.say("!! " + trouble));
        if (!read.isClean()) {
            throw new IOException("the registry cannot be read: " + read.troubles());
        }
        RegistrySnapshot snapshot = read.snapshot().registries().get(0);
        Map<Code, OrganisationRecord> records = new HashMap<>();
        report.records().forEach(record -> records.put(record.code(), record));
        int agree = 0;
        for (Applicant one : applicants) {
            boolean good = agrees(one, records.get(one.code()), snapshot);
            agree += good ? 1 : 0;
            if (!good) {
                telling.say("!! " + one.code() + " is not "
                        + SafeText.isolated(one.organisation.name().in("en")));
            }
        }
        boolean good = report.isClean() && agree == applicants.size() && records.size() == applicants.size();
        show(applicants);
        telling.say("   The log has " + report.size() + " leaves. An audit from the first leaf on finds "
                + (report.isClean() ? "nothing wrong" : "trouble") + "; " + agree + " of " + applicants.size()
                + " records agree with the file, names in every language included.");
        telling.paragraph("$ " + ByHand.audit(desk.entity()));
        telling.fact("agree", new Json.Num(agree));
        telling.fact("leaves", new Json.Num(report.size()));
        telling.fact("audit_clean", new Json.Bool(report.isClean()));
        return good;
    }

    private static boolean agrees(Applicant one, @Nullable OrganisationRecord record, RegistrySnapshot snapshot) {
        return record != null
                && record.keys().key().equals(one.application.content().key())
                && record.profile().digests().equals(one.application.content().profile())
                && snapshot.name(record).filter(one.organisation.name()::equals).isPresent();
    }

    private void show(List<Applicant> applicants) throws MalformedException {
        for (Applicant one : applicants.subList(0, Math.min(SHOWN, applicants.size()))) {
            List<String> names = one.organisation.name().byLanguage().values().stream()
                    .map(SafeText::isolated)
                    .toList();
            telling.say("   " + one.code() + "  " + String.join(" | ", names));
        }
        if (applicants.size() > SHOWN) {
            telling.say("   … and " + (applicants.size() - SHOWN) + " more");
        }
    }
}
