package org.rescueregistry.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.StateEvidenceCheck;
import org.rescueregistry.log.StateEvidence;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** What evidence of a wrong state proves: that the log has signed the leaf, and whether the leaf is wrong. */
final class StateEvidencePage implements StateEvidenceCheck.Outcome.Cases<Page> {
    private final StateEvidence evidence;
    private final List<VerifierKey> keys;
    private ExitCode exit = ExitCode.REFUTED;

    /** @param keys of the log, as the reader knows them; empty if nobody said */
    StateEvidencePage(StateEvidence evidence, List<VerifierKey> keys) {
        this.evidence = evidence;
        this.keys = keys;
    }

    /** How the command ends, after {@link #check}. */
    ExitCode exit() {
        return exit;
    }

    Page check(StateReading reading, World world) throws Stopped {
        StateEvidenceCheck check = reading.check(world);
        try {
            Optional<StateEvidence.Signed> signed =
                    evidence.verify(keys.isEmpty() ? evidence.unauthenticatedKeys() : keys);
            return signed.isPresent()
                    ? check.check(signed.get()).match(this)
                    : refuted("leaf_not_in_tree", "the leaf is not in the tree that was signed");
        } catch (MalformedException e) {
            return refuted(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Stopped.unreachable(e);
        }
    }

    @Override
    public Page wrong(StateEvidenceCheck.Wrong outcome) {
        exit = keys.isEmpty() ? ExitCode.UNDETERMINED : ExitCode.VERIFIED;
        Page page = new Page(data(keys.isEmpty() ? "undetermined" : "proven").build());
        if (keys.isEmpty()) {
            page.headline(
                    Tone.DOUBT,
                    "whoever holds these keys has signed what is wrong; compare them with the log's, or give --vkey");
        } else {
            page.headline(Tone.BAD, "proven: the log has signed what is wrong");
        }
        return signed(page.field("how", outcome.how()));
    }

    @Override
    public Page open(StateEvidenceCheck.Open outcome) {
        exit = ExitCode.UNDETERMINED;
        return signed(new Page(data("undetermined").put("code", outcome.code()).build())
                .headline(
                        Tone.DOUBT,
                        "the leaf is signed; whether it is wrong this does not tell: " + outcome.message() + " ["
                                + outcome.code() + "]"));
    }

    @Override
    public Page notWrong(StateEvidenceCheck.NotWrong outcome) {
        return refuted(outcome.code(), outcome.message());
    }

    private Page refuted(String code, String why) {
        exit = ExitCode.REFUTED;
        return new Page(data("refuted").put("code", code).build())
                .headline(Tone.BAD, "not proven: " + why + " [" + code + "]")
                .field("log", evidence.origin())
                .field("leaf", Long.toString(evidence.index()));
    }

    private Page signed(Page page) {
        page.field("log", evidence.origin())
                .field("leaf", Long.toString(evidence.index()))
                .field("said wrong", String.join(", ", evidence.finding().differs()));
        evidence.unauthenticatedKeys().forEach(key -> page.field("key in file", key.toString()));
        return page;
    }

    private Json.ObjectBuilder data(String outcome) {
        return Json.object()
                .put("differs", Json.strings(evidence.finding().differs()))
                .put(
                        "keys",
                        Json.strings(evidence.unauthenticatedKeys().stream()
                                .map(VerifierKey::toString)
                                .toList()))
                .put("leaf", evidence.index())
                .put("log", evidence.origin())
                .put("outcome", outcome);
    }
}
