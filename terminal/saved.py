"""`llmcost save NAME TEXT`, `list`, `show NAME`, `delete NAME`: estimates kept in a local file."""

import datetime
import json
import sys
from collections.abc import Callable, Mapping, Sequence

from estimator.ask import ask
from estimator.errors import RequestError
from service.folder import data_folder
from service.keeping import kept, name_and_rest, only_name, unknown_name
from terminal.answer import answer
from terminal.notebook import Notebook, Version
from terminal.own import own_catalogue

OPTIONS = {
    "save": {"--replace"},
    "list": {"--json"},
    "show": {"--history", "--restore", "--json", "--csv", "--markdown", "--blocks"},
    "delete": set[str](),
}


def saved(arguments: Sequence[str]) -> int:
    """Save, list, show or delete, as the first word says."""
    options = {word for word in arguments if word.startswith("--")}
    word, _, text = " ".join(part for part in arguments if part not in options).strip().partition(" ")
    word = word.lower()
    if unknown := sorted(options - OPTIONS[word]):
        takes = ", ".join(sorted(OPTIONS[word])) or "no options"
        raise RequestError(f"`{word}` does not know {unknown[0]}.", f"It takes {takes}.")
    return _WORDS[word](text, options)


def _save(text: str, options: set[str]) -> int:
    name, request = name_and_rest(text, "save")
    if not request:
        raise RequestError("`save` needs an estimate after the name.", f"Try `save {name} 70B 2T h100`.")
    content = kept(ask(request, own_catalogue(), _today()))
    notebook = Notebook(data_folder())
    there = notebook.latest(name)
    if there and there.content and there.content["text"] != content["text"] and "--replace" not in options:
        raise RequestError(f"`{name}` is taken: {_line(there)}.", "Add --replace, or take another name.")
    version = notebook.add(name, content)
    sys.stdout.write(f"Saved as {name}, version {version.number}: {content['headline']}\n")
    return 0


def _list(text: str, options: set[str]) -> int:
    if text:
        raise RequestError(f'`list` takes no words, and "{text}" is some.', f"Try `show {text.partition(' ')[0]}`.")
    versions = Notebook(data_folder()).everything()
    if "--json" in options:
        sys.stdout.write(json.dumps([_as_json(one) for one in versions], indent=1, ensure_ascii=False) + "\n")
        return 0
    lines = [f"{one.name}\t{_line(one)}" for one in versions]
    sys.stdout.write("\n".join(lines or ["Nothing is saved yet: `llmcost save NAME 70B 2T h100`."]) + "\n")
    return 0


def _show(text: str, options: set[str]) -> int:
    if "--restore" in options:
        return _restore(text)
    name = only_name(text, "show")
    notebook = Notebook(data_folder())
    if "--history" in options:
        versions = notebook.history(name)
        if not versions:
            raise unknown_name(name, [one.name for one in notebook.everything()])
        sys.stdout.write("".join(f"{one.number}\t{_line(one)}\n" for one in versions))
        return 0
    there = _there(notebook, name)
    if not options:
        sys.stdout.write(
            f"{name}, version {there.number} of {there.at[:10]}; then {(there.content or {})['headline']}\n"
        )
    return answer([(there.content or {})["text"], *options])


def _restore(text: str) -> int:
    """Make an old version the newest."""
    name, number = name_and_rest(text, "show --restore")
    notebook = Notebook(data_folder())
    old = [one for one in notebook.history(name) if str(one.number) == number and one.content]
    if not old:
        raise RequestError(f'`{name}` has no version "{number}" to restore.', f"`show {name} --history` lists them.")
    version = notebook.add(name, old[0].content)
    sys.stdout.write(f"Version {number} of {name} is back, as version {version.number}: {_line(version)}\n")
    return 0


def _delete(text: str, _options: set[str]) -> int:
    name = only_name(text, "delete")
    notebook = Notebook(data_folder())
    there = _there(notebook, name)
    notebook.add(name, None)
    sys.stdout.write(f"Deleted {name}. `llmcost show {name} --restore {there.number}` brings it back.\n")
    return 0


def _there(notebook: Notebook, name: str) -> Version:
    found = notebook.latest(name)
    if found is None:
        raise unknown_name(name, [one.name for one in notebook.everything()])
    return found


def _line(one: Version) -> str:
    said = f"{one.content['headline']}  {one.content['text']}" if one.content else "deleted"
    return f"{said}  {one.at[:10]}"


def _as_json(one: Version) -> dict[str, object]:
    return {"name": one.name, "number": one.number, "saved": one.at, **(one.content or {})}


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()


_WORDS: Mapping[str, Callable[[str, set[str]], int]] = {
    "save": _save,
    "list": _list,
    "show": _show,
    "delete": _delete,
}
