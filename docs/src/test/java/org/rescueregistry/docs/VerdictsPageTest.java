package org.rescueregistry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.sdk.VerificationPolicy;

/** Holds {@code docs/reference/verdicts.md} to the program. */
class VerdictsPageTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z_]+)` \\| ([^|]*) \\| ([^|]*) \\|", Pattern.MULTILINE);

    @Test
    void hasEveryOutcomeInOrder() throws IOException {
        assertThat(ROW.matcher(part("## Outcomes", "## Reasons")).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(Outcome.values()).map(Outcome::name).toList());
    }

    @Test
    void hasEveryReasonInOrderWithItsWeightAndItsReaders() throws IOException {
        List<String> rows = ROW.matcher(part("## Reasons", "## A verdict"))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(VerdictReason.values())
                        .map(reason -> reason.name() + " " + reason.severity().text() + " "
                                + reason.display().text())
                        .toList());
    }

    @Test
    void namesEveryCheckThatCanBeLeftOut() throws IOException {
        assertThat(Arrays.stream(VerificationPolicy.Check.values())
                        .map(check -> "`" + check.text() + "`")
                        .toList())
                .allSatisfy(check -> assertThat(page()).contains(check));
    }

    private static String page() throws IOException {
        return Files.readString(Repository.ROOT.resolve("docs/reference/verdicts.md"));
    }

    private static String part(String from, String to) throws IOException {
        String page = page();
        return page.substring(page.indexOf(from), page.indexOf(to));
    }
}
