package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.sdk.VerdictScene.NOW;
import static org.rescueregistry.sdk.VerdictScene.WEIBO;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import com.ibm.icu.text.Normalizer2;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rescueregistry.claim.Lexicon;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.testing.Rounds;
import org.rescueregistry.testing.SharedData;

/**
 * What a verdict costs a platform that knows 10,000 organisations with 30,000 accounts: posts without a claim beside the bare
 * libraries, posts of bound accounts beside a look-up in a hash map, both cores beside one.
 *
 * <pre>
 * ./mvnw -Pbench -pl sdk -am test -Dtest=VerdictBench -Dsurefire.failIfNoSpecifiedTests=false -Dbench.heap=1g
 * </pre>
 */
class VerdictBench {
    private static final int ORGANISATIONS = 10_000;
    private static final int ACCOUNTS = 3;
    private static final int SAMPLE = 200_000;

    /** What a verdict on such a post may leave to the collector. */
    private static final int MOST_BYTES = 128;

    private static final List<String> EVERYDAY =
            List.of("wisesight-th", "lihkg-zh-hant", "reddit-en", "indonlu-id", "vihos-vi");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final RescueVerifier VERIFIER = new RescueVerifier(VerificationPolicy.ONLINE);
    private static final Map<AccountId, String> MAP = new HashMap<>();
    private static final List<Post> OWN = new ArrayList<>();

    private volatile long sum;

    @BeforeAll
    static void knowMany() {
        VerdictScene scene = new VerdictScene(VerdictScene.CN, "CN");
        Random random = new Random(7);
        for (int i = 0; i < ORGANISATIONS; i++) {
            BoundAccount[] accounts = new BoundAccount[ACCOUNTS];
            for (int j = 0; j < ACCOUNTS; j++) {
                String id = Long.toString(1_000_000_000L + random.nextInt(1_000_000_000));
                String name = name(random);
                accounts[j] = new BoundAccount(new AccountId(WEIBO, id), List.of(name));
                MAP.put(new AccountId(WEIBO, id), name);
                // As a platform hands it over: texts of its own, which nobody has hashed yet.
                OWN.add(new Post(new AccountId(WEIBO, copy(id)), List.of(copy(name)), "", "今天又接回三人，家属请勿向任何人转账。"));
            }
            scene.team(symbols(i), name(random), accounts);
        }
        Collections.shuffle(OWN, random);
        VERIFIER.use(VerdictScene.snapshot(scene));
    }

    private static String copy(String text) {
        return new String(text.toCharArray());
    }

