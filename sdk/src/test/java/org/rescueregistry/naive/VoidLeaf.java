package org.rescueregistry.naive;

/** A leaf is void, with a code of the page's section 10. */
final class VoidLeaf extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    VoidLeaf(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    static void unless(boolean holds, String code) {
        if (!holds) {
            throw new VoidLeaf(code);
        }
    }

    static VoidLeaf malformed() {
        return new VoidLeaf("malformed");
    }

    static void wellFormed(boolean holds) {
        unless(holds, "malformed");
    }
}
