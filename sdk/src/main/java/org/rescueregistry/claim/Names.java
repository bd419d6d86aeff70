package org.rescueregistry.claim;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;

/** Compares the names that accounts show. */
public final class Names {
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final SpoofChecker SKELETONS = new SpoofChecker.Builder().build();

    private Names() {}

    /** Whether two names are the same text: equal in Unicode normalisation form C, nothing else forgiven. */
    public static boolean areEqual(String one, String other) {
        return one.equals(other) || NFC.normalize(Marks.limited(one)).equals(NFC.normalize(Marks.limited(other)));
    }

    /**
     * What is left of a name for the eye: two names with equal skeletons can be taken for each other (UTS #39 §4, over
     * NFKC_Casefold, white space dropped).
     */
    public static String skeleton(String name) {
        String folded = FOLD.normalize(Marks.limited(name)).replaceAll("\\s+", "");
        return SKELETONS.getSkeleton(folded);
    }
}
