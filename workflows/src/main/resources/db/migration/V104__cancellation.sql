-- An instance that was given up is ended; job_key is its key then.
alter table outbox_command
    drop constraint outbox_command_kind_check,
    add constraint outbox_command_kind_check check (kind in ('MESSAGE', 'COMPLETION', 'REACTIVATION', 'CANCELLATION'));
