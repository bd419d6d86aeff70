package org.rescueregistry.cli.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.RefusalCode;
import org.rescueregistry.wire.MalformedException;

/** Which account of an organisation is meant: by its digest, by platform and id, or because there is only one. */
final class MeantAccount {
    private MeantAccount() {}

    /**
     * The digest of the account.
     *
     * @param named digest, or platform and id with a colon; null when there is only one
     * @param own disclosures that the signer made, beside those that the registry tells
     */
    static Digest of(@Nullable String named, ActCommand.Scene scene, Code code, List<GivenDisclosure> own)
            throws Stopped {
        OrganisationRecord record = scene.state()
                .record(code)
                .orElseThrow(() -> Stopped.by(new Proposal.Impossible(
                        RefusalCode.UNKNOWN_SUBJECT, "no organisation in this registry has the code " + code)));
        List<Digest> meant = record.accounts().stream()
                .filter(known -> isMeant(named, known, scene, own))
                .map(Account::digest)
                .toList();
        if (meant.size() != 1) {
            throw new Stopped(
                    StopCode.BAD_OPTION,
                    meant.isEmpty()
                            ? "no account of " + code + " that was disclosed to you is meant; name it by its digest,"
                                    + " which `rescue show` lists"
                            : "several accounts of " + code + " were disclosed to you; say which with --account");
        }
        return meant.get(0);
    }

    private static boolean isMeant(
            @Nullable String named, Account known, ActCommand.Scene scene, List<GivenDisclosure> own) {
        if (named != null && known.digest().toString().equals(named.strip())) {
            return true;
        }
        return scene.registry()
                .disclosed(known)
                .or(() -> own.stream()
                        .filter(given -> given.disclosure().digest().equals(known.digest()))
                        .flatMap(given -> bound(given).stream())
                        .findFirst())
                .map(bound -> bound.account().platform() + ":" + bound.account().id())
                .filter(name -> named == null || named.equals(name))
                .isPresent();
    }

    /** The account that a disclosure is of. */
    static Optional<BoundAccount> bound(GivenDisclosure given) {
        try {
            return Optional.of(BoundAccount.of(given.disclosure()));
        } catch (MalformedException noAccount) {
            return Optional.empty();
        }
    }
}
