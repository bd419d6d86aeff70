package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A signed statement on its way between people and to its registry: a file that holds what is posted.
 *
 * <pre>{"disclosures":[],"statement":"eyJ…"}</pre>
 *
 * @param disclosures of the digests it brings
 */
record SignedAct(Statement statement, List<GivenDisclosure> disclosures) {
    SignedAct {
        disclosures = List.copyOf(disclosures);
    }

    static SignedAct read(Path file) throws Stopped {
        return read(file, Disk.readJson(file));
    }

    /** The same of what was read from the file. */
    static SignedAct read(Path file, Json.Obj content) throws Stopped {
        try {
            Members members = Members.of(content, "the file");
            SignedAct read = new SignedAct(
                    Statement.parse(members.string("statement")),
                    GivenDisclosure.parse(members.objects("disclosures")));
            members.done();
            return read;
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }

    /** Writes a file that must not be there yet; says so. */
    Page write(Path file) throws Stopped {
        Json.Obj body = Json.object()
                .put("disclosures", GivenDisclosure.json(disclosures))
                .put("statement", statement.compact())
                .build();
        Disk.writeNew(file, (body.text() + "\n").getBytes(StandardCharsets.UTF_8));
        return new Page(Json.object()
                        .put("act", statement.act().name())
                        .put("content", statement.content().base64Url())
                        .put("file", file.toString())
                        .put("id", statement.id().base64Url())
                        .put("sub", statement.sub())
                        .build())
                .headline(Tone.DOUBT, "signed and not filed: " + statement.act().name() + " " + statement.sub())
                .field("file", file.toString())
                .field("id", statement.id().toString())
                .field("content", statement.content() + ", the same for everybody who signs this");
    }
}
