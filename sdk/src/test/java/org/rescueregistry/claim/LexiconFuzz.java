package org.rescueregistry.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Optional;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A platform's lexicon: one that is accepted finds in its own text what it says, at places within it. */
final class LexiconFuzz implements FuzzTarget {
    @Override
    public boolean accepts(byte[] input) {
        String text = new String(input, UTF_8);
        Lexicon lexicon;
        try {
            lexicon = Lexicon.parse(text);
        } catch (MalformedException refused) {
            return false;
        }
        must(!lexicon.version().isEmpty(), "a lexicon has a version");
        Optional<Suspicion> found = new PhraseFinder(lexicon).find(text);
        found.ifPresent(suspicion -> {
            must(suspicion.start() >= 0 && suspicion.end() <= text.length(), "what was found is within the text");
            for (Suspicion.Match match : suspicion.matches()) {
                must(match.start() < match.end(), "what was found is not empty");
                must(text.contains(match.phrase()), "what was found is a phrase of the lexicon");
            }
        });
        return true;
    }
}
