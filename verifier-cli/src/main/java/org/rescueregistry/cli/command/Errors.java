package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import org.rescueregistry.cli.output.OutputFormat;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.SafeText;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * How a command that ends without an answer says so: one line on standard error, or with {@code --output json} the
 * object {@code {"code":"…","message":"…"}} there.
 */
public final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int ID_CHARS = 8;

    private final World world;

    public Errors(World world) {
        this.world = world;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        RescueCommand command = commandLine.getCommand() instanceof RescueCommand rescue ? rescue : null;
        OutputFormat format = command == null ? OutputFormat.TABLE : command.output();
        if (e instanceof Stopped stopped) {
            report(format, stopped.code(), stopped.message());
            return stopped.exit().number();
        }
        if (e instanceof ParameterException parameters) {
            return handleParseException(parameters, new String[0]);
        }
        report(
                format,
                StopCode.BUG.text(),
                "this is a mistake of ours, number " + number(e)
                        + "; the same with --debug shows where. Please report both");
        if (command != null && command.debug()) {
            e.printStackTrace(world.err());
        }
        world.err().flush();
        return ExitCode.BUG.number();
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        report(OutputFormat.TABLE, StopCode.BAD_OPTION.text(), String.valueOf(e.getMessage()));
        world.err().println("see " + commandLine.getCommandSpec().qualifiedName() + " --help");
        world.err().flush();
        return ExitCode.USAGE.number();
    }

    private void report(OutputFormat format, String code, String message) {
        Json.Obj data = Json.object()
                .put("code", code)
                .put("message", SafeText.of(message))
                .build();
        new Page(data).line("rescue: " + message + " [" + code + "]").print(world.err(), format, false);
    }

    /** The same for the same mistake at the same place, so that reports of it can be told to be one. */
    private static String number(Exception e) {
        StackTraceElement[] trace = e.getStackTrace();
        String place = e.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]);
        return Digest.sha256(place.getBytes(StandardCharsets.UTF_8)).hex().substring(0, ID_CHARS);
    }
}
