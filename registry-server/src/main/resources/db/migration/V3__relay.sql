-- Removing acts for other registries' logs that were filed here. answer: what the home registry said, once it did.

CREATE TABLE relayed (
    id VARCHAR(43) PRIMARY KEY,
    jws VARCHAR(65535) NOT NULL,
    home VARCHAR(2048) NOT NULL,
    taken BIGINT NOT NULL,
    answer VARCHAR(64)
);

CREATE INDEX relayed_taken ON relayed (taken);
