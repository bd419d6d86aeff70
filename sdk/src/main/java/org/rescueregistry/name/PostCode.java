package org.rescueregistry.name;

import java.security.SecureRandom;
import org.rescueregistry.wire.MalformedException;

/**
 * The code of one post for which an organisation vouches: {@code RP-CN7K-3M9Q-XDP2}. After {@code RP} stand the same twelve symbols as in
 * a {@link Code}, of the same registry and with the same check; it is read in the same spellings.
 *
 * <p>It says where to look, and proves nothing: whoever copies the post copies it too.
 */
public final class PostCode implements Comparable<PostCode> {
    private static final String MARK = "RP";

    /** What stands behind the mark. */
    private final Code code;

    private PostCode(Code code) {
        this.code = code;
    }

    /**
     * Reads what a person wrote.
     *
     * @throws MalformedException {@code code_bad_length code_bad_symbol code_bad_check}
     */
    public static PostCode parse(String text) throws MalformedException {
        return new PostCode(Code.parse(text, MARK));
    }

    /**
     * Reads the one canonical spelling, {@code RP-CN7K-3M9Q-XDP2}.
     *
     * @throws MalformedException {@code code_not_canonical}, or as {@link #parse}
     */
    public static PostCode parseCanonical(String text) throws MalformedException {
        PostCode code = parse(text);
        if (!code.canonical().equals(text)) {
            throw new MalformedException("code_not_canonical", "not spelled as " + code.canonical());
        }
        return code;
    }

    /**
     * Reads the twelve symbols alone, {@code CN7K3M9QXDP2}.
     *
     * @throws MalformedException {@code code_bad_length code_bad_symbol code_bad_check}
     */
    public static PostCode parseSymbols(String symbols) throws MalformedException {
        return new PostCode(Code.parseSymbols(symbols));
    }

    /**
     * Draws a new code in a registry; whether it was given before is the caller's to look up.
     *
     * @throws MalformedException {@code code_bad_length code_bad_symbol} for the prefix
     */
    public static PostCode generate(String registryPrefix, SecureRandom random) throws MalformedException {
        return new PostCode(Code.generate(registryPrefix, random));
    }

    /** The two symbols that name the registry. */
    public String prefix() {
        return code.prefix();
    }

    /** {@code RP-CN7K-3M9Q-XDP2}. */
    public String canonical() {
        return MARK + code.canonical().substring(MARK.length());
    }

    @Override
    public int compareTo(PostCode other) {
        return code.compareTo(other.code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PostCode post && code.equals(post.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return canonical();
    }
}
