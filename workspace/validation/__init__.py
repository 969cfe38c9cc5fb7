"""Slack's rules for blocks, as far as they are known, so that a bad message is refused here as it would be there."""

from workspace.validation.checking import message_problems, view_problems

__all__ = ["message_problems", "view_problems"]
