"""A message on its way to Slack: complete text, blocks, and how it is to be shown."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson

from blockkit.kit import Block, cut

MAXIMUM_TEXT = 3_000


@dataclass(frozen=True)
class Message:
    """What a person will read. `text` says everything without the blocks and is cut at 3,000 characters.

    `replaces` asks to put it in the place of the message that was acted on; `metadata` goes with a posted message.
    """

    text: str
    blocks: list[Block] = field(default_factory=list)
    replaces: bool = False
    metadata: dict[str, Any] | None = None

    def body(self) -> dict[str, Any]:
        """The message as an acknowledgement or a response URL takes it."""
        shown: dict[str, Any] = {"response_type": "ephemeral", "text": cut(self.text, MAXIMUM_TEXT)}
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.replaces:
            shown["replace_original"] = True
        return shown

    @property
    def built(self) -> dict[str, Any]:
        """The message as `{"text": …, "blocks": […]}`, ready for Slack's Block Kit Builder."""
        return {"text": self.text, "blocks": self.blocks}

    @cached_property
    def encoded(self) -> str:
        """The body as JSON, written once however often the message is sent."""
        return orjson.dumps(self.body()).decode()


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong in a form, by the block_id of the field that it belongs to."""

    errors: dict[str, str]

    def body(self) -> dict[str, Any]:
        """The answer to a view submission that keeps the form open."""
        return {"response_action": "errors", "errors": self.errors}

    @property
    def encoded(self) -> str:
        """The body as JSON."""
        return orjson.dumps(self.body()).decode()
