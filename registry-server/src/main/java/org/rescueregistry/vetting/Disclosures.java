package org.rescueregistry.vetting;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Waiting;

/**
 * Disclosures that come with statements, and who is shown which. Safe for any number of threads; every method may wait
 * for the disk.
 *
 * <p>Round a statement: {@link #receive}, then the log, then {@link #discard} if the log found it void.
 */
public final class Disclosures {
    private final Applications applications;
    private final DisclosureFile file;
    private final Supplier<PublicState> state;

    Disclosures(Applications applications, DisclosureFile file, Supplier<PublicState> state) {
        this.applications = applications;
        this.file = file;
        this.state = state;
    }

    /**
     * Takes what comes with a statement, before the statement goes to the log, so that no record ever holds a digest
     * whose disclosure was lost. {@code bind} comes with one disclosure, {@code amend} with one for every digest it
     * names, other acts with none; an {@code admit} is refused unless its application may be admitted.
     *
     * @return the statement's id
     */
    public Decision<Digest> receive(Statement statement, List<GivenDisclosure> given) {
        try {
            if (statement.act() instanceof Act.Admit admit) {
                applications.requireAdmissible(admit);
            }
            DisclosureRules.check(profileOf(statement.act()), accountsOf(statement.act()), given);
            if (!given.isEmpty() && isByOrganisation(statement)) {
                file.keep(statement.id(), given);
            }
            return new Decision.Granted<>(statement.id());
        } catch (RefusedException e) {
            return e.decision();
        }
    }

    /**
     * Whether the organisation has signed, with its key or one that waits: what strangers send does not reach the disk, and
     * what to tell them is the log's to say.
     */
    private boolean isByOrganisation(Statement statement) {
        return statement.organisation().flatMap(state.get()::record).stream()
                .flatMap(record -> Stream.concat(
                        Stream.of(record.keys().key()),
                        record.waiting().stream()
                                .filter(Waiting.Rekey.class::isInstance)
                                .map(item -> ((Waiting.Rekey) item).key())))
                .anyMatch(statement::isSignedBy);
    }

    /** Forgets what came with a statement that the log found void. */
    public void discard(Statement statement) {
        // The same statement may have come before, and had effect: then its record holds the digests.
        Set<Digest> named = new HashSet<>(profileOf(statement.act()));
        named.addAll(accountsOf(statement.act()));
        Optional<OrganisationRecord> record = statement.organisation().flatMap(state.get()::record);
        if (!named.isEmpty()
                && record.filter(there -> named.stream().anyMatch(there::hasDigest))
                        .isEmpty()) {
            file.discard(statement.id());
        }
    }

    /**
     * The disclosures of what records hold that may be shown to whoever asks.
     *
     * @param asker null for somebody who has proved no key
     */
    public Decision<List<Disclosure>> releasedTo(@Nullable KeyId asker) {
        if (asker == null) {
            return new Decision.Granted<>(texts(file.held(Set.of(Audience.PUBLIC))));
        }
        return state.get()
                .office(asker)
                .<Decision<List<Disclosure>>>map(office -> new Decision.Granted<>(texts(file.held(office.audiences()))))
                .orElseGet(() -> new Decision.Refused<>(
                        Refusal.NOT_ENTITLED, "this key is no platform's, vetter's or operator's in office"));
    }

    /** The public disclosures of what the record of {@code code} holds. */
    public List<Disclosure> publicOf(Code code) {
        return texts(file.held(code).stream()
                .filter(given -> given.audience().equals(Audience.PUBLIC))
                .toList());
    }

    /** What the record of {@code code} holds, as its own organisation is shown it. */
    public List<Disclosure> ownOf(Code code) {
        return texts(CaseReport.shown(file.held(code)));
    }

    private static List<Disclosure> texts(Collection<GivenDisclosure> given) {
        return given.stream().map(GivenDisclosure::disclosure).distinct().toList();
    }

    private static Set<Digest> profileOf(Act act) {
        return act instanceof Act.Amend amend
                ? Digests.ofProfile(amend.profile(), amend.kind(), amend.jurisdiction())
                : Set.of();
    }

    private static Set<Digest> accountsOf(Act act) {
        return act instanceof Act.Bind bind ? Set.of(bind.account()) : Set.of();
    }
}
