-- Operators tell a doorbell that was taken down from one that was given up, and can have the latter rung again.
alter table webhook add column given_up boolean not null default false;
create index webhook_attempt_at on webhook_attempt (at);
