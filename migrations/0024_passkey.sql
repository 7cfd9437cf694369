-- Passkeys as a second factor of staff, beside the authenticator (docs/decisions/0026-passkeys.md).
CREATE TABLE passkey (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id),
    -- made by the authenticator; nobody else's key has it (WebAuthn Level 3, 7.1, step 26)
    credential_id bytea NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1023),
    -- the public key and what else signatures are verified by: nothing in it is secret
    credential jsonb NOT NULL,
    -- signatures that the authenticator has counted; one that does not count stays at 0
    sign_count bigint NOT NULL CHECK (sign_count BETWEEN 0 AND 4294967295),
    -- given by the person
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 40 AND name !~ '[[:cntrl:]]' AND name = btrim(name)),
    created_at timestamptz NOT NULL,
    last_used_at timestamptz CHECK (last_used_at >= created_at),
    UNIQUE (staff_id, name)
);
GRANT SELECT, INSERT, DELETE ON passkey TO cabinet_server;
GRANT UPDATE (credential, sign_count, name, last_used_at) ON passkey TO cabinet_server;

-- A counter that goes back or stands still shows that the key exists twice: whatever is stored never says so, whoever
-- writes it.
CREATE FUNCTION passkey_counts_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the counter of a passkey goes up' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER passkey_counts_up BEFORE UPDATE OF sign_count ON passkey FOR EACH ROW
    WHEN (NEW.sign_count < OLD.sign_count OR NEW.sign_count = OLD.sign_count AND OLD.sign_count > 0)
    EXECUTE FUNCTION passkey_counts_up();

-- What a browser was asked to sign and has not answered yet. It belongs to the half-open door or to the session that asked
-- for it, where one of a kind runs at a time, and is deleted by the first answer, right or wrong.
CREATE TABLE passkey_challenge (
    id uuid PRIMARY KEY,
    -- at the door: enter, or enrol as the first second factor; in a session: confirm a change, or add a key
    purpose text NOT NULL CHECK (purpose IN ('enter', 'enrol', 'confirm', 'add')),
    entry_id uuid REFERENCES staff_entry (id) ON DELETE CASCADE,
    session_id uuid REFERENCES session (id) ON DELETE CASCADE,
    -- the challenge, and for which keys it counts
    state jsonb NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    UNIQUE (entry_id, purpose),
    UNIQUE (session_id, purpose),
    CHECK (expires_at > made_at AND expires_at <= made_at + interval '5 minutes'),
    CHECK (num_nonnulls(entry_id, session_id) = 1 AND (purpose IN ('enter', 'enrol')) = (entry_id IS NOT NULL))
);
CREATE INDEX passkey_challenge_expiry ON passkey_challenge (expires_at);
GRANT SELECT, INSERT, DELETE ON passkey_challenge TO cabinet_server;
