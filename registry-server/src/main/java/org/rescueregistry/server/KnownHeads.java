package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.key.Digest;
import org.rescueregistry.ledger.Restoration;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/**
 * Who has seen which tree of a log: mirrors say it, and witnesses by their read interface (C2SP tlog-witness, "Monitor Retrieval
 * Mechanism"). Only what the log's own key signed counts.
 *
 * @param seen the trees
 * @param mirrors those that may be asked for leaves
 * @param silentWitnesses who gave no answer, and why; what they have seen is not known
 * @param silentMirrors the same of mirrors, without which it may go
 */
record KnownHeads(
        List<Restoration.Seen> seen,
        List<Restoration.Source> mirrors,
        Map<String, String> silentWitnesses,
        Map<String, String> silentMirrors) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    KnownHeads {
        seen = List.copyOf(seen);
        mirrors = List.copyOf(mirrors);
        silentWitnesses = new LinkedHashMap<>(silentWitnesses);
        silentMirrors = new LinkedHashMap<>(silentMirrors);
    }

    /** Asks all of them once. */
    static KnownHeads ask(String origin, LogPolicy policy, List<String> mirrorUrls) throws MalformedException {
        Web web = Web.withTimeLimit(PATIENCE);
        List<VerifierKey> keys = logKeys(origin, policy);
        KnownHeads heads = new KnownHeads(List.of(), List.of(), Map.of(), Map.of());
        List<Restoration.Seen> seen = new ArrayList<>();
        List<Restoration.Source> mirrors = new ArrayList<>();
        for (String url : mirrorUrls) {
            LogSource mirror = LogSource.at(LogPlace.url(url), web);
            try {
                seen.add(new Restoration.Seen("the mirror " + url, signed(mirror, keys)));
                mirrors.add(new Restoration.Source(url, mirror));
            } catch (IOException | MalformedException e) {
                heads.silentMirrors().put(url, String.valueOf(e.getMessage()));
            }
        }
        String hash = Digest.sha256(origin.getBytes(UTF_8)).hex();
        Set<String> asked = new HashSet<>();
        for (LogPolicy.Witness witness : policy.witnesses()) {
            if (witness.url() == null) {
                heads.silentWitnesses().put(witness.name(), "the policy does not say where it is");
            } else if (asked.add(witness.url())) {
                try {
                    LogSource view = LogSource.at(LogPlace.url(witness.url() + "/" + hash), web);
                    seen.add(new Restoration.Seen("the witness " + witness.name(), signed(view, keys)));
                } catch (FileNotFoundException neverCosigned) {
                    // It is there, and has seen nothing.
                } catch (IOException | MalformedException e) {
                    heads.silentWitnesses().put(witness.name(), String.valueOf(e.getMessage()));
                }
            }
        }
        return new KnownHeads(seen, mirrors, heads.silentWitnesses(), heads.silentMirrors());
    }

    static List<VerifierKey> logKeys(String origin, LogPolicy policy) {
        return policy.logs().stream()
                .map(LogPolicy.Log::key)
                .filter(key -> key.name().equals(origin))
                .toList();
    }

    private static SignedCheckpoint signed(LogSource source, List<VerifierKey> keys)
            throws IOException, MalformedException {
        return SignedCheckpoint.verify(SignedNote.parse(source.checkpoint()), keys);
    }
}
