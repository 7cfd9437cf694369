-- What «Помощник» searches: the words of the guides, filled by the server at its start (docs/decisions/0017-guides.md).
-- Trusted since PostgreSQL 13: whoever owns the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One set of guides, by the digest of all its words. Servers of two versions search side by side, each its own.
CREATE TABLE guide_edition (
    edition bytea PRIMARY KEY CHECK (length(edition) = 32),
    -- when a server last started with it
    loaded_at timestamptz NOT NULL
);

-- A word of a passage, once, with the weight of the best place where it stands.
CREATE TABLE guide_word (
    edition bytea NOT NULL REFERENCES guide_edition ON DELETE CASCADE,
    language text NOT NULL CHECK (language IN ('ru', 'ky', 'en')),
    -- small letters; ё as е, and ө ү ң as о у н, which is how many people type them
    word text NOT NULL CHECK (word <> ''),
    -- what its forms have in common
    stem text NOT NULL,
    -- where the passage stands, `/guides/access#password`; the same in every language
    passage text NOT NULL,
    weight real NOT NULL CHECK (weight > 0),
    PRIMARY KEY (edition, language, word, passage)
);

GRANT SELECT, INSERT, DELETE ON guide_edition TO cabinet_server;
GRANT UPDATE (loaded_at) ON guide_edition TO cabinet_server;
GRANT SELECT, INSERT ON guide_word TO cabinet_server;
