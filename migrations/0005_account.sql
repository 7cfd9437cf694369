-- One account a person: what a login and a password open.
CREATE TABLE account (
    id uuid PRIMARY KEY,
    inn text NOT NULL UNIQUE CHECK (inn ~ '^[12][0-9]{13}$'),
    -- the INN, two random digits, a check digit (spec/access.md, "Login")
    login text NOT NULL UNIQUE CHECK (login ~ '^[0-9]{17}$' AND left(login, 14) = inn),
    password_hash text NOT NULL,
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'annulled')),
    name_ru text NOT NULL,
    name_ky text NOT NULL,
    phone text NOT NULL,
    email text NOT NULL DEFAULT '',
    language text NOT NULL CHECK (language IN ('ru', 'ky', 'en')),
    created_at timestamptz NOT NULL,
    password_changed_at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON account TO cabinet_server;
GRANT UPDATE (password_hash, state, phone, email, language, password_changed_at) ON account TO cabinet_server;

-- Sessions of taxpayers and of staff. Only a keyed digest of the token is kept.
CREATE TABLE session (
    id uuid PRIMARY KEY,
    token_digest bytea NOT NULL UNIQUE CHECK (length(token_digest) = 32),
    account_id uuid REFERENCES account (id),
    staff_id uuid REFERENCES staff (id),
    remembered boolean NOT NULL,
    address text NOT NULL,
    user_agent text NOT NULL,
    started_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    -- the longest it may live, used or not
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    CHECK (num_nonnulls(account_id, staff_id) = 1),
    CHECK (staff_id IS NULL OR NOT remembered)
);
CREATE INDEX session_account ON session (account_id, last_used_at DESC) WHERE ended_at IS NULL;
CREATE INDEX session_staff ON session (staff_id) WHERE ended_at IS NULL;
GRANT SELECT, INSERT ON session TO cabinet_server;
GRANT UPDATE (token_digest, last_used_at, ended_at) ON session TO cabinet_server;

-- A device that has signed in before gets past the soft lock of its own account.
CREATE TABLE known_device (
    token_digest bytea PRIMARY KEY CHECK (length(token_digest) = 32),
    account_id uuid NOT NULL REFERENCES account (id),
    last_used_at timestamptz NOT NULL
);
CREATE INDEX known_device_account ON known_device (account_id);
GRANT SELECT, INSERT, DELETE ON known_device TO cabinet_server;
GRANT UPDATE (last_used_at) ON known_device TO cabinet_server;
