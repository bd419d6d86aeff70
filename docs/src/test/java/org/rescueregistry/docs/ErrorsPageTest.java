package org.rescueregistry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rescueregistry.issuance.Issuance;
import org.rescueregistry.ledger.AttestationRefusal;
import org.rescueregistry.statement.RefusalCode;
import org.rescueregistry.statement.Stop;
import org.rescueregistry.vetting.Refusal;

/** Holds {@code docs/reference/errors.md} and section 10 of the rulebook to the codes there are. */
class ErrorsPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z_]+)` \\| (.*) \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    @Test
    void hasEveryRefusalCodeInOrder() throws Exception {
        assertThat(codes(ROW, part("errors.md", "## Statements", "## The case file")))
                .isEqualTo(refusals());
    }

    @Test
    void hasEveryRefusalOfTheCaseFileInOrder() throws Exception {
        assertThat(codes(ROW, part("errors.md", "## The case file", "Credentials, beside")))
                .isEqualTo(Arrays.stream(Refusal.values())
                        .map(Refusal::code)
                        .sorted()
                        .toList());
    }

    @Test
    void hasEveryReasonForNoCredentialInOrder() throws Exception {
        List<String> others = Arrays.stream(Issuance.Reason.values())
                .map(Issuance.Reason::code)
                .filter(code -> !code.equals("not_entitled"))
                .sorted()
                .toList();
        assertThat(codes(ROW, part("errors.md", "Credentials, beside", "## Post attestations")))
                .isEqualTo(others);
    }

    @Test
    void hasEveryRefusalOfAPostAttestationInOrder() throws Exception {
        assertThat(codes(ROW, part("errors.md", "## Post attestations", "## Where")))
                .isEqualTo(Arrays.stream(AttestationRefusal.values())
                        .map(AttestationRefusal::code)
                        .sorted()
                        .toList());
    }

    @Test
    void hasEveryCauseOfStopping() throws Exception {
        assertThat(codes(ROW, part("errors.md", "## Where", null))).isEqualTo(stops());
    }

    @Test
    void saysInWholeSentencesWhatIsWrongAndWhatToDo() throws Exception {
        assertThat(ROW.matcher(read("errors.md")).results()).allSatisfy(row -> {
            assertThat(row.group(2)).matches("\\p{Lu}.*\\.");
            assertThat(row.group(3)).matches("\\p{Lu}.*\\.");
        });
    }

    @Test
    void findsTheSameCodesInTheRulebook() throws Exception {
        String section = part("statements.md", "## 10 Refusal codes", "## 11");
        String list = section.substring(section.indexOf("`account_known`"), section.indexOf(".\n\n`state_misplaced`"));
        List<String> all = codes(CODE, list);
        assertThat(all.subList(0, all.size() - stops().size())).isEqualTo(refusals());
        assertThat(all.subList(all.size() - stops().size(), all.size())).isEqualTo(stops());
    }

    private static List<String> refusals() {
        return Arrays.stream(RefusalCode.values())
                .map(RefusalCode::text)
                .sorted()
                .toList();
    }

    private static List<String> stops() {
        return Arrays.stream(Stop.Cause.values()).map(Stop.Cause::text).sorted().toList();
    }

    private static List<String> codes(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String part(String page, String from, @Nullable String to) throws IOException {
        String text = read(page);
        int begin = text.indexOf(from);
        assertThat(begin).as(from).isNotNegative();
        return to == null ? text.substring(begin) : text.substring(begin, text.indexOf(to, begin));
    }

    private static String read(String page) throws IOException {
        return Files.readString(Repository.ROOT.resolve("docs/reference").resolve(page));
    }
}
