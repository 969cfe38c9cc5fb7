"""How long, how many, and what may stand where: Slack's documented limits of what the bot sends, as tables."""

TEXT = frozenset({"plain_text", "mrkdwn"})
PLAIN = frozenset({"plain_text"})
INLINE = frozenset({"link", "text"})

COMMON = frozenset({"actions", "context", "divider", "header", "rich_text", "section"})
SURFACES = {
    "message": COMMON | {"data_visualization", "table"},
    "modal": COMMON | {"input"},
    "home": COMMON | {"input"},
}
MAXIMUM_BLOCKS = {"message": 50, "modal": 100, "home": 100}

MAXIMUM_CHARACTERS_IN_BLOCKS = 13_000
MAXIMUM_CHARACTERS_IN_TABLE = 10_000

HOLDS = {
    ("actions", "elements"): frozenset({"button", "overflow", "static_select"}),
    ("context", "elements"): TEXT,
    ("section", "accessory"): frozenset({"button", "overflow", "static_select"}),
    ("section", "text"): TEXT,
    ("section", "fields"): TEXT,
    ("input", "element"): frozenset({"plain_text_input", "static_select"}),
    ("input", "label"): PLAIN,
    ("input", "hint"): PLAIN,
    ("header", "text"): PLAIN,
    ("button", "text"): PLAIN,
    ("option", "text"): TEXT,
    ("option", "description"): TEXT,
    ("confirmation", "title"): PLAIN,
    ("confirmation", "text"): TEXT,
    ("confirmation", "confirm"): PLAIN,
    ("confirmation", "deny"): PLAIN,
    ("modal", "title"): PLAIN,
    ("modal", "submit"): PLAIN,
    ("modal", "close"): PLAIN,
    ("rich_text", "elements"): frozenset({"rich_text_preformatted", "rich_text_section"}),
    ("rich_text_section", "elements"): INLINE,
    ("rich_text_preformatted", "elements"): INLINE,
    ("table", "rows"): frozenset({"raw_text", "rich_text"}),
}
PARTS = {"options": "option", "initial_option": "option", "confirm": "confirmation", "placeholder": "plain_text"}

LENGTHS = {
    ("button", "text"): 75,
    ("button", "value"): 2_000,
    ("context", "elements"): 3_000,
    ("header", "text"): 150,
    ("input", "hint"): 2_000,
    ("input", "label"): 2_000,
    ("modal", "close"): 24,
    ("modal", "submit"): 24,
    ("modal", "title"): 24,
    ("option", "text"): 75,
    ("option", "value"): 150,
    ("raw_text", "text"): MAXIMUM_CHARACTERS_IN_TABLE,
    ("section", "fields"): 2_000,
    ("section", "text"): 3_000,
    ("text", "text"): MAXIMUM_CHARACTERS_IN_BLOCKS,
    ("confirmation", "title"): 100,
    ("confirmation", "text"): 300,
    ("confirmation", "confirm"): 30,
    ("confirmation", "deny"): 30,
}
WORDS = {
    ("button", "style"): {"primary", "danger"},
    ("confirmation", "style"): {"primary", "danger"},
}
ANYWHERE_LENGTHS = {
    "action_id": 255,
    "block_id": 255,
    "callback_id": 255,
    "placeholder": 150,
    "private_metadata": 3_000,
}
MAY_BE_EMPTY = {
    ("button", "value"),
    ("home", "callback_id"),
    ("home", "private_metadata"),
    ("modal", "callback_id"),
    ("modal", "private_metadata"),
    ("option", "value"),
}

COUNTS = {
    ("actions", "elements"): (1, 25),
    ("context", "elements"): (1, 10),
    ("overflow", "options"): (1, 5),
    ("section", "fields"): (1, 10),
    ("static_select", "options"): (1, 100),
    ("table", "column_settings"): (0, 20),
    ("table", "rows"): (1, 100),
}
LISTED = dict.fromkeys(("elements", "fields", "options"), 1) | {"rows": 2}
"""Fields that hold a list, and how deep."""
