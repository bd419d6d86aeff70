package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many real posts the shipped lexicon picks, each printed for reading. */
class CandidateRateTest {
    private static final PhraseFinder PHRASES = new PhraseFinder(Lexicon.standard());

    @Test
    void picksFewerThanOneInTenThousandEverydayPosts() {
        int posts = 0;
        int picked = 0;
        for (Map.Entry<String, String> file : RealPosts.EVERYDAY.entrySet()) {
            int here = 0;
            List<String> texts = RealPosts.everyday(file.getKey());
            for (String text : texts) {
                here += picks("everyday", text) ? 1 : 0;
            }
            System.out.printf("candidates in everyday %s: %d of %d%n", file.getValue(), here, texts.size());
            posts += texts.size();
            picked += here;
        }
        assertThat(posts).isGreaterThan(10_000);
        assertThat(10_000L * picked).isLessThanOrEqualTo(posts);
    }

    @Test
    void picksFewTweetsOfCatastrophes() {
        Map<String, int[]> byAuthor = new TreeMap<>();
        for (RealPosts.Tweet tweet : RealPosts.crises()) {
            int[] counts = byAuthor.computeIfAbsent(tweet.author(), author -> new int[2]);
            counts[0] += picks(tweet.author(), tweet.text()) ? 1 : 0;
            counts[1]++;
        }
        byAuthor.forEach((author, counts) ->
                System.out.printf("candidates in crisis tweets, %s: %d of %d%n", author, counts[0], counts[1]));
        int picked = byAuthor.values().stream().mapToInt(counts -> counts[0]).sum();
        assertThat(picked).isLessThanOrEqualTo(4);
    }

    private boolean picks(String whose, String text) {
        Optional<Suspicion> found = PHRASES.find(text);
        found.ifPresent(suspicion -> System.out.printf("candidate, %s: %s in: %s%n", whose, suspicion.phrases(), text));
        return found.isPresent();
    }
}
