package org.rescueregistry.vetting;

import java.util.Set;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.statement.Audience;

/** An office, held now, that opens something of the case file. Other offices (body, council) open nothing here. */
public sealed interface LiveOffice {
    /** The key that holds it. */
    Es256PublicKey key();

    /** Whether applications may be read. */
    boolean readsCases();

    /** Whether the reports of all platforms may be read. */
    boolean readsReports();

    /** The disclosures that may be shown. */
    Set<Audience> audiences();

    /** Works for the body {@code body}. */
    record Vetter(Es256PublicKey key, String body) implements LiveOffice {
        @Override
        public boolean readsCases() {
            return true;
        }

        @Override
        public boolean readsReports() {
            return true;
        }

        @Override
        public Set<Audience> audiences() {
            return Set.of(Audience.PUBLIC, Audience.VETTERS);
        }
    }

    /** Works for the body {@code body}; sees reports, and of disclosures what everybody sees. */
    record Auditor(Es256PublicKey key, String body) implements LiveOffice {
        @Override
        public boolean readsCases() {
            return false;
        }

        @Override
        public boolean readsReports() {
            return true;
        }

        @Override
        public Set<Audience> audiences() {
            return Set.of(Audience.PUBLIC);
        }
    }

    record Operator(Es256PublicKey key) implements LiveOffice {
        @Override
        public boolean readsCases() {
            return true;
        }

        @Override
        public boolean readsReports() {
            return true;
        }

        @Override
        public Set<Audience> audiences() {
            return Set.of(Audience.PUBLIC, Audience.VETTERS);
        }
    }

    /** The platform of this domain. */
    record Platform(Es256PublicKey key, String domain) implements LiveOffice {
        @Override
        public boolean readsCases() {
            return false;
        }

        @Override
        public boolean readsReports() {
            return false;
        }

        @Override
        public Set<Audience> audiences() {
            return Set.of(Audience.PUBLIC, Audience.platform(domain));
        }
    }
}
