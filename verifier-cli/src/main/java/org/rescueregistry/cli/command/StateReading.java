package org.rescueregistry.cli.command;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.StateEvidenceCheck;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Option;

/** What is at hand to see whether a state is wrong. */
final class StateReading {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "the log's keys and its witnesses (C2SP tlog-policy), as you know them from elsewhere: a wrong time shows by them")
    private @Nullable Path policy;

    @Option(
            names = "--from",
            paramLabel = "DIR|URL",
            description =
                    "replay the leaves out of this copy of the log (a mirror's folder) or address, such as https://registry.example/log; nothing in it is believed")
    private @Nullable String copy;

    /** These keys of the log, or those of the policy. */
    List<VerifierKey> keysBeside(List<VerifierKey> given) throws Stopped {
        Stream<VerifierKey> known =
                policy().stream().flatMap(read -> read.logs().stream()).map(LogPolicy.Log::key);
        return Stream.concat(given.stream(), known).distinct().toList();
    }

    StateEvidenceCheck check(World world) throws Stopped {
        return new StateEvidenceCheck(policy().orElse(null), source(world), world.now());
    }

    private Optional<LogPolicy> policy() throws Stopped {
        if (policy == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LogPolicy.parse(Disk.read(policy)));
        } catch (MalformedException e) {
            throw Stopped.at(policy.toString(), e);
        }
    }

    private @Nullable LogSource source(World world) throws Stopped {
        if (copy == null) {
            return null;
        }
        try {
            if (Files.isDirectory(Path.of(copy))) {
                return LogSource.in(Path.of(copy));
            }
        } catch (InvalidPathException noPath) {
            // Then it is an address.
        }
        if (!copy.startsWith("http://") && !copy.startsWith("https://")) {
            throw new Stopped(StopCode.BAD_OPTION, "--from " + copy + " is neither a folder nor an address");
        }
        try {
            return LogSource.at(
                    URI.create(copy.endsWith("/") ? copy.substring(0, copy.length() - 1) : copy), world.web());
        } catch (IllegalArgumentException noAddress) {
            throw new Stopped(StopCode.BAD_OPTION, "--from " + copy + " is neither a folder nor an address");
        }
    }
}
