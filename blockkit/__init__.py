"""Answers as Slack shows them: Block Kit, within its limits by construction."""
