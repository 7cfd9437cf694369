-- The taxpayer registry as the cabinet keeps it beside itself (spec/registry.md). Filled by `cabinet registry import`,
-- which runs as the owner: the server only reads.
CREATE TABLE taxpayer (
    inn text PRIMARY KEY CHECK (inn ~ '^[012][0-9]{13}$'),
    kind text NOT NULL CHECK (kind IN ('individual', 'sole_trader', 'farm', 'legal_entity')),
    name_ru text NOT NULL CHECK (name_ru <> ''),
    name_ky text NOT NULL,
    tax_office text NOT NULL REFERENCES tax_office (code),
    postcode text NOT NULL,
    address text NOT NULL,
    vat_payer boolean NOT NULL,
    foreign_trade boolean NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'ceased')),
    registered_on date NOT NULL
);

CREATE TABLE officer (
    entity_inn text NOT NULL CHECK (entity_inn ~ '^0[0-9]{13}$'),
    person_inn text NOT NULL CHECK (person_inn ~ '^[12][0-9]{13}$'),
    role text NOT NULL CHECK (role IN ('head', 'accountant')),
    since date NOT NULL,
    until date CHECK (until >= since),
    PRIMARY KEY (entity_inn, person_inn, role, since)
);
CREATE INDEX officer_person ON officer (person_inn);

-- The population register. Passport numbers are not kept: a keyed digest of them is enough to compare with what is typed.
CREATE TABLE citizen (
    inn text PRIMARY KEY CHECK (inn ~ '^[12][0-9]{13}$'),
    full_name_ru text NOT NULL CHECK (full_name_ru <> ''),
    full_name_ky text NOT NULL,
    tax_office text NOT NULL REFERENCES tax_office (code),
    address text NOT NULL,
    passport_digest bytea CHECK (length(passport_digest) = 32)
);

-- Documented participation in fictitious enterprise or supplies (regulation, paragraphs 9 and 21).
CREATE TABLE risk_evidence (
    inn text NOT NULL CHECK (inn ~ '^[012][0-9]{13}$'),
    document_number text NOT NULL CHECK (document_number <> ''),
    document_date date NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (inn, document_number, document_date)
);

GRANT SELECT ON taxpayer, officer, citizen, risk_evidence TO cabinet_server;
