-- What platforms reported, and what was decided. reply: the decision that an appeal disputes, else empty. decision: the id of what
-- stands in answer; body: of the auditor whose ruling it is. Private, and gone a year after it was received.

CREATE TABLE report (
    id VARCHAR(43) PRIMARY KEY,
    jws VARCHAR(4096) NOT NULL,
    signer VARCHAR(43) NOT NULL,
    platform VARCHAR(253) NOT NULL,
    decision_id VARCHAR(22) NOT NULL,
    reply VARCHAR(43) NOT NULL,
    received BIGINT NOT NULL,
    decision VARCHAR(43),
    answer VARCHAR(8192),
    body VARCHAR(32),
    UNIQUE (signer, decision_id, reply)
);

CREATE INDEX report_received ON report (received);
CREATE INDEX report_platform ON report (platform, received);
CREATE INDEX report_decision ON report (decision);
