"""`views.*`: modals in a stack of three, and home tabs."""

from workspace.posting import decoded
from workspace.state import State
from workspace.validation import view_problems
from workspace.views import View
from workspace.wire import Json, SlackError

MAXIMUM_STACKED = 3


def checked_view(state: State, body: object, kind: str = "modal") -> Json:
    """A view from the app.

    Raises:
        SlackError: `invalid_arguments`, with a sentence for each problem.
    """
    problems = view_problems(body)
    if not isinstance(body, dict) or body.get("type") != kind:
        problems.append(f"view: must be a {kind} here")
    if problems or not isinstance(body, dict):
        state.complain(f"invalid_arguments: {'; '.join(problems)}")
        raise SlackError("invalid_arguments", problems)
    return body


def show(state: State, user: str, body: Json) -> View:
    """Put a modal on top of those that a person has open.

    Raises:
        SlackError: `push_limit_reached` beyond three.
    """
    stack = state.stacks.setdefault(user, [])
    if len(stack) >= MAXIMUM_STACKED:
        raise SlackError("push_limit_reached")
    view = View(user, body, root=stack[0] if stack else None, previous=stack[-1] if stack else None)
    state.views[view.id] = view
    stack.append(view.id)
    state.changes.announce()
    return view


def close(state: State, view: View) -> None:
    """Take a modal off a person's screen, with everything on top of it."""
    stack = state.stacks.get(view.user, [])
    if view.id in stack:
        for name in stack[stack.index(view.id) :]:
            del state.views[name]
        del stack[stack.index(view.id) :]
    state.changes.announce()


def open_view(state: State, arguments: Json) -> Json:
    """Open a modal for the person behind the trigger, in place of any that were open."""
    body = checked_view(state, decoded(arguments.get("view")))
    user = state.triggers.use(arguments.get("trigger_id", ""))
    for view in state.stack(user)[:1]:
        close(state, view)
    return {"view": show(state, user, body).as_wire()}


def push(state: State, arguments: Json) -> Json:
    """Open a modal on top of the present one."""
    body = checked_view(state, decoded(arguments.get("view")))
    return {"view": show(state, state.triggers.use(arguments.get("trigger_id", "")), body).as_wire()}


def update(state: State, arguments: Json) -> Json:
    """Change a modal that is open, found by `view_id` or `external_id`."""
    body = checked_view(state, decoded(arguments.get("view")))
    name, external = arguments.get("view_id"), arguments.get("external_id")
    found = [v for v in state.views.values() if v.id == name or (external and v.body.get("external_id") == external)]
    if not found:
        raise SlackError("not_found")
    if arguments.get("hash") not in (None, found[0].hash):
        raise SlackError("hash_conflict")
    found[0].replace(body)
    state.changes.announce()
    return {"view": found[0].as_wire()}


def publish(state: State, arguments: Json) -> Json:
    """Set a person's home tab."""
    body = checked_view(state, decoded(arguments.get("view")), "home")
    user = arguments.get("user_id", "")
    if user not in state.people:
        raise SlackError("user_not_found")
    home = state.homes.get(user)
    if home is None:
        home = state.homes[user] = View(user, body)
    elif arguments.get("hash") not in (None, home.hash):
        raise SlackError("hash_conflict")
    else:
        home.replace(body)
    state.changes.announce()
    return {"view": home.as_wire()}
