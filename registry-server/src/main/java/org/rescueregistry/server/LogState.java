package org.rescueregistry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import org.rescueregistry.issuance.Admissions;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.ledger.LedgerView;
import org.rescueregistry.ledger.Sequencer;
import org.rescueregistry.ledger.TreeLeaves;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Person;
import org.rescueregistry.vetting.LiveOffice;
import org.rescueregistry.vetting.PublicState;
import org.rescueregistry.wire.MalformedException;

/** What the ledger says after one batch, in the words of the case file and of issuance. */
record LogState(LedgerView view, Sequencer ledger) implements PublicState, Admissions {
    /** After the newest batch. */
    static LogState newest(Sequencer ledger) {
        return new LogState(ledger.accepted(), ledger);
    }

    @Override
    public long size() {
        return view.size();
    }

    @Override
    public Collection<OrganisationRecord> records() {
        return view.records().values();
    }

    @Override
    public Optional<OrganisationRecord> record(Code code) {
        return Optional.ofNullable(view.records().get(code));
    }

    @Override
    public Optional<LiveOffice> office(KeyId key) {
        Optional<LiveOffice> operator = view.charter().operators().stream()
                .filter(candidate -> candidate.keyId().equals(key))
                .<LiveOffice>map(LiveOffice.Operator::new)
                .findFirst();
        return operator.isPresent()
                ? operator
                : Optional.ofNullable(view.people().get(key)).flatMap(LogState::office);
    }

    private static Optional<LiveOffice> office(Person person) {
        Es256PublicKey key = person.key();
        return switch (person.role()) {
            case VETTER -> Optional.of(new LiveOffice.Vetter(key, person.body()));
            case PLATFORM -> Optional.ofNullable(person.platform()).map(domain -> new LiveOffice.Platform(key, domain));
            case AUDITOR -> Optional.of(new LiveOffice.Auditor(key, person.body()));
        };
    }

    @Override
    public Optional<byte[]> statement(Digest id) {
        return ledger.find(id).filter(found -> found.index() < size()).map(found -> leaf(found.index()));
    }

    @Override
    public byte[] leaf(long index) {
        try {
            return new TreeLeaves(size(), ledger.tiles()).leaf(index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> receipt(long index) {
        try {
            return ledger.receipt(index).map(Object::toString);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedException e) {
            throw new IllegalStateException("a tile of our own log is damaged", e);
        }
    }

    @Override
    public int statusListSize() {
        return view.charter().limits().statusListSize();
    }
}
