package org.rescueregistry.cli.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.rescueregistry.cli.output.OutputFormat;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.SafeText;
import picocli.CommandLine.Option;

/** What all commands have in common. */
abstract class RescueCommand implements Callable<Integer> {
    final World world;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people, json for programs (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(names = "--debug", description = "show the stack trace of a mistake of ours")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and end")
    @SuppressWarnings("UnusedVariable") // picocli asks for it by its annotation
    private boolean help;

    RescueCommand(World world) {
        this.world = world;
    }

    /** Does it. */
    abstract ExitCode run() throws Stopped;

    @Override
    public final Integer call() throws Stopped {
        return run().number();
    }

    /** Puts the answer on standard output. */
    final void print(Page page) {
        page.print(world.out(), output, world.colour());
    }

    /** Says something that is no answer, on standard error. */
    final void say(String words) {
        world.err().println(SafeText.isolated(words));
        world.err().flush();
    }

    /** The time now, as statements say it. */
    final Instant wholeSeconds() {
        return world.now().truncatedTo(ChronoUnit.SECONDS);
    }

    OutputFormat output() {
        return output;
    }

    boolean debug() {
        return debug;
    }
}
