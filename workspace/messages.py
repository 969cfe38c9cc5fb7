"""A message as the workspace keeps it, and as Slack shows it to the app."""

from copy import deepcopy
from dataclasses import dataclass, field

from workspace.directory import APP_ID, BOT, BOT_ID, TEAM_ID
from workspace.wire import Json, identifier


@dataclass
class Message:
    """A message in a channel; an ephemeral one is seen by one person only."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    visible_to: str | None = None
    is_edited: bool = False
    is_notice: bool = False
    reactions: list[str] = field(default_factory=list)

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.visible_to is not None

    def as_wire(self) -> Json:
        """The message as the Web API and interaction payloads carry it."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": TEAM_ID}
        if self.user == BOT.id:
            shown |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if self.blocks:
            shown["blocks"] = deepcopy(self.blocks)
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.metadata:
            shown["metadata"] = deepcopy(self.metadata)
        if self.is_edited:
            shown["edited"] = {"user": self.user, "ts": self.ts}
        return shown


def with_block_ids(blocks: list[Json]) -> list[Json]:
    """The blocks, each with the block_id that Slack gives to those that have none."""
    return [deepcopy(block) | {"block_id": block.get("block_id") or identifier("", 5)} for block in blocks]
