package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Reads an act's own members (section 6, <em>Members</em>); {@link ActWriter} writes them. */
final class ActReader {
    /** The acts that carry {@code basis}. */
    static final Set<String> RESTING =
            Set.of("recharter", "appoint", "admit", "amend", "bind", "confirm", "rekey", "reinstate");

    private static final Set<String> OTHERS =
            Set.of("charter", "dismiss", "withdraw", "unbind", "erase", "suspend", "revoke", "finding", "retract");

    private static final int MAX_APPROVALS = 40;
    private static final int MIN_VOUCHES = 2;
    private static final int MAX_VOUCHES = 8;
    private static final int MAX_PROFILE = 32;
    private static final int MAX_ERASED = 64;
    private static final long STATUS_INDEX_BOUND = 1L << 31;

    private final Members members;

    private ActReader(Members members) {
        this.members = members;
    }

    /** Whether section 6 has a row for it. */
    static boolean knows(String act) {
        return RESTING.contains(act) || OTHERS.contains(act);
    }

    static Act read(String act, Members members) throws MalformedException {
        return new ActReader(members).read(act);
    }

    private Act read(String act) throws MalformedException {
        return switch (act) {
            case "charter" -> new Act.Found(Charter.parse(members.value("charter")), approvals());
            case "recharter" -> new Act.Recharter(Charter.parse(members.value("charter")), approvals());
            case "appoint" -> appoint();
            case "dismiss" -> new Act.Dismiss(Fields.keyId(members, "key"), reason(), optionalIndex("from"));
            case "admit" -> admit();
            case "amend" ->
                new Act.Amend(Terms.set(members, "profile", 1, MAX_PROFILE), digest("kind"), digest("jurisdiction"));
            case "bind" -> new Act.Bind(digest("account"));
            case "confirm" -> new Act.Confirm(digest("account"), Fields.time(members, "until"));
            case "rekey" ->
                new Act.Rekey(
                        Fields.key(members, "key"),
                        Fields.optionalKey(members, "pause_key"),
                        Approval.parse(members.string("approval")));
            case "withdraw" -> new Act.Withdraw();
            case "unbind" -> new Act.Unbind(digest("account"));
            case "erase" -> new Act.Erase(Terms.set(members, "digests", 1, MAX_ERASED));
            case "suspend" -> suspend();
            case "reinstate" -> new Act.Reinstate();
            case "revoke" -> new Act.Revoke(reason());
            case "finding" ->
                new Act.Finding(
                        digest("complaint"), FindingOutcome.parse(members.string("outcome"), members.where("outcome")));
            case "retract" -> new Act.Retract(digest("attestation"));
            default -> throw new MalformedException("unknown_act", members.where("act") + " is no act known here");
        };
    }

    private Act appoint() throws MalformedException {
        Role role = Role.parse(members.string("role"), members.where("role"));
        String platform = role == Role.PLATFORM ? Terms.domain(members, "platform") : null;
        return new Act.Appoint(Terms.name(members, "body"), Fields.key(members, "key"), role, platform);
    }

    private Act admit() throws MalformedException {
        List<Vouch> vouches = new ArrayList<>();
        for (String text : members.strings("vouches")) {
            vouches.add(Vouch.parse(text));
        }
        requireAscending(vouches.stream().map(Vouch::signer).toList(), "vouches");
        Terms.requireCount(vouches.size(), MIN_VOUCHES, MAX_VOUCHES, members.where("vouches"));
        long statusIndex = Fields.index(members, "status_index");
        if (statusIndex >= STATUS_INDEX_BOUND) {
            throw new MalformedException("number_too_large", members.where("status_index") + " is not below 2^31");
        }
        return new Act.Admit(
                Application.parse(members.string("application")),
                vouches,
                statusIndex,
                Fields.time(members, "valid_from"),
                Fields.time(members, "valid_until"));
    }

    /** Which of the three forms it is, its members tell. */
    private Act suspend() throws MalformedException {
        boolean until = members.optionalValue("until").isPresent();
        boolean confirms = members.optionalValue("confirms").isPresent();
        if (until && confirms) {
            throw new MalformedException("suspend_two_forms", members.where() + " has both until and confirms");
        }
        if (until) {
            return new Act.Suspend(reason(), Fields.time(members, "until"));
        }
        return confirms ? new Act.Uphold(reason(), digest("confirms")) : new Act.Pause(reason());
    }

    private List<Approval> approvals() throws MalformedException {
        List<Approval> approvals = new ArrayList<>();
        for (String text : members.strings("approvals")) {
            approvals.add(Approval.parse(text));
        }
        requireAscending(approvals.stream().map(Approval::signer).toList(), "approvals");
        Terms.requireCount(approvals.size(), 1, MAX_APPROVALS, members.where("approvals"));
        return approvals;
    }

    private void requireAscending(List<KeyId> signers, String name) throws MalformedException {
        for (int i = 1; i < signers.size(); i++) {
            if (signers.get(i - 1).toString().compareTo(signers.get(i).toString()) >= 0) {
                throw new MalformedException("set_not_ascending", members.where(name) + " is not ascending by kid");
            }
        }
    }

    private Digest digest(String name) throws MalformedException {
        return Fields.digest(members, name);
    }

    private Reason reason() throws MalformedException {
        return Reason.parse(members.string("reason"), members.where("reason"));
    }

    private @Nullable Long optionalIndex(String name) throws MalformedException {
        return members.optionalValue(name).isPresent() ? Fields.index(members, name) : null;
    }
}
