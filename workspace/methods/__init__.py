"""The methods of the Web API that the workspace answers, by name."""

from collections.abc import Callable

from workspace.methods import canvases, chat, conversations, files, functions, pins, team, views
from workspace.state import State
from workspace.wire import Json

Method = Callable[[State, Json], Json]

METHODS: dict[str, Method] = {
    "auth.test": team.auth_test,
    "canvases.create": canvases.create,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": files.complete_upload,
    "files.getUploadURLExternal": files.get_upload_address,
    "functions.completeError": functions.complete_error,
    "functions.completeSuccess": functions.complete_success,
    "pins.add": pins.add,
    "pins.list": pins.list_pins,
    "pins.remove": pins.remove,
    "reactions.add": chat.add_reaction,
    "team.info": team.team_info,
    "usergroups.list": team.list_groups,
    "usergroups.users.list": team.list_members,
    "users.info": team.user_info,
    "views.open": views.open_view,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
"""`apps.connections.open` is not among them: it takes the app's token, and Socket Mode answers it."""
