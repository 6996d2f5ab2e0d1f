-- Operators find a suggestion by the key of its process instance.
create index process_instance_key on process_instance (instance_key) where instance_key is not null;
