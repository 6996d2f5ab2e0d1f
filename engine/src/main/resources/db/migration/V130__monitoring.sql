-- What each stage on the way to customers did to each group, over time. Counts only: no page and no alarm reads single
-- decisions.

-- One revision on its way, with the groups it concerns, so that later stages know whom they decide about.
create table stage_case (
    suggestion    uuid    not null,
    revision      integer not null,
    day           date    not null, -- UTC, of its screening
    model_name    text    not null,
    model_version text    not null,
    kind          text    not null,
    campaign      text    not null, -- empty where it belongs to none
    subject       uuid,             -- the customer's random identity; null for a segment
    wants_slot    boolean not null,
    groups        jsonb   not null, -- [{"a": attribute, "g": group, "e": eligible or null, "f": favoured}]
    full_price    double precision, -- of one customer, before and after the reduction; null where no price is offered
    paid_price    double precision,
    policy        boolean,          -- null until the stage has spoken
    human         boolean,
    allocation    boolean,
    publication   boolean,
    primary key (suggestion, revision)
);

-- What happened and is not counted yet.
create table stage_step (
    id         bigint generated always as identity primary key,
    suggestion uuid    not null,
    revision   integer not null,
    stage      text    not null check (stage in ('MODEL', 'POLICY', 'HUMAN', 'ALLOCATION', 'PUBLICATION')),
    passed     boolean not null
);

-- Sums over clusters: a segment's customers are moved together, and so are the repeated rows of one customer. The squares
-- tell how far (Rao and Scott 1992).
create table stage_count (
    day              date not null,
    model_name       text not null,
    model_version    text not null,
    kind             text not null,
    campaign         text not null,
    attribute        text not null,
    grp              text not null,
    stage            text not null,
    clusters         double precision not null,
    eligible         double precision not null,
    favoured         double precision not null,
    eligible_squared double precision not null,
    product          double precision not null,
    favoured_squared double precision not null,
    full_price       double precision not null,
    paid_price       double precision not null,
    primary key (day, model_name, model_version, kind, campaign, attribute, grp, stage)
);
create index stage_count_of_model on stage_count (model_name, model_version, day);

-- How often each customer was counted, so that repeated rows become one cluster.
create table stage_subject (
    model_name    text not null,
    model_version text not null,
    stage         text not null,
    subject       uuid not null,
    eligible      bigint not null,
    favoured      bigint not null,
    primary key (model_name, model_version, stage, subject)
);
create index stage_subject_of on stage_subject (subject);

-- Suggestions for single customers, measured together: per batch, or per hour for a window of a day. Rows are only ever
-- added by intake, and drawn together later, so that intake waits for nobody.
create table single_count (
    id            bigint generated always as identity primary key,
    model_name    text not null,
    model_version text not null,
    kind          text not null,
    pool          text not null, -- "batch:<id>" or "hour:<time>"
    attribute     text not null,
    grp           text not null,
    eligible      bigint not null,
    favoured      bigint not null,
    drawn         boolean not null default false,
    at            timestamptz not null
);
create index single_count_pool on single_count (model_name, model_version, kind, pool);
create index single_count_fresh on single_count (id) where not drawn;
create index single_count_age on single_count (at);

-- A group is served worse than is tolerated, and what people decided about it.
create table alarm (
    id            uuid primary key,
    seq           bigint generated always as identity unique,
    model_name    text not null,
    model_version text not null,
    stage         text not null,
    attribute     text not null,
    grp           text not null, -- that fares worse
    better        text not null, -- than this one
    sign          text not null, -- EVIDENCE or DRIFT
    favoured      double precision not null,
    eligible      double precision not null,
    others_favoured double precision not null,
    others_eligible double precision not null,
    strength      double precision not null, -- e-value as natural logarithm, or CUSUM sum over its limit
    raised_at     timestamptz not null,
    entry         uuid not null,
    outcome       text, -- null while open
    decided_by    text,
    reason        text,
    decided_at    timestamptz,
    check ((outcome is null) = (decided_at is null))
);
create unique index alarm_open on alarm (model_name, model_version, stage, attribute, grp) where outcome is null;
create index alarm_of_model on alarm (model_name, model_version) where outcome is null;
