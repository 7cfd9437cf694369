-- The application for access, from filing to handing over the decision (spec/access.md, "States").
CREATE TABLE access_application (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    kind text NOT NULL CHECK (kind IN ('grant', 'restore', 'link', 'annul')),
    state text NOT NULL CHECK (state IN
        ('submitted', 'accepted', 'granted', 'refused', 'delivered', 'expired', 'withdrawn', 'superseded', 'annulled')),

    -- the subject, as registered when the application was filed (cells 102 to 105, 108, 110 to 114)
    inn text NOT NULL CHECK (inn ~ '^[012][0-9]{13}$'),
    subject_kind text NOT NULL CHECK (subject_kind IN ('individual', 'sole_trader', 'farm', 'legal_entity')),
    name_ru text NOT NULL,
    name_ky text NOT NULL,
    tax_office text NOT NULL REFERENCES tax_office (code),
    postcode text NOT NULL,
    address text NOT NULL,
    -- typed by hand (cells 106, 115, 116); the passport is sealed, and whether it matched the population register is kept
    passport_sealed bytea NOT NULL,
    passport_matched boolean,
    phone text NOT NULL,
    email text NOT NULL DEFAULT '',
    language text NOT NULL CHECK (language IN ('ru', 'ky', 'en')),

    -- the application code: a keyed digest to find it by, sealed to print it again
    code_digest bytea NOT NULL UNIQUE CHECK (length(code_digest) = 32),
    code_sealed bytea NOT NULL,
    -- one showing of the form makes one application
    submission_digest bytea UNIQUE CHECK (length(submission_digest) = 32),
    -- belongs to this application alone; moves to the account at the grant, is forgotten when the application closes
    password_hash text,

    submitted_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,

    acceptance_number text UNIQUE,
    accepted_at timestamptz,
    accepted_by uuid REFERENCES staff (id),
    decision_due_at timestamptz,

    decision text CHECK (decision IN ('grant', 'refusal')),
    decision_number text UNIQUE,
    decided_at timestamptz,
    decided_by uuid REFERENCES staff (id),
    login text CHECK (login ~ '^[0-9]{17}$'),
    refusal_ground text CHECK (refusal_ground IN
        ('no_tax_registration', 'fictitious_enterprise', 'identity_not_confirmed', 'not_head_or_accountant')),
    ground_document_number text,
    ground_document_date date,

    delivered_at timestamptz,
    delivered_by uuid REFERENCES staff (id),
    closed_at timestamptz,

    CHECK (expires_at > submitted_at),
    CHECK (num_nonnulls(acceptance_number, accepted_at, accepted_by, decision_due_at) IN (0, 4)),
    CHECK (num_nonnulls(decision, decision_number, decided_at, decided_by) IN (0, 4)),
    CHECK (decided_at IS NULL OR accepted_at IS NOT NULL),
    CHECK ((decision = 'grant') = (login IS NOT NULL) OR decision IS NULL AND login IS NULL),
    CHECK ((decision = 'refusal') = (refusal_ground IS NOT NULL) OR decision IS NULL AND refusal_ground IS NULL),
    CHECK (num_nonnulls(ground_document_number, ground_document_date) IN (0, 2)),
    CHECK (num_nonnulls(delivered_at, delivered_by) IN (0, 2)),
    CHECK (delivered_at IS NULL OR decided_at IS NOT NULL),
    CHECK (state <> 'submitted' OR accepted_at IS NULL),
    CHECK (state <> 'accepted' OR accepted_at IS NOT NULL AND decided_at IS NULL),
    CHECK (state <> 'granted' OR decision = 'grant'),
    CHECK (state <> 'refused' OR decision = 'refusal'),
    CHECK (state <> 'delivered' OR delivered_at IS NOT NULL),
    CHECK ((state IN ('submitted', 'accepted')) = (password_hash IS NOT NULL) OR kind IN ('link', 'annul'))
);

