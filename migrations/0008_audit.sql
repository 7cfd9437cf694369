-- The append-only trail: each entry carries the hash of the one before. Written only through audit_append().
CREATE TABLE audit_entry (
    seq bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('nobody', 'taxpayer', 'staff', 'system')),
    actor_id text NOT NULL CHECK (actor_id !~ '[[:cntrl:]]'),
    action text NOT NULL CHECK (action ~ '^[a-z_]+$'),
    -- the INN spoken of, or empty
    subject_inn text NOT NULL CHECK (subject_inn ~ '^([0-9]{14})?$'),
    application_id uuid,
    tax_office text NOT NULL CHECK (tax_office ~ '^([0-9]{3})?$'),
    address text NOT NULL CHECK (address !~ '[[:cntrl:]]'),
    request_id text NOT NULL CHECK (request_id !~ '[[:cntrl:]]'),
    details jsonb NOT NULL,
    previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_entry_subject ON audit_entry (subject_inn, seq DESC) WHERE subject_inn <> '';
CREATE INDEX audit_entry_application ON audit_entry (application_id, seq) WHERE application_id IS NOT NULL;

-- The end of the chain; its row is the lock that orders the entries.
CREATE TABLE audit_head (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    seq bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32)
);
INSERT INTO audit_head (seq, hash) VALUES (0, sha256('salyk-cabinet audit'::bytea));

-- What is hashed: the fields in this order, parted by the unit separator (U+001F), which none of them can hold.
-- `server::storage::audit` computes the same.
CREATE FUNCTION audit_hash(
    previous bytea, seq bigint, at timestamptz, actor_kind text, actor_id text, action text, subject_inn text,
    application_id uuid, tax_office text, address text, request_id text, details jsonb
) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(previous || convert_to(concat_ws(E'\x1f',
        seq::text, (extract(epoch FROM at) * 1000000)::bigint::text, actor_kind, actor_id, action, subject_inn,
        coalesce(application_id::text, ''), tax_office, address, request_id, details::text), 'UTF8'))
$$;

CREATE FUNCTION audit_append(
    at timestamptz, actor_kind text, actor_id text, action text, subject_inn text, application_id uuid,
    tax_office text, address text, request_id text, details jsonb
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head audit_head%ROWTYPE;
    fresh bytea;
BEGIN
    SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
    fresh := audit_hash(head.hash, head.seq + 1, at, actor_kind, actor_id, action, subject_inn, application_id,
        tax_office, address, request_id, details);
    INSERT INTO audit_entry VALUES (head.seq + 1, at, actor_kind, actor_id, action, subject_inn, application_id,
        tax_office, address, request_id, details, head.hash, fresh);
    UPDATE audit_head SET seq = head.seq + 1, hash = fresh;
    RETURN head.seq + 1;
END
$$;
REVOKE ALL ON FUNCTION audit_append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_append TO cabinet_server;
GRANT SELECT ON audit_entry, audit_head TO cabinet_server;

-- Not even the owner rewrites it by accident.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
