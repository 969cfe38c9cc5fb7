"""What Slack's refusals mean to the person who asked, and what to do about them."""

from slack_sdk.errors import SlackApiError

from bot.retrying import is_uncertain, reason, retry_after

SENTENCES = {
    "not_in_channel": "I am not a member of this channel. Type `/invite @llmcost`, then try again.",
    "channel_not_found": "I cannot see this channel. Type `/invite @llmcost` in it, then try again.",
    "is_archived": "This channel is archived, so nothing can be posted in it. Ask again in another channel.",
    "restricted_action_read_only_channel": "Only some people may post in this channel. Ask again in another channel.",
    "restricted_action_thread_only_channel": "In this channel I may only answer in threads: mention me in one.",
    "restricted_action_non_threadable_channel": "This channel has no threads. Ask again in the channel itself.",
    "restricted_action_thread_locked": "This thread is locked. Ask again in the channel.",
    "access_denied": "This channel does not let me post. An admin can allow it for the llmcost app.",
    "enterprise_is_restricted": "Your organisation does not let me do that. An admin can allow the llmcost app.",
    "team_access_not_granted": "I am not approved for this workspace. An admin can add the llmcost app to it.",
    "ekm_access_denied": "Your organisation has locked this channel with its own keys. An admin can say until when.",
    "not_allowed_for_shared_channel": "This Slack Connect channel does not let me do that. Ask again in one of yours.",
    "external_channel_migrating": "This Slack Connect channel is being moved. Please try again in a few minutes.",
    "restricted_action": "This workspace does not let me do that in this channel. An admin can allow it.",
    "too_many_pins": "This channel has 100 pins, which is all that Slack allows. Unpin one, then try again.",
    "no_permission": "I have no permission to do that here. Type `/invite @llmcost`, then try again.",
    "org_login_required": "This workspace is moving to an enterprise organisation. Please try again after that.",
    "team_added_to_org": "This workspace is moving to an enterprise organisation. Please try again after that.",
    "permission_denied": "I may not pin anything in this channel. An admin can allow it for the llmcost app.",
    "canvas_disabled_user_team": "Canvases are switched off in this workspace.",
    "team_tier_cannot_create_channel_canvases": "This workspace's plan has no canvases in channels.",
    "free_team_canvas_tab_already_exists": "This workspace's plan allows one canvas in a channel, and there is one.",
    "missing_scope": "The app lacks a permission for that. An admin can reinstall it with the current manifest.",
    "plan_upgrade_required": "This workspace's plan has no user groups.",
    "not_pinnable": "Slack does not let this message be pinned.",
    "message_not_found": "That message is no longer there. Ask again, then share the new answer.",
    "cant_update_message": "Slack does not let me change that message. Ask again, then share the new answer.",
    "edit_window_closed": "This workspace does not let old messages be changed. Share the new answer instead.",
    "expired_trigger_id": "That took too long for Slack to open the form. Please press the button again.",
    "cant_post_in_channel": "Nothing can be posted in this channel. Ask again in another one.",
    "user_not_in_channel": "I can only show you this in a channel that you are a member of.",
    "msg_too_long": "The message is longer than Slack allows.",
}
IF_NOT_DONE = "If this was not done, please try again in a minute."
UNREACHABLE = f"I could not reach Slack just now. {IF_NOT_DONE}"
BROKEN_INSTALLATION = frozenset({"invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed"})


def explained(error: Exception) -> str:
    """A sentence that says what Slack refused, or that it did not answer, and what to do."""
    if not isinstance(error, SlackApiError):
        return UNREACHABLE
    name = reason(error)
    if name in ("ratelimited", "rate_limited"):
        seconds = retry_after(dict(getattr(error.response, "headers", {})))
        return f"Slack asks me to slow down. Please try again in {seconds:.0f} s."
    if name in BROKEN_INSTALLATION:
        return "Slack no longer accepts the app's token. An admin has to reinstall llmcost."
    if is_uncertain(error):
        return f"Slack has trouble right now ({name}). {IF_NOT_DONE}"
    return SENTENCES.get(
        name, f"Slack refused this ({name}). Please try again; if it stays, tell whoever runs llmcost."
    )
