-- Decision records are found by the hash that the log has of them.
create index decision_record_hash on decision_record (record_hash);
