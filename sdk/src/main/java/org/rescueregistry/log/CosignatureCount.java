package org.rescueregistry.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rescueregistry.wire.MalformedException;

/**
 * One checkpoint and the cosignatures that witnesses of a policy give it one after the other, each verified once. Made by {@link
 * LogPolicy#count}. For one thread at a time.
 */
public final class CosignatureCount {
    private final List<LogPolicy.Witness> witnesses;
    private final QuorumRule quorum;
    private final List<CosignedCheckpoint.ByWitness> found = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private SignedCheckpoint signed;

    CosignatureCount(List<LogPolicy.Witness> witnesses, QuorumRule quorum, SignedCheckpoint signed)
            throws MalformedException {
        this.witnesses = witnesses;
        this.quorum = quorum;
        this.signed = signed;
        count(signed.note().signatures());
    }

    /** Takes over what was verified under another policy; only who is a witness here under the same name and key counts. */
    CosignatureCount(List<LogPolicy.Witness> witnesses, QuorumRule quorum, CosignedCheckpoint verified) {
        this.witnesses = witnesses;
        this.quorum = quorum;
        this.signed = verified.signed();
        for (CosignedCheckpoint.ByWitness by : verified.byWitness()) {
            boolean counts = witnesses.stream()
                    .anyMatch(witness -> witness.name().equals(by.name())
                            && witness.key().equals(by.cosignature().cosigner()));
            if (counts && names.add(by.name())) {
                found.add(by);
            }
        }
    }

    /**
     * Adds signature lines to the checkpoint, and counts those of the policy's witnesses; all of them or, when it throws, none.
     *
     * @throws MalformedException as {@link LogPolicy#check}
     */
    public void add(Collection<NoteSignature> lines) throws MalformedException {
        count(lines);
        signed = signed.plus(lines);
    }

    private void count(Collection<NoteSignature> lines) throws MalformedException {
        List<CosignedCheckpoint.ByWitness> more = new ArrayList<>();
        Set<String> all = new HashSet<>(names);
        for (NoteSignature line : lines) {
            for (LogPolicy.Witness witness : witnesses) {
                if (witness.key().claims(line)) {
                    if (!all.add(witness.name())) {
                        throw new MalformedException("note_signed_twice", witness.name() + " cosigned twice");
                    }
                    more.add(new CosignedCheckpoint.ByWitness(
                            witness.name(), Cosignature.verify(signed.checkpoint(), line, witness.key())));
                }
            }
        }
        found.addAll(more);
        names.addAll(all);
    }

    /** What the policy says about the checkpoint with the cosignatures it has now. */
    public PolicyResult result() {
        if (quorum.isMetBy(names)) {
            return new PolicyResult.Met(new CosignedCheckpoint(signed, found, quorum));
        }
        List<String> missing =
                quorum.witnesses().filter(name -> !names.contains(name)).toList();
        return new PolicyResult.TooFew(signed, missing);
    }
}
