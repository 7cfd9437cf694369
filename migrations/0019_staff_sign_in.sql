-- The second factor of staff, and what administrators do with their accounts (docs/decisions/0021-staff-sign-in.md).
ALTER TABLE staff
    -- a one-time password that somebody else has seen: it lapses then, and must be changed by whoever uses it
    ADD COLUMN password_expires_at timestamptz,
    -- what the authenticator computes its codes from, sealed; null until they have enrolled
    ADD COLUMN totp_sealed bytea,
    ADD COLUMN totp_since timestamptz,
    -- the newest step of thirty seconds whose code was taken: no code counts twice
    ADD COLUMN totp_step bigint NOT NULL DEFAULT 0 CHECK (totp_step >= 0),
    ADD CONSTRAINT staff_totp_check CHECK ((totp_sealed IS NULL) = (totp_since IS NULL));
GRANT UPDATE (password_expires_at, totp_sealed, totp_since, totp_step) ON staff TO cabinet_server;

-- Whoever has proved a password and owes the second factor. It opens nothing but the second step of the door.
CREATE TABLE staff_entry (
    id uuid PRIMARY KEY,
    token_digest bytea NOT NULL UNIQUE CHECK (length(token_digest) = 32),
    staff_id uuid NOT NULL REFERENCES staff (id),
    began_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    -- offered to whoever has not enrolled yet, sealed
    offered_sealed bytea
);
CREATE INDEX staff_entry_staff ON staff_entry (staff_id) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, DELETE ON staff_entry TO cabinet_server;
GRANT UPDATE (ended_at) ON staff_entry TO cabinet_server;

-- For whoever has lost the authenticator: each works once. Keyed digests of 50 random bits.
CREATE TABLE staff_recovery_code (
    staff_id uuid NOT NULL REFERENCES staff (id),
    digest bytea NOT NULL CHECK (length(digest) = 32),
    used_at timestamptz,
    PRIMARY KEY (staff_id, digest)
);
GRANT SELECT, INSERT, DELETE ON staff_recovery_code TO cabinet_server;
GRANT UPDATE (used_at) ON staff_recovery_code TO cabinet_server;

-- Two administrators take somebody's second factor away: one asks, another confirms, neither for themselves.
CREATE TABLE second_factor_reset (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id),
    asked_by uuid NOT NULL REFERENCES staff (id),
    asked_at timestamptz NOT NULL,
    confirmed_by uuid REFERENCES staff (id),
    confirmed_at timestamptz,
    CHECK (asked_by <> staff_id),
    CHECK (confirmed_by <> staff_id AND confirmed_by <> asked_by),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE UNIQUE INDEX second_factor_reset_waiting ON second_factor_reset (staff_id) WHERE confirmed_at IS NULL;
GRANT SELECT, INSERT, DELETE ON second_factor_reset TO cabinet_server;
GRANT UPDATE (confirmed_by, confirmed_at) ON second_factor_reset TO cabinet_server;

-- When the second factor was last proved in a session. No session of staff runs without one: those from before end.
ALTER TABLE session ADD COLUMN factor_at timestamptz;
UPDATE session SET ended_at = now() WHERE staff_id IS NOT NULL AND ended_at IS NULL;
ALTER TABLE session
    ADD CONSTRAINT session_factor_check CHECK (staff_id IS NULL OR ended_at IS NOT NULL OR factor_at IS NOT NULL);
GRANT UPDATE (factor_at) ON session TO cabinet_server;

-- Gives somebody of staff another role or office, or blocks them or lets them in again. The server can do it in no other
-- way: only on behalf of an administrator who is not blocked, never for themselves, and an administrator always remains.
-- What was running ends, so that no session keeps rights of before.
--
-- Returns whether anything changed; null when the rules forbid it.
REVOKE UPDATE (blocked_at) ON staff FROM cabinet_server;
CREATE FUNCTION change_staff(
    administrator uuid, changed uuid, new_role text, new_office text, block boolean, at timestamptz
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before staff%ROWTYPE;
BEGIN
    -- in one order, so that two administrators who block each other wait for one another
    PERFORM FROM staff WHERE role = 'administrator' OR id = changed ORDER BY id FOR UPDATE;
    IF administrator = changed OR NOT EXISTS (
        SELECT FROM staff WHERE id = administrator AND role = 'administrator' AND blocked_at IS NULL
    ) THEN
        RETURN NULL;
    END IF;
    SELECT * INTO STRICT before FROM staff WHERE id = changed;
    IF before.role = new_role AND before.tax_office IS NOT DISTINCT FROM new_office
        AND (before.blocked_at IS NOT NULL) = block THEN
        RETURN false;
    END IF;
    UPDATE staff SET role = new_role, tax_office = new_office,
        blocked_at = CASE WHEN block THEN coalesce(blocked_at, at) END
    WHERE id = changed;
    IF NOT EXISTS (SELECT FROM staff WHERE role = 'administrator' AND blocked_at IS NULL) THEN
        RAISE EXCEPTION 'an administrator must remain' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE session SET ended_at = at WHERE staff_id = changed AND ended_at IS NULL;
    UPDATE staff_entry SET ended_at = at WHERE staff_id = changed AND ended_at IS NULL;
    RETURN true;
END
$$;
REVOKE ALL ON FUNCTION change_staff FROM PUBLIC;
GRANT EXECUTE ON FUNCTION change_staff TO cabinet_server;
