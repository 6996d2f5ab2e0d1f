-- The rights that whoever may log in or call was last seen with, so that a change can be told from what is old news.
create table granted_role (
    holder text primary key, -- as the log names it: PERSON:<id> or CLIENT:<name>
    roles  text        not null,
    entry  uuid        not null,
    since  timestamptz not null
);
