package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Option;

/** What is to be different from the charter in force. Log keys are changed in the draft by hand. */
final class CharterDraft {
    @Option(
            names = "--operator-out",
            paramLabel = "KEY|FILE",
            description =
                    "an operator who goes, by the id of the key, its beginning, or the public key, a JWK; may be given several times")
    private List<String> operatorsOut = new ArrayList<>();

    @Option(
            names = "--operator-in",
            paramLabel = "FILE",
            description =
                    "an operator who comes, the JWK that `keys new` wrote, of a key that served nowhere in this log; may be given several times")
    private List<Path> operatorsIn = new ArrayList<>();

    @Option(names = "--quorum", paramLabel = "N", description = "how many operators act together")
    private @Nullable Long quorum;

    @Option(
            names = "--body",
            paramLabel = "NAME=FILE",
            description = "a body that comes, or one that gets a new key (JWK); may be given several times")
    private Map<String, Path> bodies = new LinkedHashMap<>();

    @Option(
            names = "--body-out",
            paramLabel = "NAME",
            description = "a body that goes, and with it everybody it appointed; may be given several times")
    private List<String> bodiesOut = new ArrayList<>();

    @Option(names = "--council", paramLabel = "FILE", description = "the council's new key (JWK)")
    private @Nullable Path council;

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description =
                    "another limit, as the rulebook names it, in seconds: wait=259200; may be given several times")
    private Map<String, Long> limits = new LinkedHashMap<>();

    /** The charter with these changes. */
    Charter of(Charter inForce) throws Stopped {
        Charter changed;
        try {
            changed = new Charter(
                    bodies(inForce),
                    inForce.codePrefix(),
                    council == null ? inForce.council() : PublicKeys.read(council),
                    inForce.limits(),
                    inForce.logKeys(),
                    operators(inForce),
                    quorum == null ? inForce.quorum() : quorum);
        } catch (IllegalArgumentException noName) {
            throw new Stopped(StopCode.BAD_OPTION, "--body: " + noName.getMessage());
        }
        TreeMap<String, Json> members = new TreeMap<>(changed.json().members());
        TreeMap<String, Json> numbers = new TreeMap<>(inForce.limits().json().members());
        limits.forEach((name, value) -> numbers.put(name, new Json.Num(value)));
        members.put("limits", new Json.Obj(numbers));
        try {
            return Charter.parse(new Json.Obj(members));
        } catch (MalformedException e) {
            throw Stopped.at("the new charter", e);
        }
    }

    private List<Es256PublicKey> operators(Charter inForce) throws Stopped {
        List<Es256PublicKey> operators = new ArrayList<>(inForce.operators());
        for (String gone : operatorsOut) {
            String id = PublicKeys.isFile(gone)
                    ? PublicKeys.read(Path.of(gone)).keyId().toString()
                    : gone.strip();
            List<Es256PublicKey> meant = operators.stream()
                    .filter(operator -> operator.keyId().toString().startsWith(id))
                    .toList();
            if (meant.size() != 1) {
                throw new Stopped(
                        StopCode.BAD_OPTION, "--operator-out " + gone + ": " + meant.size() + " operators begin so");
            }
            operators.remove(meant.get(0));
        }
        for (Path come : operatorsIn) {
            operators.add(PublicKeys.read(come));
        }
        return operators;
    }

    private List<Charter.Body> bodies(Charter inForce) throws Stopped {
        Map<String, Charter.Body> all = new TreeMap<>();
        inForce.bodies().forEach(body -> all.put(body.id(), body));
        for (String gone : bodiesOut) {
            if (all.remove(gone) == null) {
                throw new Stopped(StopCode.BAD_OPTION, "--body-out: there is no body " + gone);
            }
        }
        for (Map.Entry<String, Path> body : bodies.entrySet()) {
            all.put(body.getKey(), new Charter.Body(body.getKey(), PublicKeys.read(body.getValue())));
        }
        return List.copyOf(all.values());
    }
}
