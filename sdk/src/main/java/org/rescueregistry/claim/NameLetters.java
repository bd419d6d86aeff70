package org.rescueregistry.claim;

/**
 * A name as it is compared.
 *
 * @param all its letters
 * @param own those that it does not share with many others, as 救援队, rescue team or foundation are shared
 */
record NameLetters(String all, String own) {
    boolean isGenericInPart() {
        return own.length() < all.length();
    }
}
