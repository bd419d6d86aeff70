package org.rescueregistry.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * The disclosures an organisation has made, beside its key: {@code team.p12} has {@code team.disclosures.json}, in the
 * form in which they are given to a registry.
 *
 * <pre>{"disclosures":[{"audience":"public","disclosure":"WyI…"}]}</pre>
 *
 * <p>Without them nobody can say what the digests in the log stand for, so they are written before anything is sent.
 */
record DisclosureFile(Path file) {
    static DisclosureFile beside(Path keyFile) {
        String name = keyFile.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return new DisclosureFile(
                keyFile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".disclosures.json"));
    }

    /** Those in the file; none if there is no file. */
    List<GivenDisclosure> read() throws Stopped {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Members members = Members.of(Disk.readJson(file), "file");
            List<GivenDisclosure> read = GivenDisclosure.parse(members.objects("disclosures"));
            members.done();
            return read;
        } catch (MalformedException e) {
            throw Stopped.at(file.toString(), e);
        }
    }

    /** Adds these to those in the file; gives the file. */
    Path add(List<GivenDisclosure> disclosures) throws Stopped {
        List<GivenDisclosure> all = new ArrayList<>(read());
        all.addAll(disclosures);
        Json.Obj content =
                Json.object().put("disclosures", GivenDisclosure.json(all)).build();
        Disk.replace(file, (content.text() + "\n").getBytes(StandardCharsets.UTF_8));
        return file;
    }
}
