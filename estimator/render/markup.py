"""Pieces of HTML: whatever is not one already is text, and is escaped."""

from html import escape


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


# in HTML; what stands in an SVG is closed
_EMPTY = frozenset({"meta"})


def tag(name: str, *parts: str, **attributes: str) -> Html:
    """An element with its parts in it; `class_` is the attribute `class`, `aria_label` is `aria-label`."""
    named = "".join(f' {key.strip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return Html(f"<{name}{named}>" if name in _EMPTY else f"<{name}{named}>{joined(*parts)}</{name}>")


def joined(*parts: str) -> Html:
    """Pieces one after another, texts among them escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))
