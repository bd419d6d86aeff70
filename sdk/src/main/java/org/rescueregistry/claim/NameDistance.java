package org.rescueregistry.claim;

/**
 * How far one name is from another, in letters as {@link LetterTable} reads them: the least sum of what it costs to make
 * one of the other.
 *
 * <p>A Han character for one that looks like it costs {@value #ALIKE}, for one of the same sound {@value #SOUND}, for any
 * other {@value #OTHER_HAN}; one more or less {@value #HAN_MORE}. Of other letters one more, less or other costs 1, one
 * that is doubled {@value #DOUBLED}, two that change places {@value #SWAPPED}.
 */
final class NameDistance {
    static final double ALIKE = 0.25;
    static final double SOUND = 0.4;
    static final double OTHER_HAN = 2;
    static final double HAN_MORE = 1.5;
    static final double DOUBLED = 0.5;
    static final double SWAPPED = 0.75;

    /** A Han character says as much as this many letters of an alphabet. */
    private static final int HAN_LETTERS = 2;

    private final boolean alike;
    private final boolean sound;

    /** @param alike whether Han that look alike are nearer than others; {@code sound} whether those that sound alike are */
    NameDistance(boolean alike, boolean sound) {
        this.alike = alike;
        this.sound = sound;
    }

    /** The most that a name of so many letters may differ: short ones are alike by chance. */
    static double limit(CharSequence letters) {
        int weight = weight(letters);
        if (weight < 4) {
            return 0;
        }
        return weight < 8 ? 0.5 : 1;
    }

    /** How much a name says, in letters of an alphabet. */
    static int weight(CharSequence letters) {
        int weight = 0;
        for (int i = 0; i < letters.length(); i++) {
            weight += isHan(letters.charAt(i)) ? HAN_LETTERS : 1;
        }
        return weight;
    }

    static boolean isHan(char c) {
        return c >= '\u3400' && c <= '\u9FFF';
    }

    /** The distance (optimal string alignment). */
    double between(CharSequence one, CharSequence other) {
        double[] before = new double[other.length() + 1];
        double[] last = new double[other.length() + 1];
        double[] row = new double[other.length() + 1];
        for (int k = 1; k <= other.length(); k++) {
            last[k] = last[k - 1] + more(other, k - 1);
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = last[0] + more(one, i - 1);
            for (int k = 1; k <= other.length(); k++) {
                double least = last[k - 1] + instead(one.charAt(i - 1), other.charAt(k - 1));
                least = Math.min(least, last[k] + more(one, i - 1));
                least = Math.min(least, row[k - 1] + more(other, k - 1));
                if (isSwap(one, i, other, k)) {
                    least = Math.min(least, before[k - 2] + SWAPPED);
                }
                row[k] = least;
            }
            double[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[other.length()];
    }

    private static boolean isSwap(CharSequence one, int i, CharSequence other, int k) {
        return i > 1
                && k > 1
                && one.charAt(i - 1) == other.charAt(k - 2)
                && one.charAt(i - 2) == other.charAt(k - 1)
                && !isHan(one.charAt(i - 1));
    }

    private double instead(char one, char other) {
        if (one == other) {
            return 0;
        }
        if (!isHan(one) || !isHan(other)) {
            return isHan(one) || isHan(other) ? OTHER_HAN : 1;
        }
        if (alike && HanTables.alike(one).indexOf(other) >= 0) {
            return ALIKE;
        }
        int read = HanTables.sound(one);
        return sound && read != 0 && read == HanTables.sound(other) ? SOUND : OTHER_HAN;
    }

    private static double more(CharSequence text, int at) {
        char c = text.charAt(at);
        if (isHan(c)) {
            return HAN_MORE;
        }
        boolean doubled = (at > 0 && text.charAt(at - 1) == c) || (at + 1 < text.length() && text.charAt(at + 1) == c);
        return doubled ? DOUBLED : 1;
    }
}
