package org.rescueregistry.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.vetting.FiledReport;
import org.rescueregistry.vetting.ReportFile;
import org.rescueregistry.wire.MalformedException;

/** Platforms' reports in the database. */
final class SqlReports implements ReportFile {
    private static final String SELECT = "SELECT jws, received, answer, body FROM report";

    private final Database database;

    SqlReports(Database database) {
        this.database = database;
    }

    @Override
    public Filing file(FiledReport filed, Instant lapsed, int most) {
        PlatformReport report = filed.report();
        PlatformReport.Content content = report.content();
        Digest inReplyTo = content.inReplyTo();
        String signer = report.signer().toString();
        String reply = inReplyTo == null ? "" : inReplyTo.base64Url();
        return database.runForced(connection -> {
            Sql.update(connection, "DELETE FROM report WHERE received < ?", lapsed.getEpochSecond());
            // The conditions stand in the statement that inserts, so that no two callers can both find room.
            int inserted = Sql.update(
                    connection,
                    "INSERT INTO report (id, jws, signer, platform, decision_id, reply, received)"
                            + " SELECT ?, ?, ?, ?, ?, ?, ? WHERE"
                            + " NOT EXISTS (SELECT 1 FROM report WHERE id = ?"
                            + " OR (signer = ? AND decision_id = ? AND reply = ?)) AND"
                            + " (SELECT COUNT(*) FROM report WHERE signer = ? AND answer IS NULL) < ?",
                    report.id(),
                    report.compact(),
                    signer,
                    content.account().platform(),
                    content.decisionId(),
                    reply,
                    filed.received().getEpochSecond(),
                    report.id(),
                    signer,
                    content.decisionId(),
                    reply,
                    signer,
                    most);
            if (inserted == 1) {
                return Filing.FILED;
            }
            if (find(connection, report.id()).isPresent()) {
                return Filing.KNOWN;
            }
            boolean other = !Sql.query(
                            connection,
                            row -> 1,
                            "SELECT 1 FROM report WHERE signer = ? AND decision_id = ? AND reply = ?",
                            signer,
                            content.decisionId(),
                            reply)
                    .isEmpty();
            return other ? Filing.OTHER_KNOWN : Filing.FULL;
        });
    }

    @Override
    public Optional<FiledReport> find(Digest report) {
        return database.run(connection -> find(connection, report));
    }

    private static Optional<FiledReport> find(Connection connection, Digest report) throws SQLException {
        return Sql.query(connection, SqlReports::read, SELECT + " WHERE id = ?", report).stream()
                .findFirst();
    }

    @Override
    public Optional<FiledReport> answered(Digest decision) {
        return database
                .run(connection -> Sql.query(connection, SqlReports::read, SELECT + " WHERE decision = ?", decision))
                .stream()
                .findFirst();
    }

    @Override
    public List<FiledReport> open() {
        return database.run(connection ->
                Sql.query(connection, SqlReports::read, SELECT + " WHERE answer IS NULL ORDER BY received, id"));
    }

    @Override
    public List<FiledReport> of(String platform, int most) {
        return database.run(connection -> Sql.query(
                connection,
                SqlReports::read,
                SELECT + " WHERE platform = ? ORDER BY received DESC, id LIMIT ?",
                platform,
                most));
    }

    @Override
    public boolean decide(Digest report, FiledReport.Answer answer) {
        return database.runForced(connection -> Sql.update(
                        connection,
                        // One decision of one report: two auditors at once must not both be told that theirs is it.
                        "UPDATE report SET decision = ?, answer = ?, body = ? WHERE id = ? AND answer IS NULL",
                        answer.decision().id(),
                        answer.decision().compact(),
                        answer.body(),
                        report)
                == 1);
    }

    private static FiledReport read(ResultSet row) throws SQLException, MalformedException {
        @Nullable String answer = row.getString("answer");
        return new FiledReport(
                PlatformReport.parse(row.getString("jws")),
                Instant.ofEpochSecond(row.getLong("received")),
                answer == null ? null : new FiledReport.Answer(ReportDecision.parse(answer), row.getString("body")));
    }
}
