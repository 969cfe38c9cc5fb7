"""Modals and home tabs: what the app sent, and what a person has entered so far."""

from copy import deepcopy
from dataclasses import dataclass, field

from workspace.directory import APP_ID, BOT_ID, TEAM_ID
from workspace.elements import elements_of, initial_entry
from workspace.messages import with_block_ids
from workspace.wire import Json, identifier

Values = dict[str, dict[str, Json]]


def initial_values(blocks: list[Json]) -> Values:
    """What the fields of these blocks hold before anybody touches them: by block_id, then action_id."""
    values: Values = {}
    for block, element in elements_of(blocks):
        entry = initial_entry(element)
        if entry is not None:
            values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


@dataclass
class View:
    """One modal or home tab that a person has open."""

    user: str
    body: Json
    id: str = field(default_factory=lambda: identifier("V"))
    root: str | None = None
    previous: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    hash: str = field(default_factory=lambda: identifier("", 8))

    def __post_init__(self) -> None:
        self.replace(self.body)

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with a block_id."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    def replace(self, body: Json) -> None:
        """Show another body; fields that keep their names keep what was entered."""
        entered = self.values
        self.body = deepcopy(body) | {"blocks": with_block_ids(body["blocks"])}
        self.values = initial_values(self.blocks)
        for block_id, entries in self.values.items():
            for action_id in entries:
                entries[action_id] = entered.get(block_id, {}).get(action_id, entries[action_id])
        self.errors = {}
        self.hash = identifier("", 8)

    def as_wire(self) -> Json:
        """The view as the Web API and interaction payloads carry it."""
        empty = {"private_metadata": "", "callback_id": "", "external_id": "", "submit": None, "close": None}
        return {
            **empty,
            **deepcopy(self.body),
            "id": self.id,
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
            "hash": self.hash,
            "root_view_id": self.root or self.id,
            "previous_view_id": self.previous,
            "state": {"values": deepcopy(self.values)},
        }
