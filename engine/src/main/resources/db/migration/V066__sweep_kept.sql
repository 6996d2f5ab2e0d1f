-- What the new policies let out as the old ones did stays as it is.
alter table policy_sweep add column kept bigint not null default 0;
