package org.rescueregistry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.docs.DrawnArchitecture.Outside;

/** What no class may name or call, and what to use instead. */
class HabitsTest {
    private static final Set<String> CONSOLE = Set.of("cli", "cli.command", "cli.output", "server");

    private final DrawnArchitecture drawn = DrawnArchitecture.read();

    /** {@code used} is matched against a type's or a member's full name, as in {@code java.time.Instant.now()}. */
    private record Ban(Pattern used, String instead) {
        Ban(String used, String instead) {
            this(Pattern.compile(used), instead);
        }

        boolean matches(String name) {
            return used.matcher(name).matches();
        }
    }

    private static final List<Ban> FILES = List.of(
            new Ban("java\\.nio\\.file\\.(Files|FileSystems?)", "take bytes, or a function that reads them"),
            new Ban(
                    "java\\.io\\.(File([IO].*|Reader|Writer)?|RandomAccessFile)",
                    "take bytes, or a function that reads them"),
            new Ban("java\\.nio\\.channels\\..*FileChannel", "take bytes, or a function that reads them"));

    private static final List<Ban> OUTSIDE_TYPES = List.of(
            new Ban(
                    "java\\.net\\.(Socket|ServerSocket|DatagramSocket|URL|URLConnection|HttpURLConnection|InetAddress)",
                    "take a fetching function"),
            new Ban("java\\.net\\.http\\..*", "take a fetching function"),
            new Ban("java\\.nio\\.channels\\..*SocketChannel", "take a fetching function"),
            new Ban("java\\.util\\.concurrent\\.ThreadLocalRandom", "take a SecureRandom or RandomGenerator"));

    private static final List<Ban> OUTSIDE_CALLS = List.of(
            new Ban("java\\.time\\.[A-Za-z]+\\.now\\((java\\.time\\.ZoneId)?\\)", "take an Instant or a Clock"),
            new Ban("java\\.time\\.Clock\\.(system|tick).*", "take an Instant or a Clock"),
            new Ban("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(\\)", "take an Instant or a Clock"),
            new Ban(
                    "java\\.(security\\.SecureRandom|util\\.Random|util\\.SplittableRandom)\\.<init>\\(.*",
                    "take a SecureRandom or RandomGenerator"),
            new Ban("java\\.security\\.SecureRandom\\.getInstance.*", "take a SecureRandom"),
            new Ban("java\\.util\\.random\\.RandomGenerator\\.(getDefault|of)\\(.*", "take a RandomGenerator"),
            new Ban("java\\.lang\\.Math\\.random\\(\\)|java\\.util\\.UUID\\.randomUUID\\(\\)", "take a SecureRandom"));

    private static final List<Ban> EVERYWHERE = List.of(
            new Ban("java\\.lang\\.String\\.to(Lower|Upper)Case\\(\\)", "toLowerCase(Locale.ROOT)"),
            new Ban("java\\.lang\\.String\\.getBytes\\(\\)", "getBytes(StandardCharsets.UTF_8)"),
            new Ban(
                    "java\\.lang\\.String\\.<init>\\(\\[B(, int, int)?\\)",
                    "new String(bytes, StandardCharsets.UTF_8)"),
            new Ban("java\\.util\\.Date\\.<init>\\(\\)", "an Instant that was passed in"),
            new Ban("java\\.lang\\.Thread\\.sleep\\(.*", "a scheduler, or a wait on what is awaited"));

    @Test
    void reachesOutsideOnlyWhereTheTableSaysSo() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : OurClasses.ALL) {
            Outside allowed = outside(type);
            if (allowed == Outside.NONE) {
                report(FILES, OurClasses.namedBy(type).map(JavaClass::getName), type, wrong);
            }
            if (allowed != Outside.ALL) {
                report(OUTSIDE_TYPES, OurClasses.namedBy(type).map(JavaClass::getName), type, wrong);
                report(OUTSIDE_CALLS, OurClasses.usedBy(type), type, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void namesEachLibraryOnlyInItsPlace() {
        Set<String> wrong = new TreeSet<>();
        keep("org\\.bouncycastle\\..*", Set.of("key"), wrong);
        // A SecureRandom is passed everywhere; where one may be made is another rule.
        keep("(java\\.security|javax\\.crypto)\\.(?!SecureRandom$).*", Set.of("key"), wrong);
        // The oracle of the tests (docs/decisions/002): it would be none if our code were built on it.
        keep("com\\.nimbusds\\..*", Set.of(), wrong);
        keep("com\\.fasterxml\\.jackson\\..*", Set.of("wire"), wrong);
        keep("io\\.(vertx|netty)\\..*", Set.of("http", "portal", "server"), wrong);
        keep("(java|javax)\\.sql\\..*|org\\.(h2|flywaydb)\\..*", Set.of("store", "server"), wrong);
        keep("picocli\\..*", CONSOLE, wrong);
        assertThat(wrong).isEmpty();
    }

    @Test
    void callsNothingThatHasABetterForm() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : OurClasses.ALL) {
            report(EVERYWHERE, OurClasses.usedBy(type), type, wrong);
            if (!CONSOLE.contains(drawn.nameOf(type.getPackageName()))) {
                Ban console = new Ban("java\\.lang\\.System\\.(out|err)", "return it, or throw");
                report(List.of(console), OurClasses.usedBy(type), type, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void keepsNoOptionalInAField() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : OurClasses.ALL) {
            if (type.isRecord()) {
                continue; // a component is what its accessor returns
            }
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(Optional.class)) {
                    wrong.add(field.getFullName() + " is an Optional: make it @Nullable");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void givesNoClassANameThatSaysNothing() {
        Pattern empty = Pattern.compile(".*(Manager|Helper|Utils?|Impl|D[tT][oO]|Mapper)");
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : OurClasses.ALL) {
            if (empty.matcher(type.getSimpleName()).matches()) {
                wrong.add(type.getName() + ": name it after what it is or does");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private Outside outside(JavaClass type) {
        DrawnArchitecture.Row row = drawn.rows().get(drawn.nameOf(type.getPackageName()));
        return row == null ? Outside.NONE : row.outside();
    }

    private void keep(String library, Set<String> places, Set<String> wrong) {
        Ban ban = new Ban(library, "only " + new TreeSet<>(places) + " may");
        for (JavaClass type : OurClasses.ALL) {
            if (!places.contains(drawn.nameOf(type.getPackageName()))) {
                report(List.of(ban), OurClasses.namedBy(type).map(JavaClass::getName), type, wrong);
            }
        }
    }

    private static void report(List<Ban> bans, Stream<String> used, JavaClass type, Set<String> wrong) {
        used.forEach(name -> bans.stream()
                .filter(ban -> ban.matches(name))
                .forEach(ban -> wrong.add(type.getName() + " uses " + name + "; instead: " + ban.instead())));
    }
}
