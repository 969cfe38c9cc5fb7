"""Acting on what the app shows: buttons, menus, and the fields of modals."""

from typing import Any

from workspace import payloads
from workspace.delivery import DeliveryError
from workspace.directory import YOU
from workspace.elements import entry, find
from workspace.filling import field_errors
from workspace.gestures import Gestures
from workspace.messages import Message
from workspace.methods.views import checked_view, close, show
from workspace.views import Values, View, initial_values
from workspace.wire import Json, SlackError


class Interactions(Gestures):
    """Clicking, choosing, filling in and sending off."""

    async def click(self, where: Message | View, name: str, *, user: str = YOU.id) -> None:
        """Press the button with this label or action_id.

        Raises:
            LookupError: There is no such button.
        """
        block, element = find(where.blocks, name)
        await self.act(where, block, element, {"text": element.get("text"), "value": element.get("value")}, user)

    async def choose(self, where: Message | View, name: str, value: Any, *, user: str = YOU.id) -> None:  # noqa: ANN401
        """Choose in a menu, or enter into a field that reports at once: options by value or text.

        Raises:
            LookupError: There is no such menu or option.
        """
        block, element = find(where.blocks, name)
        entered = entry(element, value)
        if isinstance(where, View) and element["type"] != "overflow":
            where.values[block["block_id"]][element["action_id"]] = entered
        if block["type"] != "input" or block.get("dispatch_action"):
            await self.act(where, block, element, entered, user)

    async def act(self, where: Message | View, block: Json, element: Json, result: Json, user: str) -> None:
        """Tell the app what was done with an element."""
        named = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
        kept = {name: value for name, value in result.items() if value is not None}
        actions = [{**named, **kept, "action_ts": self.state.clock.stamp()}]
        person = self.person(user)
        if isinstance(where, View):
            payload = payloads.view_action(self.state, where, person, actions)
        else:
            values = _with(initial_values(where.blocks), block, element, result)
            payload = payloads.message_action(self.state, where, person, actions, values)
        await self.attempt("interactive", payload)

    async def submit(self, view: View, values: dict[str, dict[str, Any]] | None = None) -> View | None:
        """Fill in and send off a modal: the modal that stays open (with `errors`, or changed), or None.

        Raises:
            LookupError: A field or option is not there.
        """
        for block_id, entries in (values or {}).items():
            for action_id, value in entries.items():
                self.enter(view, block_id, action_id, value)
        view.errors = field_errors(view)
        self.state.changes.announce()
        if view.errors:
            return view
        payload = payloads.view_submission(self.state, view, self.person(view.user))
        try:
            self._follow(view, await self.deliver("interactive", payload))
        except (DeliveryError, SlackError) as error:
            self.state.complain(f"view_submission failed: {error.code}")
            view.errors = {"": "We had some trouble connecting. Try again?"}
            self.state.changes.announce()
        stack = self.state.stack(view.user)
        return stack[-1] if stack else None

    def enter(self, view: View, block_id: str, action_id: str, value: Any) -> None:  # noqa: ANN401 — see `entry`
        """Enter a value into a field.

        Raises:
            LookupError: The field or option is not there.
        """
        blocks = [block for block in view.blocks if block["block_id"] == block_id]
        _, element = find(blocks, action_id)
        view.values.setdefault(block_id, {})[action_id] = entry(element, value)

    def _follow(self, view: View, answer: Any) -> None:  # noqa: ANN401 — any JSON
        action = answer.get("response_action") if isinstance(answer, dict) else None
        if action == "errors":
            view.errors = dict(answer.get("errors") or {})
            self._check_error_places(view)
        elif action == "update":
            view.replace(checked_view(self.state, answer.get("view")))
        elif action == "push":
            show(self.state, view.user, checked_view(self.state, answer.get("view")))
        elif action == "clear":
            for bottom in self.state.stack(view.user)[:1]:
                close(self.state, bottom)
        else:
            close(self.state, view)
        self.state.changes.announce()

    def _check_error_places(self, view: View) -> None:
        fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        for stray in view.errors.keys() - fields:
            self.state.complain(f"view_submission: errors name the block {stray!r}, which is no input block.")

    async def close_view(self, view: View, *, clear: bool = False) -> None:
        """Close a modal without sending it, or the whole stack; the app hears of it when it asked to."""
        closed = self.state.stack(view.user) if clear else [view]
        close(self.state, closed[0])
        for one in reversed(closed):
            if one.body.get("notify_on_close"):
                payload = payloads.view_closed(self.state, one, self.person(view.user), is_cleared=clear)
                await self.attempt("interactive", payload)


def _with(values: Values, block: Json, element: Json, result: Json) -> Values:
    held = values.get(block["block_id"], {})
    if element["action_id"] in held:
        held[element["action_id"]] = {"type": element["type"], **result}
    return values
