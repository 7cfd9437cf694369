-- Staff of the tax offices.
CREATE TABLE staff (
    id uuid PRIMARY KEY,
    user_name text NOT NULL UNIQUE CHECK (user_name ~ '^[a-z0-9][a-z0-9._-]{2,63}$'),
    password_hash text NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    role text NOT NULL CHECK (role IN ('inspector', 'head_of_office', 'administrator')),
    tax_office text REFERENCES tax_office (code),
    -- their own INN, so that nobody decides on themselves
    inn text CHECK (inn ~ '^[12][0-9]{13}$'),
    language text NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'ky', 'en')),
    created_at timestamptz NOT NULL,
    blocked_at timestamptz,
    CHECK (role = 'administrator' OR tax_office IS NOT NULL)
);
GRANT SELECT, INSERT ON staff TO cabinet_server;
GRANT UPDATE (password_hash, language, blocked_at) ON staff TO cabinet_server;
