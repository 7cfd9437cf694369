-- The work queue of a tax office (docs/decisions/0020-queue.md): who works on what, what can be found, what is told at
-- once; and what a case needs besides: the papers to be shown, and what was missing when it was returned.

-- What a name is found by: small letters; what stands in quotation marks without the form of the organisation before it;
-- ё as е, and ө ү ң as о у н, which is how many people type them. Letter by letter, so that no collation of the cluster
-- matters.
CREATE FUNCTION queue_name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
    SELECT translate(coalesce(substring(name FROM '[«"„“](.+)$'), name),
        'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯӨҮҢёөүңABCDEFGHIJKLMNOPQRSTUVWXYZ«»"„“”',
        'абвгдеежзийклмнопрстуфхцчшщъыьэюяоунеоунabcdefghijklmnopqrstuvwxyz')
$$;

ALTER TABLE access_application
    ADD COLUMN name_key text COLLATE "C" GENERATED ALWAYS AS (queue_name_key(name_ru)) STORED;

-- every list of the queue is read in the order of an index, whatever it is narrowed to
CREATE INDEX access_application_submitted_of_kind ON access_application (tax_office, kind, submitted_at DESC, id DESC)
    WHERE state = 'submitted';
CREATE INDEX access_application_closed ON access_application (tax_office, closed_at DESC, id DESC)
    WHERE state IN ('delivered', 'expired', 'withdrawn', 'superseded', 'annulled');
CREATE INDEX access_application_closed_of_kind ON access_application (tax_office, kind, closed_at DESC, id DESC)
    WHERE state IN ('delivered', 'expired', 'withdrawn', 'superseded', 'annulled');
CREATE INDEX access_application_closed_late ON access_application (tax_office, closed_at DESC, id DESC)
    WHERE state IN ('delivered', 'expired', 'withdrawn', 'superseded', 'annulled') AND decided_at > decision_due_at;
CREATE INDEX access_application_closed_by ON access_application (tax_office, decided_by, closed_at DESC, id DESC)
    WHERE state IN ('delivered', 'expired', 'withdrawn', 'superseded', 'annulled');
CREATE INDEX access_application_name ON access_application (tax_office, name_key, id);
CREATE INDEX access_application_inn_prefix ON access_application (tax_office, inn COLLATE "C", id);

-- Who works on an application. One that has run out stands for nobody.
CREATE TABLE case_claim (
    application_id uuid PRIMARY KEY REFERENCES access_application (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    claimed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CHECK (expires_at > claimed_at)
);
CREATE INDEX case_claim_staff ON case_claim (staff_id);
CREATE INDEX case_claim_expiry ON case_claim (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON case_claim TO cabinet_server;

-- Filters that a member of staff keeps under a name.
CREATE TABLE queue_view (
    id uuid PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 40 AND name !~ '[[:cntrl:]]'),
    kind text CHECK (kind IN ('grant', 'restore', 'link', 'annul')),
    part text CHECK (part IN ('to_decide', 'to_deliver', 'submitted', 'closed')),
    mine boolean NOT NULL,
    late boolean NOT NULL,
    UNIQUE (staff_id, name)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON queue_view TO cabinet_server;

-- Whether keys of one letter work, for those who have changed it.
CREATE TABLE staff_shortcuts (
    staff_id uuid PRIMARY KEY REFERENCES staff (id),
    shortcuts boolean NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON staff_shortcuts TO cabinet_server;

-- Tells the servers what their readers would see changed: «office application». Told at the commit.
CREATE FUNCTION queue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('queue_changed', NEW.tax_office || ' ' || NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER queue_filed AFTER INSERT ON access_application FOR EACH ROW EXECUTE FUNCTION queue_changed();
CREATE TRIGGER queue_moved AFTER UPDATE ON access_application FOR EACH ROW EXECUTE FUNCTION queue_changed();

CREATE FUNCTION queue_claim_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('queue_changed', a.tax_office || ' ' || a.id)
    FROM access_application a
    WHERE a.id = CASE TG_OP WHEN 'DELETE' THEN OLD.application_id ELSE NEW.application_id END;
    RETURN NULL;
END
$$;
CREATE TRIGGER queue_claimed AFTER INSERT OR DELETE ON case_claim FOR EACH ROW EXECUTE FUNCTION queue_claim_changed();
CREATE TRIGGER queue_claim_moved AFTER UPDATE ON case_claim FOR EACH ROW
    WHEN (OLD.staff_id <> NEW.staff_id) EXECUTE FUNCTION queue_claim_changed();

-- And whose session has ended, so that nothing is told to it any more: the session, or everybody of this account.
CREATE FUNCTION staff_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('staff_session_ended', NEW.id::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER staff_session_ended AFTER UPDATE OF ended_at ON session FOR EACH ROW
    WHEN (NEW.staff_id IS NOT NULL AND NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL)
    EXECUTE FUNCTION staff_session_ended();
CREATE TRIGGER staff_changed AFTER UPDATE ON staff FOR EACH ROW
    WHEN ((OLD.blocked_at, OLD.role, OLD.tax_office) IS DISTINCT FROM (NEW.blocked_at, NEW.role, NEW.tax_office))
    EXECUTE FUNCTION staff_session_ended();

-- The papers that an applicant shows at the window, by what is applied for and who applies: a list that administrators
-- change. The newest version of a list is in force, and the older ones are its history; without one, nothing is asked
-- for beyond application and passport.
CREATE TABLE required_papers (
    kind text NOT NULL CHECK (kind IN ('grant', 'restore', 'link', 'annul')),
    subject_kind text NOT NULL CHECK (subject_kind IN ('individual', 'sole_trader', 'farm', 'legal_entity')),
    version integer NOT NULL CHECK (version > 0),
    papers_ru text[] NOT NULL,
    papers_ky text[] NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid NOT NULL REFERENCES staff (id),
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500 AND reason !~ '[[:cntrl:]]'),
    PRIMARY KEY (kind, subject_kind, version),
    CHECK (cardinality(papers_ru) = cardinality(papers_ky) AND cardinality(papers_ru) <= 8)
);
CREATE FUNCTION required_papers_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of required papers is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER required_papers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON required_papers
    FOR EACH STATEMENT EXECUTE FUNCTION required_papers_refuse();
GRANT SELECT, INSERT ON required_papers TO cabinet_server;

-- An application given back at the window as incomplete: what was missing, for whoever holds INN and code. It stays
-- submitted.
CREATE TABLE case_return (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES access_application (id),
    returned_at timestamptz NOT NULL,
    returned_by uuid NOT NULL REFERENCES staff (id),
    -- of the inspector's checks: form_complete, requisites_match, identity_confirmed
    checks text[] NOT NULL CHECK (checks <@ ARRAY['form_complete', 'requisites_match', 'identity_confirmed']),
    papers_ru text[] NOT NULL,
    papers_ky text[] NOT NULL,
    note text NOT NULL CHECK (char_length(note) <= 300 AND note !~ '[[:cntrl:]]'),
    CHECK (cardinality(papers_ru) = cardinality(papers_ky)),
    CHECK (cardinality(checks) + cardinality(papers_ru) > 0 OR note <> '')
);
CREATE INDEX case_return_application ON case_return (application_id, returned_at DESC);
GRANT SELECT, INSERT ON case_return TO cabinet_server;
