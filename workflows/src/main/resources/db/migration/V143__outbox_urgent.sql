-- What a person did, and what concerns many suggestions, goes before messages about single ones: ten thousand of those
-- that a change of policies sends back to be gated must not keep its rollback waiting. Order within a lane stays.
alter table outbox_command
    add column urgent boolean not null
        generated always as (kind <> 'MESSAGE' or lane not like 'suggestion:%') stored;
create index outbox_command_order on outbox_command (urgent desc, id);
