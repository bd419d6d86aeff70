package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rescue attestations}. */
@Command(
        name = "attestations",
        description = "List the posts that organisations have signed and that count now, in all registries"
                + " that your anchors lead to; on this machine: nobody learns which one you look for. Ends"
                + " with 3 if a registry could not be read whole: then there may be more.")
public final class AttestationsCommand extends RescueCommand {
    @Option(
            names = "--of",
            paramLabel = "CODE",
            converter = ValueReader.OfCode.class,
            description = "only those of this organisation")
    private @Nullable Code code;

    @Option(
            names = "--account",
            paramLabel = "PLATFORM:ID",
            converter = ValueReader.OfAccount.class,
            description = "only those on this account: weibo.com:1234567890")
    private @Nullable AccountId account;

    @Option(
            names = "--text",
            paramLabel = "FILE|-",
            description = "only those of this text, in a file, or - for standard input")
    private @Nullable String text;

    @Mixin
    private final Anchors anchors = new Anchors();

    public AttestationsCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        var trusted = anchors.load(world);
        Digest digest = text == null
                ? null
                : Digest.sha256(PostTextReader.read(text, world).utf8());
        View view = View.of(world, trusted, null);
        List<SignedPost> found = view.snapshot().registries().stream()
                .flatMap(registry -> registry.attestations().stream())
                .filter(one -> isWanted(one, digest))
                .sorted(Comparator.comparing(PostAttestation::iat).reversed())
                .map(SignedPost::new)
                .toList();
        Table table = new Table("ID", "ORGANISATION", "ACCOUNT", "SIGNED", "UNTIL", "CODE");
        List<Json> all = new ArrayList<>();
        for (SignedPost one : found) {
            PostAttestation said = one.attestation();
            table.row(
                    said.id().toString(),
                    said.organisation().canonical(),
                    SignedPost.account(said),
                    PlainWords.time(said.iat()),
                    PlainWords.time(said.exp()),
                    said.code().map(Object::toString).orElse(""));
            all.add(one.json().build());
        }
        print(new Page(Json.object().put("attestations", Json.array(all)).build())
                .line(found.size() == 1 ? "1 signed post" : found.size() + " signed posts")
                .table(table));
        view.troubleLines().forEach(this::say);
        boolean isWhole = view.troubles().values().stream()
                .flatMap(List::stream)
                .allMatch(trouble -> trouble.kind() == Trouble.Kind.VOID_LEAF);
        return isWhole ? ExitCode.VERIFIED : ExitCode.UNDETERMINED;
    }

    private boolean isWanted(PostAttestation one, @Nullable Digest digest) {
        return (code == null || one.organisation().equals(code))
                && (account == null || one.account().equals(account))
                && (digest == null || one.text().equals(digest));
    }
}
