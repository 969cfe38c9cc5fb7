"""What people chose to keep, and what was promised to Slack: in SQLite out of the box, or in PostgreSQL."""
