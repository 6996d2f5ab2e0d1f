-- An operator may have a suggestion's process restarted: the instance that was given up must not come in again.
alter table process_instance add column replaced_key bigint;
