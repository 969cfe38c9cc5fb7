"""No workspace and no channel sees what another one keeps, whatever is done in which order, under the same names."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from tests.bot.test_once import posted
from tests.bot.test_saved import said
from workspace import LocalWorkspace

Settled = Callable[[], Awaitable[None]]
STEPS = 40


@dataclass(frozen=True)
class Place:
    """A channel of a workspace, with a size and a price that are said nowhere else."""

    team: str
    channel: str
    size: str
    price: str

    @property
    def marks(self) -> tuple[str, ...]:
        """What only this place's answers say."""
        return (self.size, f"at ${self.price} ", f"={self.price}")


PLACES = (
    Place("T0LOCALTEAM", "planning", "11.37B", "7.11"),
    Place("T0LOCALTEAM", "budget", "12.37B", "7.21"),
    Place("T0ANOTHER00", "planning", "13.37B", "7.31"),
    Place("T0ANOTHER00", "budget", "14.37B", "7.41"),
)
TYPED = (
    "{size} 1T 512xh100",
    "save run {size} 1T 512xh100",
    "save last",
    "list",
    "show run",
    "delete run",
    "set price h100={price}",
    "settings",
    "observe {size} 1T 512xh100 mfu=45% save",
    "watch run",
    "watch",
)


async def typed(workspace: LocalWorkspace, settled: Settled, place: Place, dice: random.Random) -> str:
    text = dice.choice(TYPED).format(size=place.size, price=place.price)
    answer = await said(workspace, text, channel=place.channel)
    await settled()
    return answer.text + str(answer.blocks)


async def at_home(workspace: LocalWorkspace, settled: Settled, _place: Place, _dice: random.Random) -> str:
    await workspace.open_home()
    await settled()
    home = workspace.home()
    return str(home.blocks) if home else ""


async def in_a_thread(workspace: LocalWorkspace, settled: Settled, place: Place, dice: random.Random) -> str:
    """Follow up in a thread which, by its timestamp, may be another workspace's."""
    if place.channel != "planning":
        return ""
    if not (roots := posted(workspace)) or dice.random() < 0.5:
        await workspace.click(await said(workspace, f"{place.size} 1T 512xh100"), "Share")
        await settled()
        return ""
    root = dice.choice(roots)
    await workspace.mention("on b200?", thread_ts=root.thread_ts or root.ts)
    await settled()
    return workspace.messages()[-1].text


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("workspace", ["http"], indirect=True)
async def test_nobody_sees_what_is_kept_elsewhere(
    workspace: LocalWorkspace, settled: Settled, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    seen = ""
    for _ in range(STEPS):
        place = dice.choice(PLACES)
        monkeypatch.setattr("workspace.payloads.TEAM_ID", place.team)
        does = dice.choice((typed, typed, typed, typed, at_home, in_a_thread))
        shown = await does(workspace, settled, place, dice)
        elsewhere = [one for one in PLACES if one.team != place.team or (does is typed and one != place)]
        assert not [one for one in elsewhere if any(mark in shown for mark in one.marks)]
        seen += shown
    assert {place.team for place in PLACES if place.size in seen} == {place.team for place in PLACES}
    assert workspace.errors == []
