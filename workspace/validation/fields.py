"""Which fields each kind of block, element and part has; `?` marks those that may be missing.

From Slack's reference of Block Kit (docs.slack.dev/reference/block-kit) and the declarations of `@slack/types`.
"""

_CHOICE = "action_id? placeholder? confirm? focus_on_load?"
_ENTRY = "action_id? placeholder? initial_value? dispatch_action_config? focus_on_load?"

_SPECIFICATIONS = {
    # blocks
    "actions": "elements",
    "alert": "text level?",
    "card": "title? subtitle? body? icon? hero_image? actions?",
    "carousel": "elements",
    "container": "child_blocks title? rich_text_title? subtitle? icon? width?"
    " is_collapsible? default_collapsed? has_header_divider?",
    "context": "elements",
    "context_actions": "elements",
    "data_table": "caption rows page_size? row_header_column_index?",
    "data_visualization": "title chart",
    "divider": "",
    "file": "external_id source",
    "header": "text level?",
    "image": "alt_text image_url? slack_file? title?",
    "input": "label element hint? optional? dispatch_action?",
    "markdown": "text",
    "plan": "title tasks?",
    "rich_text": "elements",
    "section": "text? fields? accessory? expand?",
    "table": "rows column_settings?",
    "task_card": "task_id title status details? output? sources?",
    "video": "alt_text thumbnail_url title video_url author_name? description? provider_icon_url? provider_name?"
    " title_url?",
    # elements
    "button": "text action_id? url? value? style? confirm? accessibility_label?",
    "channels_select": f"{_CHOICE} initial_channel? response_url_enabled?",
    "checkboxes": "options action_id? initial_options? confirm? focus_on_load?",
    "conversations_select": f"{_CHOICE} initial_conversation? default_to_current_conversation? filter?"
    " response_url_enabled?",
    "datepicker": f"{_CHOICE} initial_date?",
    "datetimepicker": "action_id? initial_date_time? confirm? focus_on_load?",
    "email_text_input": _ENTRY,
    "external_select": f"{_CHOICE} initial_option? min_query_length?",
    "feedback_buttons": "positive_button negative_button action_id?",
    "file_input": "action_id? filetypes? max_files?",
    "icon_button": "icon text action_id? value? confirm? accessibility_label? visible_to_user_ids?",
    "multi_channels_select": f"{_CHOICE} initial_channels? max_selected_items?",
    "multi_conversations_select": f"{_CHOICE} initial_conversations? default_to_current_conversation? filter?"
    " max_selected_items?",
    "multi_external_select": f"{_CHOICE} initial_options? min_query_length? max_selected_items?",
    "multi_static_select": f"{_CHOICE} options? option_groups? initial_options? max_selected_items?",
    "multi_users_select": f"{_CHOICE} initial_users? max_selected_items?",
    "number_input": f"is_decimal_allowed min_value? max_value? {_ENTRY}",
    "overflow": "options action_id? confirm?",
    "plain_text_input": f"multiline? min_length? max_length? {_ENTRY}",
    "radio_buttons": "options action_id? initial_option? confirm? focus_on_load?",
    "rich_text_input": f"min_lines? max_lines? {_ENTRY}",
    "static_select": f"{_CHOICE} options? option_groups? initial_option?",
    "timepicker": f"{_CHOICE} initial_time? timezone?",
    "url_text_input": _ENTRY,
    "users_select": f"{_CHOICE} initial_user?",
    "workflow_button": "text workflow action_id? style? accessibility_label? confirm?",
    # text
    "plain_text": "text emoji?",
    "mrkdwn": "text verbatim?",
    "raw_text": "text",
    "raw_number": "value text",
    "rich_text_section": "elements",
    "rich_text_list": "elements style indent? offset? border?",
    "rich_text_quote": "elements border?",
    "rich_text_preformatted": "elements border? language?",
    "text": "text style?",
    "link": "url text? unsafe? style?",
    "emoji": "name unicode? url? skin_tone? style?",
    "user": "user_id style?",
    "usergroup": "usergroup_id style?",
    "channel": "channel_id style?",
    "broadcast": "range style?",
    "team": "team_id style?",
    "date": "timestamp format url? fallback? style?",
    "color": "value style?",
    # parts without a type of their own
    "option": "text value? description? url?",
    "option_group": "label options",
    "confirmation": "text title? confirm? deny? style?",
    # views
    "modal": "title blocks submit? close? private_metadata? callback_id? external_id? clear_on_close?"
    " notify_on_close? submit_disabled?",
    "home": "blocks private_metadata? callback_id? external_id?",
}

BLOCKS = frozenset(list(_SPECIFICATIONS)[: list(_SPECIFICATIONS).index("button")])
UNTYPED = frozenset({"option", "option_group", "confirmation"})


def required(kind: str) -> set[str]:
    """The fields that must be there."""
    return {name for name in _SPECIFICATIONS[kind].split() if not name.endswith("?")}


def allowed(kind: str) -> set[str]:
    """All fields that may be there; every block may have a block_id."""
    names = {name.removesuffix("?") for name in _SPECIFICATIONS[kind].split()}
    return names | (set() if kind in UNTYPED else {"type"}) | ({"block_id"} if kind in BLOCKS else set())
