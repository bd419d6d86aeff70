package org.rescueregistry.cli.command;

import java.util.Set;
import java.util.TreeSet;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rescue generate-completion}. */
@Command(
        name = "generate-completion",
        description = {
            "Print a completion script for bash and zsh: source <(rescue generate-completion)",
            "It offers commands, options, and the codes that were seen last: one file is read for them, nobody is asked."
        })
public final class CompletionCommand extends RescueCommand {
    /** Behind the words of the command line come codes, where one belongs. */
    private static final String CODES = """

            # The codes that rescue saw last. Offered where a command takes one, or where somebody began to type one.
            function _rescue_with_codes() {
              _complete_rescue
              local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" at takes=
              # No slice of the array: zsh reads the name in its bounds as something else.
              for ((at = 1; at < COMP_CWORD; at++)); do
                case "${COMP_WORDS[at]}" in
                  @TAKE_CODES@) takes=yes ;;
                esac
              done
              [ -n "$takes" ] || return 0
              case "$word" in
                [Rr][Rr]*) ;;
                "") case "$before" in
                      @TAKE_NOTHING_ELSE@ | --code) ;;
                      *) return 0 ;;
                    esac ;;
                *) return 0 ;;
              esac
              local IFS=$'\\n'
              COMPREPLY+=( $("${COMP_WORDS[0]}" complete-codes "$word" 2>/dev/null) )
            }

            complete -F _rescue_with_codes -o default rescue rescue.sh rescue.bash
            """;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    public CompletionCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() {
        CommandSpec root = spec.root();
        Set<String> takeCodes = new TreeSet<>();
        Set<String> takeNothingElse = new TreeSet<>();
        collect(root, takeCodes, takeNothingElse);
        world.out().print(AutoComplete.bash(root.name(), root.commandLine()));
        world.out()
                .print(CODES.replace("@TAKE_CODES@", String.join(" | ", takeCodes))
                        .replace("@TAKE_NOTHING_ELSE@", String.join(" | ", takeNothingElse)));
        world.out().flush();
        return ExitCode.VERIFIED;
    }

    /** The names of commands that take codes, and of those that take one before anything else. */
    private static void collect(CommandSpec command, Set<String> takeCodes, Set<String> takeNothingElse) {
        if (command.args().stream().anyMatch(argument -> argument.paramLabel().contains("CODE"))) {
            takeCodes.add(command.name());
        }
        if (command.positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals("CODE"))) {
            takeNothingElse.add(command.name());
        }
        for (CommandLine sub : command.subcommands().values()) {
            collect(sub.getCommandSpec(), takeCodes, takeNothingElse);
        }
    }
}
