-- Programs that may call the API. A token is known to its client alone: only the SHA-256 of its UTF-8 bytes is kept,
-- which is enough for random tokens of 128 bits and more. Clients may also be named in the configuration.
create table api_client (
    name text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    role text not null check (role in ('PRODUCER', 'CONSUMER', 'PLANNER', 'AUDITOR', 'OFFICER')),
    token_hash bytea not null unique check (length(token_hash) = 32),
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
