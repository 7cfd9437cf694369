-- The outbox: letters are queued in the transaction of what they tell about and sent by whichever server takes them
-- (docs/decisions/0011-outbox.md).
CREATE TABLE outbox_letter (
    -- version 7; also the letter's Message-ID, the same at every try
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
    -- the id of what it tells about, an application mostly; of a kind there is one letter about it
    about uuid NOT NULL,
    -- no longer true once the application `about` is not submitted any more
    while_submitted boolean NOT NULL DEFAULT false,
    language text NOT NULL CHECK (language IN ('ru', 'ky', 'en')),
    -- forgotten when it is over
    recipient text NOT NULL,
    subject text NOT NULL CHECK (subject !~ '[[:cntrl:]]'),
    body text NOT NULL,
    queued_at timestamptz NOT NULL,
    -- the next try, or the end of the one that is under way
    due_at timestamptz NOT NULL,
    -- sent later it would help nobody
    useless_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    -- what the last try came to: a word and the code of the answer, never its text, which may name the recipient
    last_failure text NOT NULL DEFAULT '' CHECK (last_failure ~ '^[a-z_ 0-9]{0,40}$'),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dropped', 'given_up')),
    ended_at timestamptz,
    UNIQUE (kind, about),
    CHECK (useless_at > queued_at),
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK ((state = 'waiting') = (recipient <> '' AND subject <> '' AND body <> ''))
);
CREATE INDEX outbox_letter_due ON outbox_letter (due_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_letter_ended ON outbox_letter (ended_at) WHERE state <> 'waiting';

GRANT SELECT, INSERT, DELETE ON outbox_letter TO cabinet_server;
GRANT UPDATE (recipient, subject, body, due_at, tries, last_failure, state, ended_at) ON outbox_letter
    TO cabinet_server;
