package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.cli.command.ExitCode;
import org.rescueregistry.cli.command.StopCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Holds {@code docs/reference/cli.md} to the commands there are. Its section Commands is what {@link #commands()} prints;
 * when the two differ the right text is in {@code target/cli-commands.md}.
 */
class CliPageTest {
    private static final Pattern CODE = Pattern.compile("^\\| `([a-z_]+)` \\| ([0-9]+) \\|", Pattern.MULTILINE);
    private static final Pattern EXIT = Pattern.compile("^\\| ([0-9]+) \\|", Pattern.MULTILINE);
    private static final List<String> EVERYWHERE = List.of("--output", "--debug", "--help");

    @Test
    void describesEveryCommandAndOption() throws IOException {
        String commands = commands();
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/cli-commands.md"), commands);
        assertThat(part("## Commands\n\n", "\n## Exit codes")).isEqualTo(commands);
    }

    @Test
    void listsEveryExitCode() throws IOException {
        List<String> listed = found(EXIT, part("## Exit codes", "## Codes"), 1);
        assertThat(listed)
                .isEqualTo(Arrays.stream(ExitCode.values())
                        .map(code -> Integer.toString(code.number()))
                        .toList());
    }

    @Test
    void listsEveryCodeWithItsExitCode() throws IOException {
        String codes = part("## Codes", null);
        assertThat(found(CODE, codes, 1))
                .isEqualTo(Arrays.stream(StopCode.values()).map(StopCode::text).toList());
        assertThat(found(CODE, codes, 2))
                .isEqualTo(Arrays.stream(StopCode.values())
                        .map(code -> Integer.toString(code.exit().number()))
                        .toList());
    }

    /** Each string of a description is filled to the terminal's width by itself: one that goes on in the next leaves a gap. */
    @Test
    void helpGoesOnWithinAParagraph() {
        assertThat(all(Rescue.commandLine(Shell.at(Instant.EPOCH).world()))
                        .map(CommandLine::getCommandSpec)
                        .flatMap(spec -> Stream.concat(
                                Stream.of(List.of(spec.usageMessage().description())),
                                spec.args().stream().map(argument -> List.of(argument.description()))))
                        .flatMap(paragraphs -> paragraphs.stream().limit(Math.max(0, paragraphs.size() - 1))))
                .isNotEmpty()
                .allSatisfy(paragraph -> assertThat(paragraph).matches("(?s).*[.:)]"));
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CliPageTest::all));
    }

    private static String commands() {
        StringBuilder page = new StringBuilder();
        CommandLine rescue = Rescue.commandLine(Shell.at(Instant.EPOCH).world());
        rescue.getSubcommands().values().forEach(command -> describe(command, page));
        return page.toString();
    }

    private static void describe(CommandLine command, StringBuilder page) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.usageMessage().hidden()) {
            return;
        }
        page.append("### ").append(spec.qualifiedName()).append("\n\n");
        page.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
        if (command.getSubcommands().isEmpty()) {
            page.append("| argument | |\n|---|---|\n");
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                row(page, parameter.paramLabel(), parameter);
            }
            for (OptionSpec option : spec.options()) {
                if (!EVERYWHERE.contains(option.longestName())) {
                    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                    row(page, option.longestName() + label, option);
                }
            }
            page.append('\n');
        }
        command.getSubcommands().values().forEach(sub -> describe(sub, page));
    }

    private static void row(StringBuilder page, String name, ArgSpec argument) {
        String description = String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()));
        page.append("| `")
                .append(name.replace("|", "\\|"))
                .append("` | ")
                .append(argument.required() || name.startsWith("--anchors") ? "" : "optional: ")
                .append(description.replace("|", "\\|"))
                .append(" |\n");
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(found -> found.group(group)).toList();
    }

    private static String part(String from, String to) throws IOException {
        String page = Files.readString(Path.of("../docs/reference/cli.md"));
        Matcher begin = Pattern.compile(Pattern.quote(from)).matcher(page);
        assertThat(begin.find()).as(from).isTrue();
        return to == null ? page.substring(begin.end()) : page.substring(begin.end(), page.indexOf(to, begin.end()));
    }
}
