-- What connecting an account and subscribing to its changes had to say, so that each reader gets it in their own
-- language: [{code, values, text}], and one of these. The texts are those of status_message and webhooks_warning.
alter table app_dashboard.connectors
  add column status_notes jsonb not null default '[]',
  add column webhooks_note jsonb;
