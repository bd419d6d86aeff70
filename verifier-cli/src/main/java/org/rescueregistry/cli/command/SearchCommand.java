package org.rescueregistry.cli.command;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.claim.Names;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.SafeText;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rescue search}. */
@Command(
        name = "search",
        description = {
            "Search the organisations of all registries that your anchors lead to, on this machine:"
                    + " nobody learns what you look for.",
            "Finds names that look the same however they are spelled, beginnings of codes, and accounts."
                    + " Only what was disclosed can be found; whoever is not found may still be real. Ends with 3"
                    + " if a registry could not be read whole."
        })
public final class SearchCommand extends RescueCommand {
    @Parameters(
            index = "0",
            paramLabel = "TEXT",
            description = "part of a name, the beginning of a code, or an account: weibo.com:1234567890")
    @SuppressWarnings("NullAway.Init")
    private String text;

    @Mixin
    private final Anchors anchors = new Anchors();

    @Mixin
    private final ReaderKey reader = new ReaderKey();

    public SearchCommand(World world) {
        super(world);
    }

    /** An organisation, and what of it is like the text. */
    private record Found(Known known, List<String> because) {}

    @Override
    ExitCode run() throws Stopped {
        if (text.isBlank()) {
            throw new Stopped(StopCode.BAD_OPTION, "there is nothing to look for in an empty text");
        }
        AnchorSet trusted = anchors.load(world);
        KnownOnes known = KnownOnes.read(world, trusted, reader.open(world));
        List<Found> found = known.all()
                .map(one -> new Found(one, because(one)))
                .filter(one -> !one.because().isEmpty())
                .toList();
        Table table = new Table("CODE", "STATUS", "NAME", "FOUND BY");
        List<Json> all = new ArrayList<>();
        for (Found one : found) {
            table.row(
                    one.known().record().code().canonical(),
                    one.known().record().status().text(),
                    String.join(SafeText.BETWEEN, one.known().names()),
                    String.join(SafeText.BETWEEN, one.because()));
            all.add(one.known()
                    .json()
                    .put("found_by", Json.strings(one.because()))
                    .build());
        }
        Json.Obj data = Json.object()
                .put("organisations", Json.array(all))
                .put("troubles", known.troublesJson())
                .build();
        print(new Page(data)
                .line(
                        found.isEmpty()
                                ? "nobody found; whoever is not listed may still be real"
                                : found.size() + " found")
                .table(table));
        return known.end(this::say);
    }

    private List<String> because(Known one) {
        Stream<String> code = one.record().code().compact().startsWith(codeBeginning(text))
                        || one.record().code().symbols().startsWith(codeBeginning(text))
                ? Stream.of("code")
                : Stream.empty();
        Stream<String> account = account(text).stream()
                .filter(wanted ->
                        one.accounts().anyMatch(bound -> bound.account().equals(wanted)))
                .map(wanted -> "account " + wanted.platform() + ":" + wanted.id());
        String look = Names.skeleton(text);
        Stream<String> names = Stream.concat(
                        one.names().stream(), one.accounts().flatMap(bound -> bound.names().stream()))
                .filter(name -> !look.isEmpty() && Names.skeleton(name).contains(look))
                .map(name -> "name " + name);
        return Stream.of(code, account, names).flatMap(part -> part).distinct().toList();
    }

    /** As much of a code as somebody has read or typed so far, in the spelling of codes. */
    static String codeBeginning(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}]", "")
                .replace('O', '0')
                .replaceAll("[IL]", "1");
        // Nothing may be found by an empty beginning.
        return plain.isEmpty() ? " " : plain;
    }

    private static Optional<AccountId> account(String text) {
        int colon = text.indexOf(':');
        try {
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(AccountId.parse(text.substring(0, colon), text.substring(colon + 1)));
        } catch (MalformedException noAccount) {
            return Optional.empty();
        }
    }
}