    private static String symbols(int number) {
        return String.format(Locale.ROOT, "%8s", Integer.toString(number, 10)).replace(' ', '0');
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            name.append((char) (0x4E00 + random.nextInt(0x5000)));
        }
        return name.append("救援队").toString();
    }

    private static List<Post> everyday() throws IOException {
        List<Post> posts = new ArrayList<>();
        Random random = new Random(9);
        for (String file : EVERYDAY) {
            List<String> lines = Files.readAllLines(SharedData.path("data/posts/" + file + ".tsv"));
            for (String text : lines.subList(1, lines.size())) {
                posts.add(new Post(
                        new AccountId(WEIBO, Long.toString(3_000_000_000L + posts.size())),
                        List.of("user" + random.nextInt(1_000_000)),
                        "",
                        text));
            }
        }
        Collections.shuffle(posts, random);
        return posts;
    }

    @Test
    void readsPostsWithoutAClaimAtHalfTheRateOfTheLibrariesAlone() throws IOException {
        Normalizer2 fold = Normalizer2.getNFKCCasefoldInstance();
        TreeMap<String, String> phrases = new TreeMap<>();
        for (String line : lexicon()) {
            String phrase = line.substring(line.indexOf('\t') + 1);
            phrases.put(fold.normalize(phrase), phrase);
        }
        AhoCorasickDoubleArrayTrie<String> library = new AhoCorasickDoubleArrayTrie<>();
        library.build(phrases);
        int[] ends = new int[1];
        ToIntFunction<Post> bare = post -> {
            AhoCorasickDoubleArrayTrie.IHit<String> hit = (begin, end, phrase) -> ends[0] += end;
            library.parseText(fold.normalize(post.text()), hit);
            return ends[0];
        };
        compare("posts that claim nothing", everyday(), "normalise and match alone", bare, 0.5);
    }

    private static List<String> lexicon() throws IOException {
        try (InputStream in = Objects.requireNonNull(Lexicon.class.getResourceAsStream("lexicon.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void findsAnAccountAtAThirdOfTheRateOfAHashMap() {
        compare(
                "posts of bound accounts",
                OWN,
                "a hash map's get",
                post -> MAP.get(post.account()).length(),
                1 / 3.0);
    }

    private void compare(String what, List<Post> posts, String limit, ToIntFunction<Post> bare, double wanted) {
        ToIntFunction<Post> ours = post -> VERIFIER.verify(post, NOW).outcome().ordinal();
        Rounds rounds = new Rounds(what, "posts/s of one core");
        for (int round = -3; round < Rounds.count(7); round++) {
            double reached = perSecond(posts, ours);
            double alone = perSecond(posts, bare);
            if (round >= 0) {
                rounds.add(limit, alone);
                rounds.add("verdicts", reached);
            }
        }
        System.out.println(rounds.against(limit));
        long[] nanos = each(posts, ours);
        long median = nanos[nanos.length / 2];
        long most = nanos[nanos.length * 99 / 100];
        double bytes = bytes(posts, ours);
        System.out.printf(
                "bytes allocated a verdict: %.1f; nanoseconds: median %d, 99 %% within %d, %.1f times the median%n%n",
                bytes, median, most, most / (double) median);
        assertThat(rounds.ratio("verdicts", limit)).isGreaterThanOrEqualTo(wanted);
        assertThat(most).isLessThanOrEqualTo(20 * median);
        assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void doesTwiceAsMuchOnBothCores() throws Exception {
        List<Post> posts = new ArrayList<>(everyday());
        posts.addAll(OWN);
        Collections.shuffle(posts, new Random(11));
        ToIntFunction<Post> ours = post -> VERIFIER.verify(post, NOW).outcome().ordinal();
        Rounds rounds = new Rounds("everyday posts and those of bound accounts", "posts/s, by the clock");
        for (int round = -2; round < Rounds.count(7); round++) {
            double one = byTheClock(posts, ours, 1);
            double two = byTheClock(posts, ours, 2);
            if (round >= 0) {
                rounds.add("one thread", one);
                rounds.add("two threads", two);
            }
        }
        System.out.println(rounds.against("one thread"));
        assertThat(rounds.ratio("two threads", "one thread")).isGreaterThanOrEqualTo(1.8);
    }

    private double byTheClock(List<Post> posts, ToIntFunction<Post> work, int threads) throws Exception {
        List<Thread> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                // Of its own: a number that both add to at each post goes to and fro between the processors.
                int local = 0;
                for (int done = 0; done < SAMPLE; done++) {
                    local += work.applyAsInt(posts.get(done % posts.size()));
                }
                sum += local;
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        return threads * (double) SAMPLE * 1e9 / (System.nanoTime() - start);
    }

    private double perSecond(List<Post> posts, ToIntFunction<Post> work) {
        long start = THREADS.getCurrentThreadCpuTime();
        int local = 0;
        for (int done = 0; done < SAMPLE; done++) {
            local += work.applyAsInt(posts.get(done % posts.size()));
        }
        sum += local;
        return SAMPLE * 1e9 / (THREADS.getCurrentThreadCpuTime() - start);
    }

    private long[] each(List<Post> posts, ToIntFunction<Post> work) {
        long[] nanos = new long[Math.min(SAMPLE, posts.size())];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            sum += work.applyAsInt(posts.get(i));
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private double bytes(List<Post> posts, ToIntFunction<Post> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (Post post : posts) {
            sum += work.applyAsInt(post);
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) posts.size();
    }
}
