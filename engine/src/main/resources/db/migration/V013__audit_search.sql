-- An auditor narrows by time first.
create index audit_entry_at on audit_entry using brin (at) with (pages_per_range = 32);
