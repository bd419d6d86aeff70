-- Post attestations that were accepted. since: how many leaves the log had; the state leaves from there on count it.

CREATE TABLE attestation (
    id VARCHAR(43) PRIMARY KEY,
    jws VARCHAR(8192) NOT NULL,
    since BIGINT NOT NULL
);
