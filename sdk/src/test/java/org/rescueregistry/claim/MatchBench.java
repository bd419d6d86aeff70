package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import com.ibm.icu.text.Normalizer2;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rescueregistry.testing.Rounds;

/** What it costs to read posts that offer nothing and show nothing, and to look a name up among thirty thousand. */
class MatchBench {
    private static final String BARE = "ICU's NFKC_Casefold and the Aho-Corasick library";
    private static final String OURS = "carriers and phrases";
    private static final int NAMES = 30_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long sum;

    private interface Reading {
        void read(String text);
    }

    @Test
    void readsPostsAtHalfTheRateOfTheLibrariesAlone() {
        PhraseFinder phrases = new PhraseFinder(Lexicon.standard());
        Carriers carriers = new Carriers(List.of("registry.example", "rescue-registry.example", "cn.registry.example"));
        Normalizer2 fold = Normalizer2.getNFKCCasefoldInstance();
        AhoCorasickDoubleArrayTrie<String> library = bareLibrary(fold);
        Reading bare = text -> library.parseText(fold.normalize(text), (begin, end, phrase) -> {
            sum += end;
        });
        Reading ours = text -> {
            sum += carriers.find(text).size();
            sum += phrases.find(text).isPresent() ? 1 : 0;
        };
        for (String file : RealPosts.EVERYDAY.keySet()) {
            List<String> texts = RealPosts.everyday(file);
            Rounds rounds = new Rounds("posts, " + RealPosts.EVERYDAY.get(file), "posts/s of one core");
            for (int round = -2; round < Rounds.count(5); round++) {
                double limit = perSecond(texts, bare);
                double reached = perSecond(texts, ours);
                if (round >= 0) {
                    rounds.add(BARE, limit);
                    rounds.add(OURS, reached);
                }
            }
            System.out.println(rounds.against(BARE));
            System.out.printf(
                    "bytes allocated a post: %.1f, by the libraries alone %.1f%n%n",
                    bytes(texts, ours), bytes(texts, bare));
            assertThat(rounds.ratio(OURS, BARE)).as(file).isGreaterThanOrEqualTo(0.5);
        }
    }

    @Test
    void looksANameUpInMicroseconds() {
        Random random = new Random(5);
        LookalikeNames.Builder<Integer> builder = LookalikeNames.builder();
        List<String> known = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            known.add(name(random));
            builder.add(known.get(i), i);
        }
        long start = System.nanoTime();
        LookalikeNames<Integer> names = builder.build();
        System.out.printf("an index of %d names: %.0f ms%n", NAMES, (System.nanoTime() - start) / 1e6);
        List<String> strangers = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            strangers.add(name(random));
        }
        Reading look = text -> sum += names.find(text).isPresent() ? 1 : 0;
        Rounds rounds = new Rounds("names looked up among " + NAMES, "names/s of one core");
        for (int round = -2; round < Rounds.count(5); round++) {
            double plain = perSecond(strangers, text -> sum += known.contains(text) ? 1 : 0, 200);
            double others = perSecond(strangers, look);
            double own = perSecond(known, look);
            if (round >= 0) {
                rounds.add("a scan for the equal name", plain);
                rounds.add("of others", others);
                rounds.add("known ones", own);
            }
        }
        System.out.println(rounds.against("a scan for the equal name"));
        System.out.printf("bytes allocated a name: %.1f%n", bytes(strangers, look));
        assertThat(rounds.ratio("of others", "a scan for the equal name")).isGreaterThan(1);
    }

    private static AhoCorasickDoubleArrayTrie<String> bareLibrary(Normalizer2 fold) {
        TreeMap<String, String> phrases = new TreeMap<>();
        Lexicon.standard().written().forEach(phrase -> phrases.put(fold.normalize(phrase), phrase));
        AhoCorasickDoubleArrayTrie<String> library = new AhoCorasickDoubleArrayTrie<>();
        library.build(phrases);
        return library;
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        if (random.nextBoolean()) {
            for (int i = 0; i < 2 + random.nextInt(3); i++) {
                name.append((char) (0x4E00 + random.nextInt(0x5000)));
            }
            return name.append(random.nextBoolean() ? "救援队" : "公益基金会").toString();
        }
        for (int i = 0; i < 6 + random.nextInt(9); i++) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        return name.append(random.nextBoolean() ? " rescue team" : " foundation")
                .toString();
    }

    private static double perSecond(List<String> texts, Reading reading) {
        return perSecond(texts, reading, texts.size());
    }

    private static double perSecond(List<String> texts, Reading reading, int most) {
        long end = System.nanoTime() + 1_000_000_000L * Rounds.seconds(1) / 2;
        long start = THREADS.getCurrentThreadCpuTime();
        long read = 0;
        while (System.nanoTime() < end) {
            for (String text : texts.subList(0, most)) {
                reading.read(text);
            }
            read += most;
        }
        return read * 1e9 / (THREADS.getCurrentThreadCpuTime() - start);
    }

    private static double bytes(List<String> texts, Reading reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        texts.forEach(reading::read);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) texts.size();
    }
}
