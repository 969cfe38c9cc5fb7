"""`canvases.create`: a document with a tab in a channel."""

from workspace.posting import decoded, joined
from workspace.state import State
from workspace.wire import Json, SlackError, identifier


def create(state: State, arguments: Json) -> Json:
    """Make a canvas, kept in the journal alone: what is in it is for the app's tests to read."""
    document = decoded(arguments.get("document_content"))
    if not isinstance(document, dict) or document.get("type") != "markdown" or not document.get("markdown"):
        raise SlackError("canvas_creation_failed")
    joined(state.channel_with_id(arguments.get("channel_id", "")))
    return {"canvas_id": identifier("F")}
