-- Why each placement is where it is; null for plans from before.
alter table slot_placement add column reason text;

-- What the plan was made from, so that a plan that is looked at can be told from one that is out of date.
alter table slot_plan add column inputs text not null default '';

-- What a plan was before it was planned anew: for comparing, and for whoever wants to know what a pin did.
create table slot_plan_version (
    plan uuid not null references slot_plan,
    version integer not null,
    made_at timestamptz not null,
    made_by text not null,
    total_value numeric not null,
    upper_bound numeric not null,
    -- The placements as they are shown; never hashed.
    placements jsonb not null,
    primary key (plan, version)
);

-- Who made the solution that is shown now.
alter table slot_plan add column made_by text not null default 'planning';
