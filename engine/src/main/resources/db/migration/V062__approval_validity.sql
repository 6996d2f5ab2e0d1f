-- When the approval of a suggestion runs out; null where it has none, or one that lasts as long as the suggestion.
alter table suggestion add column approved_until timestamptz;

create index suggestion_outlived on suggestion (approved_until)
    where approved_until is not null and state in ('APPROVED', 'SCHEDULED', 'PUBLISHED');
