package org.rescueregistry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.rescueregistry.cli.command.AdmitCommand;
import org.rescueregistry.cli.command.AmendCommand;
import org.rescueregistry.cli.command.AnchorsCommand;
import org.rescueregistry.cli.command.ApplicationsCommand;
import org.rescueregistry.cli.command.ApplyCommand;
import org.rescueregistry.cli.command.AppointCommand;
import org.rescueregistry.cli.command.AttestCommand;
import org.rescueregistry.cli.command.AttestationsCommand;
import org.rescueregistry.cli.command.BindCommand;
import org.rescueregistry.cli.command.CharterCommand;
import org.rescueregistry.cli.command.CompleteCodesCommand;
import org.rescueregistry.cli.command.CompletionCommand;
import org.rescueregistry.cli.command.ConfirmCommand;
import org.rescueregistry.cli.command.CredentialCommand;
import org.rescueregistry.cli.command.DismissCommand;
import org.rescueregistry.cli.command.EraseCommand;
import org.rescueregistry.cli.command.Errors;
import org.rescueregistry.cli.command.FileCommand;
import org.rescueregistry.cli.command.FindingCommand;
import org.rescueregistry.cli.command.KeysCommand;
import org.rescueregistry.cli.command.ListCommand;
import org.rescueregistry.cli.command.LogCommand;
import org.rescueregistry.cli.command.MessagesCommand;
import org.rescueregistry.cli.command.ObjectCommand;
import org.rescueregistry.cli.command.PauseCommand;
import org.rescueregistry.cli.command.ProofCommand;
import org.rescueregistry.cli.command.RecharterCommand;
import org.rescueregistry.cli.command.ReinstateCommand;
import org.rescueregistry.cli.command.RekeyCommand;
import org.rescueregistry.cli.command.ReplicaCommand;
import org.rescueregistry.cli.command.ReportCommand;
import org.rescueregistry.cli.command.RetractCommand;
import org.rescueregistry.cli.command.RevokeCommand;
import org.rescueregistry.cli.command.ScanCommand;
import org.rescueregistry.cli.command.SearchCommand;
import org.rescueregistry.cli.command.ShowCommand;
import org.rescueregistry.cli.command.SidecarCommand;
import org.rescueregistry.cli.command.SignCommand;
import org.rescueregistry.cli.command.SuspendCommand;
import org.rescueregistry.cli.command.UnbindCommand;
import org.rescueregistry.cli.command.VerifyCommand;
import org.rescueregistry.cli.command.VouchCommand;
import org.rescueregistry.cli.command.WithdrawCommand;
import org.rescueregistry.cli.command.World;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code rescue}: checks codes, posts, credentials and whole registries, and signs what its user decides. */
@Command(
        name = "rescue",
        description = "Check and audit rescue organisations, and sign what you decide.",
        mixinStandardHelpOptions = true,
        versionProvider = Rescue.Version.class)
public final class Rescue implements Runnable {
    /** In the order in which they are listed. */
    private static final List<Class<?>> COMMANDS = List.of(
            VerifyCommand.class,
            ShowCommand.class,
            ListCommand.class,
            SearchCommand.class,
            ScanCommand.class,
            SidecarCommand.class,
            MessagesCommand.class,
            ProofCommand.class,
            LogCommand.class,
            ReplicaCommand.class,
            KeysCommand.class,
            ApplyCommand.class,
            ApplicationsCommand.class,
            VouchCommand.class,
            ObjectCommand.class,
            AdmitCommand.class,
            CredentialCommand.class,
            BindCommand.class,
            ConfirmCommand.class,
            PauseCommand.class,
            SuspendCommand.class,
            ReinstateCommand.class,
            RevokeCommand.class,
            ReportCommand.class,
            FindingCommand.class,
            AmendCommand.class,
            UnbindCommand.class,
            RekeyCommand.class,
            AttestCommand.class,
            AttestationsCommand.class,
            RetractCommand.class,
            EraseCommand.class,
            WithdrawCommand.class,
            AppointCommand.class,
            DismissCommand.class,
            CharterCommand.class,
            RecharterCommand.class,
            SignCommand.class,
            FileCommand.class,
            AnchorsCommand.class,
            CompletionCommand.class,
            CompleteCodesCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before any command runs
    private CommandSpec spec;

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--version")) {
            // Scripts and installers ask this first and often; loading picocli would be most of the answer's time.
            System.out.println(Version.text());
            return;
        }
        System.exit(execute(World.ofProcess(), args));
    }

    /** Runs one command; gives its exit code. */
    static int execute(World world, String... args) {
        return commandLine(world, args)
                .execute(Stream.of(args).map(Rescue::sheltered).toArray(String[]::new));
    }

    /** An id may begin with a dash, and would be taken for options; behind a space it is not, and means the same. */
    private static String sheltered(String argument) {
        return argument.matches("-[A-Za-z0-9_-]{42}") ? " " + argument : argument;
    }

    /**
     * The program in a given world: with the command that {@code args} begin with alone, since making all of them would be most of what a
     * short one takes; with all of them if they begin with none, or with the one that has to know the others.
     */
    static CommandLine commandLine(World world, String... args) {
        Errors errors = new Errors(world);
        CommandLine rescue = new CommandLine(new Rescue(), inWorld(world));
        List<Class<?>> meant = COMMANDS.stream()
                .filter(type -> args.length > 0 && name(type).equals(args[0]))
                .filter(type -> type != CompletionCommand.class)
                .toList();
        (meant.isEmpty() ? COMMANDS : meant).forEach(rescue::addSubcommand);
        return rescue.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setOut(world.out())
                .setErr(world.err());
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** Commands are made with the world they act in. */
    private static IFactory inWorld(World world) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                    if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == World.class) {
                        constructor.setAccessible(true);
                        return type.cast(constructor.newInstance(world));
                    }
                }
                return CommandLine.defaultFactory().create(type);
            }
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? see rescue --help");
    }

    /** Reads the version the build wrote beside this class. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        static String text() {
            try (InputStream in = Rescue.class.getResourceAsStream("version.txt")) {
                if (in == null) {
                    throw new IllegalStateException("the build wrote no version.txt");
                }
                return "rescue ".concat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
