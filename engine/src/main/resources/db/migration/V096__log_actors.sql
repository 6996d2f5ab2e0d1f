-- Who acted, beside the words of each entry: an auditor's search by who must not read every entry. As the words, it is
-- filled a little after the log and can be made again.
alter table audit_words add column actor text;
update audit_words w set actor = substring(convert_from(e.leaf, 'UTF8') from '^\{"actor":"([^"]*)"')
  from audit_sequence s join audit_entry e using (written) where s.log_index = w.log_index;
alter table audit_words alter column actor set not null;
create index audit_words_actor on audit_words (actor, log_index);
