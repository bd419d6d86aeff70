package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs Java programs under {@code strace}, to see which calls they make on the files of a folder, and to let one of them fail. */
final class Strace {
    /** The calls that change what a folder holds or make it durable, and those that open it. */
    private static final String CALLS =
            "openat,open,creat,write,pwrite64,writev,pwritev,fsync,fdatasync,rename,renameat,renameat2,"
                    + "link,linkat,mkdir,mkdirat,unlink,unlinkat,rmdir,ftruncate,fallocate";

    private static final Pattern LINE = Pattern.compile("^(\\d+) +(\\w+)\\((.*)$");
    private static final Pattern QUOTED = Pattern.compile("\"(/[^\"]*)\"");
    private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<(/[^>]*)>");
    private static final int PATIENCE_SECONDS = 60;
    private static final int KILLED = 137;

    private final List<String> program;

    /** @param program a class with a main method, and the options of its Java */
    Strace(List<String> javaOptions, Class<?> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        this.program = List.copyOf(command);
    }

    /**
     * One call at which something can go wrong.
     *
     * @param working whether it comes when the program is at work; else while it opens
     * @param call its name
     * @param path of the file it is about, relative to the folder; for a rename the one that is renamed
     * @param nth such call on this path by its thread, from 1; strace counts so
     * @param takesRoom whether a full disk may refuse it
     */
    record Point(boolean working, String call, String path, int nth, boolean takesRoom) {
        @Override
        public String toString() {
            return (working ? "working: " : "opening: ") + call + " " + path + " #" + nth;
        }
    }

    /** What can go wrong: an error of the operating system, or the end of the process just before the call. */
    enum Fault {
        EIO("error=EIO"),
        ENOSPC("error=ENOSPC"),
        SIGKILL("signal=SIGKILL");

        private final String injection;

        Fault(String injection) {
            this.injection = injection;
        }
    }

    /**
     * How a program ended.
     *
     * @param hit whether it came to the call that was to fail
     * @param said on its standard output, line by line
     */
    record Ended(int exit, boolean hit, List<String> said) {}

    /** Whether processes can be traced here. */
    static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Runs the program to its end and gives every point it passes on files in {@code folder}. */
    List<Point> points(boolean working, Path folder, Path work, List<String> arguments)
            throws IOException, InterruptedException {
        Ended ended = run(working, List.of("-f", "-y", "-s", "0", "-e", "trace=" + CALLS), work, arguments);
        if (ended.exit() != 0) {
            throw new AssertionError("without any fault it ended with " + ended.exit() + ": "
                    + Files.readString(work.resolve("errors")));
        }
        List<Point> points = new ArrayList<>();
        Map<String, Integer> passed = new HashMap<>();
        String opener = "";
        for (String line : Files.readAllLines(work.resolve("calls"))) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                continue;
            }
            String thread = parts.group(1);
            String call = parts.group(2);
            String path = path(parts.group(3));
            if (path.startsWith(folder + "/") || path.equals(folder.toString())) {
                opener = opener.isEmpty() ? thread : opener;
                String relative = folder.relativize(Path.of(path)).toString();
                int nth = passed.merge(thread + " " + call + " " + relative, 1, Integer::sum);
                // Opening is done by one thread; what others do comes after it.
                if (working || thread.equals(opener)) {
                    points.add(new Point(working, call, relative, nth, takesRoom(call, parts.group(3))));
                }
            }
        }
        return points.stream().distinct().toList();
    }

    private static boolean takesRoom(String call, String arguments) {
        return call.contains("write")
                || call.startsWith("mkdir")
                || call.equals("fallocate")
                || arguments.contains("O_CREAT");
    }

    private static String path(String arguments) {
        Matcher descriptor = DESCRIPTOR.matcher(arguments);
        if (descriptor.find()) {
            return descriptor.group(1);
        }
        Matcher quoted = QUOTED.matcher(arguments);
        return quoted.find() ? quoted.group(1) : "";
    }

    /** Runs the program, and lets it fail at {@code point}. */
    Ended failAt(Point point, Fault fault, Path folder, Path work, List<String> arguments)
            throws IOException, InterruptedException {
        String injection = "inject=" + point.call() + ":" + fault.injection + ":when=" + point.nth();
        String path = folder.resolve(point.path()).toString();
        List<String> options = List.of("-f", "-P", path, "-e", "trace=" + point.call(), "-e", injection);
        Ended ended = run(point.working(), options, work, arguments);
        boolean hit = fault == Fault.SIGKILL
                ? ended.exit() == KILLED
                : Files.readString(work.resolve("calls")).contains("(INJECTED)");
        return new Ended(ended.exit(), hit, ended.said());
    }

    /** Traces the program from its start, or once it waits to go to work. */
    private Ended run(boolean working, List<String> options, Path work, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> tracer =
                new ArrayList<>(List.of("strace", "-o", work.resolve("calls").toString()));
        tracer.addAll(options);
        List<String> command = new ArrayList<>(working ? List.of() : tracer);
        command.addAll(program);
        command.addAll(arguments);
        if (working) {
            command.add(FaultSubject.WAIT);
        }
        Path said = work.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(work.resolve("errors").toFile())
                .start();
        if (working) {
            until(() -> !process.isAlive() || Files.readAllLines(said).contains(FaultSubject.READY), process);
            tracer.addAll(List.of("-p", Long.toString(process.pid())));
            Path tracing = work.resolve("tracing");
            Process tracerProcess = new ProcessBuilder(tracer)
                    .redirectErrorStream(true)
                    .redirectOutput(tracing.toFile())
                    .start();
            until(() -> Files.readString(tracing).contains("attached"), process);
            process.getOutputStream().close();
            until(() -> !process.isAlive(), process);
            until(() -> !tracerProcess.isAlive(), process);
        } else {
            until(() -> !process.isAlive(), process);
        }
        return new Ended(process.exitValue(), false, Files.readAllLines(said));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Condition condition, Process process) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("it did not come to an end: " + process.info());
            }
            Thread.sleep(10);
        }
    }
}