-- An accepted one bars the acceptance of another of the same kind and subject.
CREATE UNIQUE INDEX access_application_one_accepted ON access_application (inn, kind) WHERE state = 'accepted';
CREATE INDEX access_application_open_of_inn ON access_application (inn) WHERE state IN ('submitted', 'accepted');
CREATE INDEX access_application_of_inn ON access_application (inn, submitted_at);
-- the three parts of an office's queue
CREATE INDEX access_application_to_decide ON access_application (tax_office, decision_due_at, id)
    WHERE state = 'accepted';
CREATE INDEX access_application_to_deliver ON access_application (tax_office, decided_at, id)
    WHERE state IN ('granted', 'refused');
CREATE INDEX access_application_submitted ON access_application (tax_office, submitted_at DESC, id DESC)
    WHERE state = 'submitted';
CREATE INDEX access_application_expiry ON access_application (expires_at) WHERE state = 'submitted';

-- The same moves as domain::access_application; a test walks every pair in both.
CREATE FUNCTION access_application_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'submitted' OR NEW.version <> 1 THEN
            RAISE EXCEPTION 'an application begins as submitted' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'every change of an application counts its version up' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.id, NEW.kind, NEW.inn, NEW.subject_kind, NEW.name_ru, NEW.name_ky, NEW.address, NEW.postcode, NEW.phone,
        NEW.email, NEW.code_digest, NEW.submitted_at)
       IS DISTINCT FROM
       (OLD.id, OLD.kind, OLD.inn, OLD.subject_kind, OLD.name_ru, OLD.name_ky, OLD.address, OLD.postcode, OLD.phone,
        OLD.email, OLD.code_digest, OLD.submitted_at) THEN
        RAISE EXCEPTION 'what was filed does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.accepted_at IS NOT NULL AND (NEW.acceptance_number, NEW.accepted_at, NEW.accepted_by)
       IS DISTINCT FROM (OLD.acceptance_number, OLD.accepted_at, OLD.accepted_by) THEN
        RAISE EXCEPTION 'an acceptance mark does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.decided_at IS NOT NULL AND
       (NEW.decision, NEW.decision_number, NEW.decided_at, NEW.decided_by, NEW.login, NEW.refusal_ground,
        NEW.ground_document_number, NEW.ground_document_date)
       IS DISTINCT FROM
       (OLD.decision, OLD.decision_number, OLD.decided_at, OLD.decided_by, OLD.login, OLD.refusal_ground,
        OLD.ground_document_number, OLD.ground_document_date) THEN
        RAISE EXCEPTION 'a decision does not change' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.password_hash IS DISTINCT FROM OLD.password_hash AND NEW.password_hash IS NOT NULL THEN
        RAISE EXCEPTION 'the password of an application is set once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IS DISTINCT FROM OLD.state AND NOT (
        OLD.state = 'submitted' AND NEW.state IN ('accepted', 'expired', 'withdrawn', 'superseded')
        OR OLD.state = 'accepted' AND NEW.state IN ('refused', 'superseded')
        OR OLD.state = 'accepted' AND NEW.state = 'granted' AND OLD.kind <> 'annul'
        OR OLD.state = 'accepted' AND NEW.state = 'annulled' AND OLD.kind = 'annul'
        OR OLD.state IN ('granted', 'refused') AND NEW.state = 'delivered'
    ) THEN
        RAISE EXCEPTION 'an application can not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER access_application_guard BEFORE INSERT OR UPDATE ON access_application
    FOR EACH ROW EXECUTE FUNCTION access_application_guard();

GRANT SELECT, INSERT, UPDATE ON access_application TO cabinet_server;

-- The paper lay on the window: this member of staff has opened the application by INN and code.
CREATE TABLE case_opening (
    application_id uuid NOT NULL REFERENCES access_application (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, staff_id)
);
GRANT SELECT, INSERT, UPDATE ON case_opening TO cabinet_server;

-- Numbers of acceptances and decisions, by office and year, without gaps: taken in the transaction that uses them.
CREATE TABLE office_counter (
    tax_office text NOT NULL REFERENCES tax_office (code),
    year integer NOT NULL,
    series text NOT NULL CHECK (series IN ('acceptance', 'decision')),
    last integer NOT NULL CHECK (last > 0),
    PRIMARY KEY (tax_office, year, series)
);
GRANT SELECT, INSERT, UPDATE ON office_counter TO cabinet_server;
