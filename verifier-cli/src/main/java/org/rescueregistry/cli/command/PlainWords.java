package org.rescueregistry.cli.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Vouch;

/** What somebody is about to sign, in plain words: every member of the statement, none left out. */
final class PlainWords implements Act.Cases<List<String>> {
    private final String subject;
    private final Function<Digest, String> meaning;

    private PlainWords(String subject, Function<Digest, String> meaning) {
        this.subject = subject;
        this.meaning = meaning;
    }

    /**
     * @param meaning what a digest stands for, as far as it was disclosed to the signer
     */
    static List<String> of(Proposal.Ready proposal, KeyId signer, Function<Digest, String> meaning) {
        List<String> words = new ArrayList<>();
        words.add("You are about to sign, for good and in public, in the log "
                + proposal.envelope().log() + ":");
        for (String line :
                proposal.act().match(new PlainWords(proposal.envelope().sub(), meaning))) {
            words.add("  " + line);
        }
        if (proposal.envelope().basis().size() > 0) {
            proposal.envelope().basis().forEach(id -> words.add("  resting on the act " + id));
        }
        words.add("  signed with your key " + signer + " at "
                + time(proposal.envelope().stamp().iat()));
        proposal.signers().forEach(other -> words.add("  the same was signed already by " + other));
        return words;
    }

    /** The same with what is signed to the byte, and what has to be typed for what cannot be undone. */
    static Preview preview(Proposal.Ready proposal, KeyId signer, Function<Digest, String> meaning) {
        return Preview.of(of(proposal, signer, meaning), Statement.TYPE, signer, proposal.payload())
                .typing(Irrevocable.typed(proposal.act(), proposal.envelope().sub()));
    }

    /** What an act says about {@code subject}, without its envelope. */
    static List<String> of(Act act, String subject, Function<Digest, String> meaning) {
        return act.match(new PlainWords(subject, meaning));
    }

    static String time(Instant time) {
        return time.toString();
    }

    @Override
    public List<String> found(Act.Found act) {
        return CharterWords.of("Found the registry " + subject, act.charter(), act.approvals());
    }

    @Override
    public List<String> recharter(Act.Recharter act) {
        return CharterWords.of("Replace the charter of the registry " + subject, act.charter(), act.approvals());
    }

    @Override
    public List<String> appoint(Act.Appoint act) {
        String where = act.platform() == null ? "" : " of the platform " + act.platform();
        return List.of(
                "Appoint a " + act.role().text() + where + " for the body " + act.body(),
                "in the registry " + subject,
                "whose key is " + act.key().keyId());
    }

    @Override
    public List<String> dismiss(Act.Dismiss act) {
        return List.of(
                "Dismiss whoever holds the key " + act.key() + " from office in " + subject,
                "reason: " + act.reason().text(),
                act.from() == null
                        ? "what they did stands"
                        : "what they did from leaf " + act.from() + " on stops counting");
    }

    @Override
    public List<String> admit(Act.Admit act) {
        List<String> words = new ArrayList<>();
        words.add("Admit an organisation under the code " + subject);
        words.add("application " + act.application().id());
        words.add("its key " + act.application().content().key().keyId());
        words.add("its pause key " + act.application().content().pauseKey().keyId());
        act.application().content().profile().forEach(digest -> words.add("described: " + meaning.apply(digest)));
        words.add("described: " + meaning.apply(act.application().content().kind()));
        words.add("described: " + meaning.apply(act.application().content().jurisdiction()));
        act.application().content().accounts().forEach(digest -> words.add("account: " + meaning.apply(digest)));
        for (Vouch vouch : act.vouches()) {
            words.add("vouched for by " + vouch.signer() + " until " + time(vouch.exp()));
        }
        words.add("valid from " + time(act.validFrom()) + " until " + time(act.validUntil()));
        words.add("number " + act.statusIndex() + " in the status lists");
        return words;
    }

    @Override
    public List<String> amend(Act.Amend act) {
        List<String> words = new ArrayList<>();
        words.add("Give " + subject + " a new profile");
        act.profile().forEach(digest -> words.add("described: " + meaning.apply(digest)));
        words.add("described: " + meaning.apply(act.kind()));
        words.add("described: " + meaning.apply(act.jurisdiction()));
        return words;
    }

    @Override
    public List<String> bind(Act.Bind act) {
        return List.of("Add an account to " + subject, "account: " + meaning.apply(act.account()));
    }

    @Override
    public List<String> confirm(Act.Confirm act) {
        return List.of(
                "Confirm that an account belongs to " + subject,
                "account: " + meaning.apply(act.account()),
                "until " + time(act.until()));
    }

    @Override
    public List<String> rekey(Act.Rekey act) {
        return List.of(
                "Give " + subject + " a new key, " + act.key().keyId(),
                act.pauseKey() == null
                        ? "its pause key stays"
                        : "and a new pause key, " + act.pauseKey().keyId(),
                "approved by " + act.approval().signer());
    }

    @Override
    public List<String> withdraw(Act.Withdraw act) {
        return List.of("Take " + subject + " out of the registry");
    }

    @Override
    public List<String> unbind(Act.Unbind act) {
        return List.of("Take an account away from " + subject, "account: " + meaning.apply(act.account()));
    }

    @Override
    public List<String> erase(Act.Erase act) {
        List<String> words = new ArrayList<>();
        words.add("Erase from the record of " + subject);
        act.digests().forEach(digest -> words.add(meaning.apply(digest)));
        return words;
    }

    @Override
    public List<String> suspend(Act.Suspend act) {
        return List.of(
                "Suspend " + subject + " until " + time(act.until()),
                "reason: " + act.reason().text() + " (shown as under_review until another body confirms)");
    }

    @Override
    public List<String> uphold(Act.Uphold act) {
        return List.of(
                "Confirm a suspension of " + subject + ", which then does not lapse",
                "brought by the act " + act.confirms(),
                "reason: " + act.reason().text());
    }

    @Override
    public List<String> pause(Act.Pause act) {
        return List.of(
                "Pause " + subject + " at once; it takes the organisation and a vetter to end it",
                "reason: " + act.reason().text(),
                "everything that waits for it is cancelled");
    }

    @Override
    public List<String> reinstate(Act.Reinstate act) {
        return List.of("Lift the suspensions of " + subject + " brought by the acts named below");
    }

    @Override
    public List<String> revoke(Act.Revoke act) {
        return List.of(
                "Revoke " + subject + ": with a second person of another body this is final",
                "reason: " + act.reason().text());
    }

    @Override
    public List<String> finding(Act.Finding act) {
        return List.of(
                "Record the outcome of a complaint about " + subject,
                "complaint " + act.complaint(),
                "outcome: " + act.outcome().text());
    }

    @Override
    public List<String> retract(Act.Retract act) {
        return List.of("Take back a post attestation of " + subject, "attestation " + act.attestation());
    }
}
