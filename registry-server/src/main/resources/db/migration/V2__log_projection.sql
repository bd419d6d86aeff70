-- What the log says, for joining with. Every row may be deleted while the registry is down; they are made anew at the start.

CREATE TABLE projection (
    only_row BOOLEAN PRIMARY KEY CHECK (only_row),
    size BIGINT NOT NULL
);

CREATE TABLE admitted (
    application VARCHAR(43) PRIMARY KEY,
    code VARCHAR(17) NOT NULL
);

CREATE TABLE held (
    source VARCHAR(43) NOT NULL,
    digest VARCHAR(43) NOT NULL,
    code VARCHAR(17) NOT NULL,
    PRIMARY KEY (source, digest)
);

CREATE INDEX held_code ON held (code);
