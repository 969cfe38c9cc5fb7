"""Which fields each kind of block, element and part that the bot sends has; `?` marks those that may be missing.

From Slack's reference of Block Kit (docs.slack.dev/reference/block-kit) and the declarations of `@slack/types`.
"""

_SPECIFICATIONS = {
    # blocks
    "actions": "elements",
    "context": "elements",
    "data_visualization": "title chart",
    "divider": "",
    "header": "text",
    "input": "label element hint? optional? dispatch_action?",
    "rich_text": "elements",
    "section": "text? fields? accessory? expand?",
    "table": "rows column_settings?",
    # elements
    "button": "text action_id? url? value? style? confirm? accessibility_label?",
    "overflow": "options action_id? confirm?",
    "plain_text_input": "multiline? min_length? max_length? action_id? placeholder? initial_value?"
    " dispatch_action_config? focus_on_load?",
    "static_select": "options action_id? placeholder? confirm? focus_on_load? initial_option?",
    # text
    "plain_text": "text emoji?",
    "mrkdwn": "text verbatim?",
    "raw_text": "text",
    "rich_text_section": "elements",
    "rich_text_preformatted": "elements border? language?",
    "text": "text style?",
    "link": "url text? unsafe? style?",
    # parts without a type of their own
    "option": "text value? description? url?",
    "confirmation": "text title? confirm? deny? style?",
    # views
    "modal": "title blocks submit? close? private_metadata? callback_id? external_id? clear_on_close?"
    " notify_on_close? submit_disabled?",
    "home": "blocks private_metadata? callback_id? external_id?",
}

BLOCKS = frozenset(list(_SPECIFICATIONS)[: list(_SPECIFICATIONS).index("button")])
UNTYPED = frozenset({"option", "confirmation"})


def required(kind: str) -> set[str]:
    """The fields that must be there."""
    return {name for name in _SPECIFICATIONS[kind].split() if not name.endswith("?")}


def allowed(kind: str) -> set[str]:
    """All fields that may be there; every block may have a block_id."""
    names = {name.removesuffix("?") for name in _SPECIFICATIONS[kind].split()}
    return names | (set() if kind in UNTYPED else {"type"}) | ({"block_id"} if kind in BLOCKS else set())
