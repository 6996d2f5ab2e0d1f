-- Which groups a review wants to hear, whom it waits for now, and when it is due.
alter table review
    add column asked text,                   -- JSON, [{"group": "legal", "approvals": 1}]
    add column waits_for text[],             -- groups whose members may decide now
    add column warn_at timestamptz,          -- null, as the others, for what was opened before there were deadlines
    add column escalate_at timestamptz,
    add column due_at timestamptz,
    add column warned_at timestamptz,
    add column escalated_at timestamptz,
    add column escalated_to text,
    add check ((escalated_at is null) = (escalated_to is null));

update review set
    asked = jsonb_build_array(jsonb_build_object('group', 'reviewers', 'approvals', approvals_needed))::text,
    waits_for = array['reviewers'];

alter table review alter column asked set not null, alter column waits_for set not null;

create index review_due on review (due_at) where outcome is null;

alter table review_decision
    add column seat text,                    -- the group an approval was given for
    add column changes text not null default '[]';  -- JSON: what has to change, place by place

update review_decision set seat = 'reviewers' where decision = 'APPROVE';
