-- What is urgent is known by the application, not told by the name of a lane.
alter table outbox_command alter column urgent drop expression;
