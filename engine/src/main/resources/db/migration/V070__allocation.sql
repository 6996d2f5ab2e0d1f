-- The slots that can be planned, replaced as a whole by their owner.
create table slot (
    id text primary key,
    channel text not null,
    starts timestamptz not null,
    ends timestamptz not null,
    -- A jurisdiction; null where the slot serves every market.
    market text,
    -- In the unit of a placement's load.
    capacity numeric not null,
    check (starts < ends),
    check (capacity >= 0)
);

create index slot_by_start on slot (starts, id);

-- Limits over several slots, by the solver's one primitive.
create table slot_limit (
    id text primary key,
    -- Null: all slots.
    slots text[],
    measure text not null,
    max numeric,
    min numeric
);

-- One row: which book is in force, so that the same book sent twice changes nothing.
create table slot_book (
    single boolean primary key default true check (single),
    hash text not null,
    entry uuid not null,
    changed_at timestamptz not null,
    changed_by text not null
);

create table slot_plan (
    id uuid primary key,
    -- Who asks twice gets the same plan.
    request_key text not null unique,
    state text not null,
    -- All values of a plan are in one currency; amounts of different ones cannot be added up.
    currency text not null,
    feasible boolean not null,
    total_value numeric not null,
    upper_bound numeric not null,
    gap numeric,
    solved_millis bigint not null,
    -- Why each was left out, how far each limit is used, what cannot be met: sentences for people, never hashed.
    explanations jsonb not null default '{}',
    -- The process engine's job that waits for the planner; 0 for none.
    task_key bigint not null default 0,
    proposed_at timestamptz not null,
    proposed_entry uuid not null,
    decided_at timestamptz,
    decided_by text,
    version integer not null
);

-- Two open plans would promise the same suggestions twice.
create unique index slot_plan_open on slot_plan ((true)) where state = 'PROPOSED';
create index slot_plan_by_time on slot_plan (proposed_at desc, id desc);

-- A place of a suggestion in a plan. Slot and suggestion are copied, because both may change or go while the plan stays.
create table slot_placement (
    plan uuid not null references slot_plan,
    suggestion uuid not null,
    revision integer not null,
    name text not null,
    kind text not null,
    slot text not null,
    channel text not null,
    starts timestamptz not null,
    ends timestamptz not null,
    market text,
    load numeric not null,
    cost numeric not null,
    value numeric not null,
    -- The audience's segment, for frequency caps; null for single customers, who are not named here.
    segment text,
    pinned boolean not null,
    -- PROPOSED, CONFIRMED, EXCLUDED by the planner, DROPPED because something had changed, RELEASED afterwards.
    state text not null,
    note text,
    primary key (plan, suggestion, slot)
);

create index slot_placement_of_suggestion on slot_placement (suggestion) where state = 'CONFIRMED';
create index slot_placement_in_slot on slot_placement (slot) where state = 'CONFIRMED';
create index slot_placement_to_come on slot_placement (ends) where state = 'CONFIRMED';
