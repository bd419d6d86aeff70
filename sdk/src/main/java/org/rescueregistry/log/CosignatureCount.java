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
