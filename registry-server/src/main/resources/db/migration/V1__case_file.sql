-- Ids, digests and keys are base64url text of 32 bytes; JWS and disclosures stand as they came; times are seconds since 1970.

CREATE TABLE application (
    id VARCHAR(43) PRIMARY KEY,
    jws VARCHAR(65535) NOT NULL,
    received BIGINT NOT NULL
);

CREATE INDEX application_received ON application (received);

CREATE TABLE vouch (
    application VARCHAR(43) NOT NULL REFERENCES application ON DELETE CASCADE,
    signer VARCHAR(43) NOT NULL,
    jws VARCHAR(65535) NOT NULL,
    iat BIGINT NOT NULL,
    PRIMARY KEY (application, signer)
);

CREATE TABLE objection (
    id VARCHAR(43) PRIMARY KEY,
    application VARCHAR(43) NOT NULL REFERENCES application ON DELETE CASCADE,
    signer VARCHAR(43) NOT NULL,
    jws VARCHAR(65535) NOT NULL,
    withdrawal VARCHAR(65535)
);

-- source: the application or the statement that brought it.
CREATE TABLE disclosure (
    source VARCHAR(43) NOT NULL,
    digest VARCHAR(43) NOT NULL,
    audience VARCHAR(262) NOT NULL,
    text VARCHAR(65536) NOT NULL,
    PRIMARY KEY (source, digest)
);
