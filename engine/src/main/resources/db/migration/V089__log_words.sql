-- The words of entries and of what they commit to, for finding them; beside the log, filled a little after it, and
-- emptied of what is erased. It can be dropped and is made again.
create table audit_words (
  log_index bigint primary key,
  words tsvector not null
);
create index audit_words_words on audit_words using gin (words);
