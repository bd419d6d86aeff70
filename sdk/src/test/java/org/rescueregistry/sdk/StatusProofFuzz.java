package org.rescueregistry.sdk;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.time.Instant;
import java.util.Arrays;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.name.Code;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A status proof from anybody: it prints what it read, and shows of a code only what the log's newest state says. */
final class StatusProofFuzz implements FuzzTarget {
    private final StatusScene scene = new StatusScene();
    private final Instant signed = scene.newest().leaf().time();
    private final LogPolicy policy = LogPolicy.parse(StatusScene.utf8(scene.witnessPolicy()));
    private final StatusProofCheck check =
            new StatusProofCheck(TrustedLog.of(policy), VerificationPolicy.OFFLINE, signed.plusSeconds(60));

    StatusProofFuzz() throws Exception {}

    /** The proof that the corpus begins with. */
    StatusProof genuine(Code code) {
        return scene.tree(scene.newest().treeSize(), signed, StatusScene.WITNESSES)
                .proof(scene.newest(), code);
    }

    @Override
    public boolean accepts(byte[] input) throws MalformedException {
        StatusProof proof;
        try {
            proof = StatusProof.parse(input);
        } catch (MalformedException refused) {
            return false;
        }
        must(Arrays.equals(proof.toBytes(), input), "it prints what it read");
        StatusFinding found = check.now(proof, proof.code());
        if (found instanceof StatusFinding.Registered registered) {
            must(
                    registered
                            .record()
                            .equals(scene.newest().records().get(proof.code()).at(signed.plusSeconds(60))),
                    "a record that is shown is the one in the state");
            return true;
        }
        if (found instanceof StatusFinding.NotRegistered) {
            must(!scene.newest().records().containsKey(proof.code()), "what is shown to be absent is");
            return true;
        }
        return false;
    }
}
