-- Consecutive failures of a password, by keyed digest of the login that was typed, known or not (spec/sign-in.md).
CREATE TABLE password_failure (
    subject_digest bytea PRIMARY KEY CHECK (length(subject_digest) = 32),
    failures integer NOT NULL CHECK (failures > 0),
    last_failed_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON password_failure TO cabinet_server;

-- Requests of a client in a window of time. Unlogged: after a crash of the database everybody starts afresh, which is
-- cheaper than a disk write a look-up.
CREATE UNLOGGED TABLE client_throttle (
    kind text NOT NULL,
    client_digest bytea NOT NULL CHECK (length(client_digest) = 32),
    window_start timestamptz NOT NULL,
    spent integer NOT NULL,
    PRIMARY KEY (kind, client_digest, window_start)
);
CREATE INDEX client_throttle_age ON client_throttle (window_start);
GRANT SELECT, INSERT, UPDATE, DELETE ON client_throttle TO cabinet_server;
