CREATE TABLE member (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    email          TEXT NOT NULL,
    city           TEXT NOT NULL,
    status         TEXT NOT NULL,          -- active, lapsed
    payment_method TEXT NOT NULL           -- direct debit, transfer
);

CREATE TABLE mandate (
    id        INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES member (id),
    status    TEXT NOT NULL,               -- active, revoked
    iban      TEXT NOT NULL
);

CREATE TABLE invoice (
    id                INTEGER PRIMARY KEY,
    member_id         INTEGER NOT NULL REFERENCES member (id),
    issued            TEXT NOT NULL,
    due               TEXT NOT NULL,
    total_cents       INTEGER NOT NULL,
    outstanding_cents INTEGER NOT NULL,
    status            TEXT NOT NULL        -- open, paid
);

CREATE TABLE payment (
    id           INTEGER PRIMARY KEY,
    member_id    INTEGER NOT NULL REFERENCES member (id),
    date         TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    mode         TEXT NOT NULL             -- direct debit, transfer, cash
);

-- How much of a payment settles which invoice. A payment without a reference is not allocated yet.
CREATE TABLE payment_reference (
    payment_id   INTEGER NOT NULL REFERENCES payment (id),
    invoice_id   INTEGER NOT NULL REFERENCES invoice (id),
    amount_cents INTEGER NOT NULL,
    PRIMARY KEY (payment_id, invoice_id)
) WITHOUT ROWID;
