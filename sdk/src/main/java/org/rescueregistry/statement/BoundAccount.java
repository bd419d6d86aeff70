package org.rescueregistry.statement;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.wire.CanonicalReader;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What the digest of an account stands for: the account, and the names it showed when it was bound. The value of a
 * disclosure named {@code account}:
 *
 * <pre>{"id":"1234567890","names":["蓝舟救援"],"platform":"weibo.com"}</pre>
 *
 * @param account the account
 * @param names every name the account shows (display name, handle), at least one
 */
public record BoundAccount(AccountId account, List<String> names) {
    /** The name of the disclosure. */
    public static final String DISCLOSURE = "account";

    /** Most names of one account. */
    public static final int MAX_NAMES = 8;

    /** Longest name, in UTF-16 units. */
    public static final int MAX_NAME_CHARS = 256;

    public BoundAccount {
        names = List.copyOf(names);
        if (!areNames(names)) {
            throw new IllegalArgumentException("an account shows 1 to " + MAX_NAMES + " names");
        }
    }

    /** Hides the account behind a new salt. */
    public Disclosure disclose(SecureRandom random) {
        return Disclosure.create(
                DISCLOSURE,
                Json.object()
                        .put("id", account.id())
                        .put("names", Json.strings(names))
                        .put("platform", account.platform())
                        .build(),
                random);
    }

    /**
     * Reads the disclosure of an account.
     *
     * @throws MalformedException {@code not_an_account}, {@code account_names}, or as {@link AccountId#parse} and
     *     {@link Members}
     */
    public static BoundAccount of(Disclosure disclosure) throws MalformedException {
        if (!disclosure.name().equals(DISCLOSURE)) {
            throw new MalformedException("not_an_account", "the disclosure is named " + disclosure.name());
        }
        Members members = Members.of(disclosure.value(), DISCLOSURE);
        AccountId account = AccountId.parse(members.string("platform"), members.string("id"));
        List<String> names = members.strings("names");
        members.done();
        return of(account, names);
    }

    /**
     * Reads the value of a disclosure where it comes next, if it is plain.
     *
     * @throws MalformedException as {@link #of}, or that something else comes
     */
    static BoundAccount read(CanonicalReader in) throws MalformedException {
        in.expect("{\"id\":");
        String id = in.string();
        in.expect(",\"names\":[");
        List<String> names = new ArrayList<>(2);
        while (!in.takes("]")) {
            if (!names.isEmpty()) {
                in.expect(",");
            }
            names.add(in.string());
        }
        in.expect(",\"platform\":");
        AccountId account = AccountId.parse(in.string(), id);
        in.expect("}");
        return of(account, names);
    }

    private static BoundAccount of(AccountId account, List<String> names) throws MalformedException {
        if (!areNames(names)) {
            throw new MalformedException("account_names", "an account shows 1 to " + MAX_NAMES + " names");
        }
        return new BoundAccount(account, names);
    }

    private static boolean areNames(List<String> names) {
        for (String name : names) {
            if (name.isBlank() || name.length() > MAX_NAME_CHARS) {
                return false;
            }
        }
        return !names.isEmpty() && names.size() <= MAX_NAMES;
    }
}
