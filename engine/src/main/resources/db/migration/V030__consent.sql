-- The only place that ties a customer's reference to the random identity that the log knows. Once the row is gone,
-- nothing in the log leads back to a person.
create table consent_subject (
    ref text primary key,
    subject uuid not null unique
);

-- Every statement ever made; what is in force follows from it.
create table consent_statement (
    id bigint generated always as identity primary key,
    subject uuid not null references consent_subject (subject) on delete cascade,
    purpose text not null,
    channel text not null,
    status text not null,
    at timestamptz not null,
    source text not null,
    notice_version text not null,
    -- The same statement sent again is the same statement.
    unique (subject, purpose, channel, status, at, source, notice_version)
);
