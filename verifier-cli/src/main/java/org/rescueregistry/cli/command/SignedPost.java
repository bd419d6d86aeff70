package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A signed post attestation on its way to its registry: a file that holds what is posted.
 *
 * <pre>{"attestation":"eyJ…"}</pre>
 */
record SignedPost(PostAttestation attestation) {
    private static final String MEMBER = "attestation";

    /** Whether a file holds one of these. */
    static boolean isIn(Json.Obj file) {
        return file.members().containsKey(MEMBER);
    }

    static SignedPost read(Path file, Json.Obj content) throws Stopped {
        try {
            Members members = Members.of(content, "the file");
            SignedPost read = new SignedPost(PostAttestation.parse(members.string(MEMBER)));
            members.done();
            return read;
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }

    /** Writes a file that must not be there yet; says so. */
    Page write(Path file) throws Stopped {
        Json.Obj body = Json.object().put(MEMBER, attestation.compact()).build();
        Disk.writeNew(file, (body.text() + "\n").getBytes(StandardCharsets.UTF_8));
        return page(json().put("file", file.toString()).build())
                .headline(Tone.DOUBT, "signed and not published: " + of())
                .field("file", file.toString());
    }

    /** Publishes it; says what came of it. */
    Page publish(RegistryClient client) throws Stopped {
        long size = Asking.ask(() -> client.attest(attestation));
        return page(json().put("size", size).build())
                .headline(Tone.GOOD, "published: " + of())
                .field("public", "once witnesses have cosigned " + size + " leaves, in a moment");
    }

    private String of() {
        return attestation.organisation() + " vouches for a post of " + account(attestation);
    }

    private Page page(Json.Obj data) {
        Page page = new Page(data)
                .field("id", attestation.id().toString())
                .field("text", attestation.text() + " (SHA-256)")
                .field("until", PlainWords.time(attestation.exp()));
        attestation.code().ifPresent(code -> page.field("code", code.canonical()));
        return page;
    }

    /** What it says, for programs. */
    Json.ObjectBuilder json() {
        Json.ObjectBuilder json = Json.object()
                .put("account", attestation.account().id())
                .put("exp", attestation.exp().getEpochSecond())
                .put("iat", attestation.iat().getEpochSecond())
                .put("id", attestation.id().base64Url())
                .put("media", attestation.media().json())
                .put("platform", attestation.account().platform())
                .put("sub", attestation.organisation().canonical())
                .put("text", attestation.text().base64Url());
        attestation.code().ifPresent(code -> json.put("code", code.canonical()));
        return json;
    }

    static String account(PostAttestation attestation) {
        return attestation.account().platform() + ":" + attestation.account().id();
    }
}
