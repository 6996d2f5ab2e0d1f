-- Who knows how something was decided, and so cannot judge it blind; and of what sort a task with a known answer is. Kept
-- here, so that oversight reads no other feature's tables.
create table second_look_participant (
    suggestion uuid not null,
    person     text not null,
    primary key (suggestion, person)
);
insert into second_look_participant (suggestion, person)
select distinct r.suggestion, d.person from review r join review_decision d on d.review = r.id;

alter table gold_task add column kind text;
update gold_task g set kind = s.kind from suggestion s where s.id = g.suggestion;
alter table gold_task alter column kind set not null;
