-- How people decide: sums for statistics, the right to approve, and looks that test judgement without touching anything.

-- The right to approve, taken from someone until their judgement has been shown again.
create table approval_suspension (
    person text primary key,
    since  timestamptz not null,
    reason text not null,
    entry  uuid not null
);

-- Decisions of one person on one day under the same conditions.
create table reviewer_day (
    day       date     not null,
    person    text     not null,
    kind      text     not null,
    concern   text     not null,
    decile    smallint not null, -- of the model's score, 0 to 9; -1 where there is none
    decisions integer  not null,
    approvals integer  not null,
    timed     integer  not null, -- decisions whose reading time is known
    hasty     integer  not null, -- those below the shortest time in which it can be read
    primary key (day, person, kind, concern, decile)
);

-- The same by the group of customers that the suggestion was for.
create table reviewer_group (
    day       date     not null,
    person    text     not null,
    kind      text     not null,
    concern   text     not null,
    decile    smallint not null,
    attribute text     not null,
    grp       text     not null,
    decisions integer  not null,
    approvals integer  not null,
    primary key (day, person, kind, concern, decile, attribute, grp)
);

-- Runs of equal decisions.
create table reviewer_run (
    person  text primary key,
    last    text    not null,
    run     integer not null,
    longest integer not null,
    pairs   integer not null, -- of a decision and the one before
    equal   integer not null  -- those in which both are the same
);

-- Suggestions whose right decision is known, to be mixed under second looks.
create table gold_task (
    suggestion uuid    not null,
    revision   integer not null,
    truth      text    not null check (truth in ('APPROVE', 'REJECT')),
    why        text    not null,
    set_by     text    not null,
    set_at     timestamptz not null,
    retired_at timestamptz,
    primary key (suggestion, revision)
);

-- What was decided and is to be judged once more by someone else, who does not know how it was decided.
create table second_look (
    suggestion uuid    not null,
    revision   integer not null,
    kind       text    not null,
    first_by   text    not null,
    decision   text    not null,
    drawn_at   timestamptz not null,
    taken      boolean not null default false,
    primary key (suggestion, revision)
);
create index second_look_free on second_look (drawn_at) where not taken;

-- One person's look: blind first, then with what the model says.
create table look (
    id         uuid primary key,
    suggestion uuid    not null,
    revision   integer not null,
    kind       text    not null,
    person     text    not null,
    truth      text, -- of a gold task; null for a second look
    decision   text, -- of whoever decided; null for a gold task
    decided_by text,
    blind      text, -- before the model's view was shown
    final      text, -- after it
    begun_at   timestamptz not null,
    ended_at   timestamptz,
    unique (suggestion, revision, person)
);
create unique index look_open on look (person) where ended_at is null;
create index look_of_person on look (person, ended_at);
