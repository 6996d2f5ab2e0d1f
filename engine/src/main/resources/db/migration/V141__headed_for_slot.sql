-- A planner's page counts what wants a slot, by where it stands, however much else is on its way.
create index suggestion_wanting_slot on suggestion (state) where wants_slot;
