"""An answer as Slack shows it: messages, tables and forms within Slack's limits."""
