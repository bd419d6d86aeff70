package org.rescueregistry.sdk;

import java.util.List;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a platform knows of a post and the account that wrote it.
 *
 * <pre>{"bio":"","id":"1234567890","names":["蓝舟救援"],"platform":"weibo.com","text":"…"}</pre>
 *
 * @param account the author, by the platform's stable identifier
 * @param names every name the account shows now; may be empty
 * @param bio what the account says about itself; may be empty
 * @param text of the post; may be empty
 */
public record Post(AccountId account, List<String> names, String bio, String text) {
    /** Longest bio and text, in UTF-16 units. */
    public static final int MAX_CHARS = 100_000;

    public Post {
        names = List.copyOf(names);
        if (names.size() > BoundAccount.MAX_NAMES) {
            throw new IllegalArgumentException("more than " + BoundAccount.MAX_NAMES + " names");
        }
        if (bio.length() > MAX_CHARS || text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("longer than " + MAX_CHARS + " characters");
        }
    }

    /**
     * Reads the wire form; {@code names}, {@code bio} and {@code text} may be absent.
     *
     * @throws MalformedException {@code post_too_long}, or as {@link AccountId#parse}, {@link Members} and the JSON parser
     */
    public static Post parse(byte[] json) throws MalformedException {
        Members members = Members.of(Json.parse(json), "post");
        AccountId account = AccountId.parse(members.string("platform"), members.string("id"));
        List<String> names = members.optionalStrings("names").orElse(List.of());
        String bio = members.optionalString("bio").orElse("");
        String text = members.optionalString("text").orElse("");
        members.done();
        if (names.size() > BoundAccount.MAX_NAMES || bio.length() > MAX_CHARS || text.length() > MAX_CHARS) {
            throw new MalformedException(
                    "post_too_long",
                    "more than " + BoundAccount.MAX_NAMES + " names, or a text of over " + MAX_CHARS + " characters");
        }
        return new Post(account, names, bio, text);
    }
}
