package org.rescueregistry.wire;

/** Surrogates come in pairs or the string has no UTF-8 form. */
final class Surrogates {
    private Surrogates() {}

    static boolean areWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static String requireWhole(String text) {
        if (!areWhole(text)) {
            throw new IllegalArgumentException("a string with half a surrogate pair has no UTF-8 form");
        }
        return text;
    }
}
