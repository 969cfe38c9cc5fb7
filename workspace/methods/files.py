"""`files.*`: a file is announced, uploaded to an address of its own, and completed, which posts it."""

from workspace.directory import BOT
from workspace.messages import Message
from workspace.posting import decoded, joined
from workspace.state import State
from workspace.wire import Json, SlackError, identifier


def get_upload_address(state: State, arguments: Json) -> Json:
    """Where to upload a file, and how it will be called."""
    if not arguments.get("filename") or not int(arguments.get("length") or 0):
        raise SlackError("invalid_arguments", ["filename and length are required"])
    name = identifier("F")
    return {"file_id": name, "upload_url": f"{state.base_url}/upload/{name}"}


def complete_upload(state: State, arguments: Json) -> Json:
    """Post uploaded files to a channel, with links to what was uploaded."""
    channel, files = joined(state.channel_with_id(arguments.get("channel_id", ""))), decoded(arguments.get("files"))
    if missing := [one["id"] for one in files if one["id"] not in state.files]:
        raise SlackError("file_not_found", missing)
    links = [f"<{state.base_url}/files/{one['id']}|{one.get('title', one['id'])}>" for one in files]
    text = "\n".join([str(arguments.get("initial_comment") or ""), *links]).strip()
    state.add(Message(channel.id, state.clock.stamp(), BOT.id, text, thread_ts=arguments.get("thread_ts")))
    return {"files": files}
