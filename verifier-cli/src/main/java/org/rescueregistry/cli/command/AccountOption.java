package org.rescueregistry.cli.command;

import java.security.SecureRandom;
import java.util.List;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.wire.MalformedException;

/** An account as it stands on the command line: {@code weibo.com:1234567890=蓝舟救援|blueboat}. */
final class AccountOption {
    private AccountOption() {}

    static SelfDescription.Bound parse(String text) throws Stopped {
        int colon = text.indexOf(':');
        int equals = text.indexOf('=', colon + 1);
        if (colon < 0 || equals < 0) {
            throw new Stopped(
                    StopCode.BAD_OPTION, "'" + text + "' is not PLATFORM:ID=NAME, such as weibo.com:1234567890=蓝舟救援");
        }
        List<String> names = List.of(text.substring(equals + 1).split("\\|", -1));
        try {
            AccountId id = AccountId.parse(text.substring(0, colon), text.substring(colon + 1, equals));
            return new SelfDescription.Bound(id, names, null);
        } catch (MalformedException e) {
            throw Stopped.at("'" + text + "'", e);
        }
    }

    /** Hides the account behind a salt, for its audience. */
    static GivenDisclosure disclose(SelfDescription.Bound account, SecureRandom random) throws MalformedException {
        List<String> names = account.names();
        boolean fits = !names.isEmpty()
                && names.size() <= BoundAccount.MAX_NAMES
                && names.stream().allMatch(name -> !name.isBlank() && name.length() <= BoundAccount.MAX_NAME_CHARS);
        if (!fits) {
            throw new MalformedException(
                    "account_names", "an account shows 1 to " + BoundAccount.MAX_NAMES + " names, none of them empty");
        }
        String audience = account.audience();
        Audience told = audience == null ? Audience.platform(account.id().platform()) : Audience.parse(audience);
        return new GivenDisclosure(told, new BoundAccount(account.id(), names).disclose(random));
    }
}
