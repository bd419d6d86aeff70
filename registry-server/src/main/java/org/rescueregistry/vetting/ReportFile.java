package org.rescueregistry.vetting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;

/**
 * Keeps platforms' reports and what was decided. Trusted: what it gives back is not verified again. When a method returns, what it wrote
 * survives a power cut. Any thread may call.
 */
public interface ReportFile {
    /** What came of filing a report. */
    enum Filing {
        FILED,
        /** It is there; nothing was changed. */
        KNOWN,
        /** Another one by the same key is there, of the same decision and in reply to the same; nothing was changed. */
        OTHER_KNOWN,
        /** As many by this key wait as may; nothing was changed. */
        FULL
    }

    /**
     * Files a report nobody has decided on. Before that, all that was received before {@code lapsed} is gone.
     *
     * @param most how many by one key may wait for a decision
     */
    Filing file(FiledReport report, Instant lapsed, int most);

    Optional<FiledReport> find(Digest report);

    /** The report that was answered by this decision. */
    Optional<FiledReport> answered(Digest decision);

    /** Those that nobody has decided on, oldest first. */
    List<FiledReport> open();

    /** Those of a platform, newest first, at most so many. */
    List<FiledReport> of(String platform, int most);

    /** Files a decision; false, and nothing was changed, if there is one, or no such report. */
    boolean decide(Digest report, FiledReport.Answer answer);
}
