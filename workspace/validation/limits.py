"""How long, how many, and what may stand where: Slack's documented limits as tables."""

TEXT = frozenset({"plain_text", "mrkdwn"})
PLAIN = frozenset({"plain_text"})
_CHOICES = frozenset(
    {"channels_select", "conversations_select", "external_select", "static_select", "users_select"},
)
CHOICES = _CHOICES | {f"multi_{choice}" for choice in _CHOICES}
PICKERS = frozenset({"checkboxes", "datepicker", "radio_buttons", "timepicker"})
ENTRIES = frozenset(
    {"email_text_input", "file_input", "number_input", "plain_text_input", "rich_text_input", "url_text_input"},
)
BUTTONS = frozenset({"button", "workflow_button"})
INLINE = frozenset({"broadcast", "channel", "color", "date", "emoji", "link", "team", "text", "user", "usergroup"})

COMMON = frozenset({"actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video"})
SURFACES = {
    "message": COMMON
    | {"card", "carousel", "container", "context_actions", "data_table", "data_visualization", "file", "markdown"}
    | {"plan", "table", "task_card"},
    "modal": COMMON | {"alert"},
    "home": COMMON | {"card", "carousel", "container"},
}
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}

MOST_CHARACTERS_IN_BLOCKS = 13_000
MOST_CHARACTERS_IN_TABLE = 10_000
MOST_CHARACTERS_OF_MARKDOWN = 12_000
MOST_CHARTS = 2

HOLDS = {
    ("actions", "elements"): BUTTONS | CHOICES | PICKERS | {"datetimepicker", "overflow", "rich_text_input"},
    ("context", "elements"): TEXT | {"image"},
    ("context_actions", "elements"): frozenset({"feedback_buttons", "icon_button"}),
    ("section", "accessory"): BUTTONS | CHOICES | PICKERS | {"image", "overflow"},
    ("section", "text"): TEXT,
    ("section", "fields"): TEXT,
    ("input", "element"): CHOICES | PICKERS | ENTRIES | {"datetimepicker"},
    ("input", "label"): PLAIN,
    ("input", "hint"): PLAIN,
    ("header", "text"): PLAIN,
    ("alert", "text"): TEXT,
    ("image", "title"): PLAIN,
    ("button", "text"): PLAIN,
    ("option", "text"): TEXT,
    ("option", "description"): TEXT,
    ("option_group", "label"): PLAIN,
    ("confirmation", "title"): PLAIN,
    ("confirmation", "text"): TEXT,
    ("confirmation", "confirm"): PLAIN,
    ("confirmation", "deny"): PLAIN,
    ("modal", "title"): PLAIN,
    ("modal", "submit"): PLAIN,
    ("modal", "close"): PLAIN,
    ("card", "actions"): frozenset({"button"}),
    ("carousel", "elements"): frozenset({"card"}),
    ("container", "child_blocks"): COMMON | {"file", "table"},
    ("rich_text", "elements"): frozenset(
        {"rich_text_list", "rich_text_preformatted", "rich_text_quote", "rich_text_section"},
    ),
    ("rich_text_section", "elements"): INLINE,
    ("rich_text_quote", "elements"): INLINE,
    ("rich_text_preformatted", "elements"): frozenset({"link", "text"}),
    ("rich_text_list", "elements"): frozenset({"rich_text_section"}),
    ("table", "rows"): frozenset({"raw_number", "raw_text", "rich_text"}),
    ("data_table", "rows"): frozenset({"raw_number", "raw_text", "rich_text"}),
}
PARTS = {"options": "option", "initial_option": "option", "initial_options": "option", "confirm": "confirmation"}
PARTS |= {"option_groups": "option_group", "placeholder": "plain_text"}

LENGTHS = {
    ("alert", "text"): 3_000,
    ("button", "text"): 75,
    ("button", "url"): 3_000,
    ("button", "value"): 2_000,
    ("card", "body"): 200,
    ("card", "subtitle"): 150,
    ("card", "title"): 150,
    ("container", "title"): 150,
    ("context", "elements"): 3_000,
    ("data_visualization", "title"): 50,
    ("header", "text"): 150,
    ("input", "hint"): 2_000,
    ("input", "label"): 2_000,
    ("markdown", "text"): MOST_CHARACTERS_OF_MARKDOWN,
    ("modal", "close"): 24,
    ("modal", "submit"): 24,
    ("modal", "title"): 24,
    ("option", "text"): 75,
    ("option", "value"): 150,
    ("raw_text", "text"): MOST_CHARACTERS_IN_TABLE,
    ("section", "fields"): 2_000,
    ("section", "text"): 3_000,
    ("text", "text"): MOST_CHARACTERS_IN_BLOCKS,
    ("confirmation", "title"): 100,
    ("confirmation", "text"): 300,
    ("confirmation", "confirm"): 30,
    ("confirmation", "deny"): 30,
}
WORDS = {
    ("alert", "level"): {"default", "info", "warning", "error", "success"},
    ("button", "style"): {"primary", "danger"},
    ("confirmation", "style"): {"primary", "danger"},
    ("container", "width"): {"narrow", "standard", "wide", "full"},
    ("rich_text_list", "style"): {"bullet", "ordered"},
    ("task_card", "status"): {"pending", "in_progress", "complete", "error"},
    ("workflow_button", "style"): {"primary", "danger"},
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
    ("carousel", "elements"): (1, 10),
    ("checkboxes", "options"): (1, 10),
    ("container", "child_blocks"): (1, 10),
    ("context", "elements"): (1, 10),
    ("context_actions", "elements"): (1, 5),
    ("data_table", "rows"): (2, 101),
    ("multi_static_select", "options"): (1, 100),
    ("multi_static_select", "option_groups"): (1, 100),
    ("option_group", "options"): (1, 100),
    ("overflow", "options"): (1, 5),
    ("radio_buttons", "options"): (1, 10),
    ("section", "fields"): (1, 10),
    ("static_select", "options"): (1, 100),
    ("static_select", "option_groups"): (1, 100),
    ("table", "column_settings"): (0, 20),
    ("table", "rows"): (1, 100),
}
_LISTS = ("actions", "child_blocks", "elements", "fields", "initial_options", "option_groups", "options")
LISTED = dict.fromkeys(_LISTS, 1) | {"rows": 2}
"""Fields that hold a list, and how deep."""
