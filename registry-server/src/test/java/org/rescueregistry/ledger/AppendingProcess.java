package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A {@link LeafLog} in a process of its own, and so in a heap of its own, which appends when it is told: another log beside it shares
 * only the machine. It has the options of the process that starts it.
 */
final class AppendingProcess implements AutoCloseable {
    private static final int LEAF_BYTES = 512;

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    AppendingProcess(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                Files.createDirectory(folder).toString()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = process.outputWriter(US_ASCII);
        answers = process.inputReader(US_ASCII);
    }

    /**
     * What a leaf costs.
     *
     * @param nanos on the clock
     * @param processor nanoseconds of the processors, the collector's and the compiler's too
     */
    record Cost(double nanos, double processor) {}

    /**
     * What a leaf costs when the log of this name is taken up and so many leaves are appended, until all that this made is where it
     * stays: the log is closed. Taking it up does not count.
     */
    Cost append(String name, int leaves) throws IOException {
        String[] nanos = answer(name + " " + leaves).split(" ");
        return new Cost(Double.parseDouble(nanos[0]) / leaves, Double.parseDouble(nanos[1]) / leaves);
    }

    private String answer(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the log has ended");
        }
        return answer;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        orders.close();
        int unused = process.waitFor();
    }

    /** The process: each order is a line, the name of a log and a number of leaves. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
        PrintStream answers = System.out;
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            LeafLog log = open(Path.of(arguments[0], words[0]));
            long processor = system.getProcessCpuTime();
            long start = System.nanoTime();
            append(log, Integer.parseInt(words[1]));
            log.close();
            answers.println((System.nanoTime() - start) + " " + (system.getProcessCpuTime() - processor));
            answers.flush();
        }
    }

    static LeafLog open(Path home) throws IOException, SigningRefusedException {
        Files.createDirectories(home);
        return LeafLog.open(
                new LogHome(
                        LogFiles.in(home),
                        ForkGuard.in(home.resolve("guard"), TestKeys.ORIGIN),
                        TestKeys.log(TestKeys.ORIGIN)),
                LeafLog.Limits.DEFAULT);
    }

    /** Offers again what the log has no room for, as a client does that is told to come back. */
    static void append(LeafLog log, int leaves) throws Exception {
        byte[] leaf = new byte[LEAF_BYTES];
        new Random(1).nextBytes(leaf);
        long first = log.size();
        CountDownLatch written = new CountDownLatch(leaves);
        CompletableFuture<LeafLog.Added> last = new CompletableFuture<>();
        for (int i = 0; i < leaves; i++) {
            ByteBuffer.wrap(leaf).putLong(first + i);
            CompletableFuture<LeafLog.Added> answer = log.add(leaf).toCompletableFuture();
            while (answer.isDone() && answer.join() instanceof LeafLog.Added.Busy) {
                Thread.sleep(1);
                answer = log.add(leaf).toCompletableFuture();
            }
            answer.whenComplete((added, failure) -> written.countDown());
            last = answer;
        }
        written.await();
        last.get();
    }
}
