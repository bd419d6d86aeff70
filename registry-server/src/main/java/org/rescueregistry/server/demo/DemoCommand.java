package org.rescueregistry.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.server.FreePort;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code registry demo}: a whole federation on loopback. */
@Command(
        name = "demo",
        description = {
            "Start a whole federation on this machine, with fresh keys and invented teams, and tell its story.",
            "Nothing of it is reachable from elsewhere."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int NOT_AS_EXPECTED = 1;

    @Option(names = "--once", description = "end after the story; else it stays up until Ctrl-C")
    private boolean once;

    @Option(names = "--json", description = "print the story as one JSON document")
    private boolean json;

    @Option(
            names = "--organisations",
            paramLabel = "FILE.csv",
            description =
                    "instead of the story, take the organisations of this file in (columns name_en, name_zh, ...)")
    private @Nullable Path organisations;

    @Option(names = "--port", paramLabel = "N", description = "use ports from N upwards (default: whatever is free)")
    private int port;

    @Option(names = "--dir", paramLabel = "DIR", description = "its folder, new or empty (default: a temporary one)")
    private @Nullable Path dir;

    private final PrintStream out;

    /** As it runs in a terminal: in UTF-8, whatever the terminal says it speaks. */
    public DemoCommand() {
        this(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
    }

    DemoCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, RegistryRefusedException, MalformedException, InterruptedException {
        Path folder = folder();
        SecureRandom random = new SecureRandom();
        Files.createDirectories(folder.resolve("posts"));
        Files.createDirectories(folder.resolve("profiles"));
        KeyRing keys = KeyRing.create(folder, random);
        Federation.Ground ground = new Federation.Ground(folder, keys, ports(), random);
        Telling telling = new Telling(out, json);
        telling.fact("dir", new Json.Str(folder.toString()));
        telling.fact("anchors", new Json.Str(folder.resolve(Federation.ANCHORS).toString()));
        boolean good = organisations == null
                ? story(ground, telling)
                : register(Organisation.read(organisations), ground, telling);
        return good ? 0 : NOT_AS_EXPECTED;
    }

    private boolean story(Federation.Ground ground, Telling telling)
            throws IOException, RegistryRefusedException, MalformedException, InterruptedException {
        greet(ground, telling);
        try (Federation federation = Federation.start(ground, Story.REGISTRIES)) {
            new Story(federation, ground, telling).run();
            ground.keys().finish();
            if (!telling.isAsExpected()) {
                telling.say("");
                telling.say("!! Some verdicts are not as expected: this is a bug of the program.");
            }
            end(federation, telling);
            return telling.isAsExpected();
        }
    }

    private boolean register(List<Organisation> all, Federation.Ground ground, Telling telling)
            throws IOException, RegistryRefusedException, MalformedException, InterruptedException {
        greet(ground, telling);
        try (Federation federation = Federation.start(ground, List.of(Intake.REGISTRY))) {
            boolean good = new Intake(federation, ground, telling).run(all);
            ground.keys().finish();
            end(federation, telling);
            return good;
        }
    }

    private static void greet(Federation.Ground ground, Telling telling) {
        telling.say("A demonstration on this machine: fresh keys, invented people, nothing leaves it.");
        telling.say("Its files are in  " + ground.folder());
        telling.say("");
        telling.paragraph(
                "A line that begins with $ does the same by hand, in a second terminal. What only reads (show, verify,"
                        + " log audit) you can run as it stands; what signs has been done by the story, except in the chapter"
                        + " \"Your turn\". Begin there with:");
        telling.say("   $ cd " + ground.folder());
        telling.say("   $ PATH=\"$PATH:<this repository>/verifier-cli/bin\"");
    }

    private void end(Federation federation, Telling telling) throws InterruptedException {
        telling.say("");
        telling.say("--anchors " + federation.anchorsFile());
        telling.end();
        if (!once) {
            telling.say("It stays up until you press Ctrl-C.");
            CountDownLatch interrupted = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(interrupted::countDown, "demo-ends"));
            interrupted.await();
        }
    }

    private Path folder() throws IOException, MalformedException {
        if (dir == null) {
            return Files.createTempDirectory("rescue-demo-").toRealPath();
        }
        Path folder = Files.createDirectories(dir).toRealPath();
        try (var inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new MalformedException("not_empty", folder + " is not empty; the demo writes over nothing");
            }
        }
        return folder;
    }

    private Federation.Ports ports() {
        if (port == 0) {
            return FreePort::find;
        }
        int[] next = {port};
        return () -> next[0]++;
    }
}
