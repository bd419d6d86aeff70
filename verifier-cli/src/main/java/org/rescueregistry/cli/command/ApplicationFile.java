package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rescueregistry.fetch.CaseView;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.GivenDisclosure;

/** Case files as a registry shows them, believed only as far as the applicant has signed them. */
final class ApplicationFile {
    private ApplicationFile() {}

    /** The file of the application of this id. */
    static CaseView read(RegistryClient registry, Digest id, Es256Signer reader) throws Stopped {
        CaseView file = Asking.ask(() -> registry.application(id, reader));
        Application application = file.application();
        if (!application.id().equals(id) || !application.isSigned()) {
            throw new Stopped(
                    StopCode.APPLICATION_NOT_WHOLE,
                    "what the registry shows is not the application " + id + " as signed");
        }
        return file;
    }

    /** As {@link #read}, and whoever signs for it can see everything it says. */
    static CaseView readWhole(RegistryClient registry, Digest id, Es256Signer reader) throws Stopped {
        CaseView file = read(registry, id, reader);
        Set<Digest> shown = new HashSet<>();
        file.disclosures().forEach(given -> shown.add(given.disclosure().digest()));
        for (Digest digest : digests(file.application().content())) {
            if (!shown.contains(digest)) {
                throw new Stopped(
                        StopCode.APPLICATION_NOT_WHOLE,
                        "the registry does not show what the digest " + digest + " of the application stands for");
            }
        }
        return file;
    }

    /** What it says, one line each. */
    static List<String> words(CaseView file) {
        List<String> words = new ArrayList<>();
        words.add("application " + file.application().id());
        words.add("key " + file.application().content().key().keyId());
        words.add("pause key " + file.application().content().pauseKey().keyId());
        List<Digest> digests = digests(file.application().content());
        for (GivenDisclosure given : file.disclosures()) {
            // Others than those the applicant has signed for say nothing.
            if (digests.contains(given.disclosure().digest())) {
                words.add(Meaning.of(given.disclosure()) + ", for " + given.audience());
            }
        }
        return words;
    }

    private static List<Digest> digests(Application.Content content) {
        List<Digest> digests = new ArrayList<>(content.profile().items());
        digests.add(content.kind());
        digests.add(content.jurisdiction());
        digests.addAll(content.accounts().items());
        return digests;
    }
}
