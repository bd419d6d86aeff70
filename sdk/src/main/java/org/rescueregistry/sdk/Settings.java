package org.rescueregistry.sdk;

import com.ibm.icu.util.VersionInfo;
import org.rescueregistry.claim.Lexicon;

/**
 * How a verifier was set up; what a verdict depends on besides post, time and snapshot.
 *
 * @param shadow whether the platform only tries out what would be shown
 */
record Settings(VerificationPolicy policy, Lexicon lexicon, Overrides overrides, boolean shadow) {

    Settings with(Overrides others) {
        return new Settings(policy, lexicon, others, shadow);
    }

    Verdict.Basis basis(Snapshot snapshot) {
        return new Verdict.Basis(
                new Verdict.Versions(Version.SDK, VersionInfo.ICU_VERSION.toString(), lexicon.version(), snapshot.id()),
                policy,
                overrides.id(),
                shadow);
    }
}
