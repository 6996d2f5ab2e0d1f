-- Flyway runs as the owner of all tables; the application connects as ${app_role}, which owns nothing. What may never
-- be changed again (the audit log) takes UPDATE and DELETE away from it in the migration that makes the table.
grant usage on schema public to ${app_role};
alter default privileges in schema public grant select, insert, update, delete on tables to ${app_role};
alter default privileges in schema public grant usage, select on sequences to ${app_role};
