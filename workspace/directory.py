"""Who and what there is in the workspace from the start: the team, its people and its channels."""

from dataclasses import dataclass, field, replace

from workspace.wire import Json

TEAM_ID = "T0LOCALTEAM"
TEAM_NAME = "Planning"
TEAM_DOMAIN = "planning"
APP_ID = "A0LOCALAPP0"
BOT_ID = "B0LOCALBOT0"


@dataclass(frozen=True)
class Person:
    """A member of the workspace, the bot among them."""

    id: str
    name: str
    real_name: str
    is_bot: bool = False
    is_admin: bool = False

    def as_wire(self) -> Json:
        """The person as `users.info` shows one."""
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "name": self.name,
            "real_name": self.real_name,
            "tz": "Etc/UTC",
            "is_bot": self.is_bot,
            "is_admin": self.is_admin,
            "is_owner": False,
            "deleted": False,
            "profile": {"display_name": self.name, "real_name": self.real_name},
        }


@dataclass
class Channel:
    """A public or private channel, or the direct messages between one person and the bot."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    is_direct: bool = False
    topic: str = ""
    pins: list[str] = field(default_factory=list)

    def copy(self) -> "Channel":
        """The same channel, with lists of its own."""
        return replace(self, members=set(self.members), pins=list(self.pins))

    def as_wire(self) -> Json:
        """The channel as `conversations.info` shows one."""
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": not self.is_direct and not self.is_private,
            "is_group": self.is_private,
            "is_im": self.is_direct,
            "is_private": self.is_private or self.is_direct,
            "is_archived": False,
            "is_member": BOT.id in self.members,
            "topic": {"value": self.topic},
        }


BOT = Person("U0LOCALBOT0", "llmcost", "llmcost", is_bot=True)
SLACKBOT = Person("USLACKBOT", "slackbot", "Slackbot", is_bot=True)
YOU = Person("U0LOCALYOU0", "you", "You", is_admin=True)
MAYA = Person("U0LOCALMAYA", "maya", "Maya Ortiz")
JONAS = Person("U0LOCALJONA", "jonas", "Jonas Weber")
PRIYA = Person("U0LOCALPRIY", "priya", "Priya Nair")
PEOPLE = (BOT, SLACKBOT, YOU, MAYA, JONAS, PRIYA)


@dataclass(frozen=True)
class Group:
    """A user group, which people mention by its handle."""

    id: str
    handle: str
    members: frozenset[str]


GROUPS = (Group("S0LOCALLEAD", "ml-leads", frozenset({MAYA.id})),)
EVERYONE = {YOU.id, MAYA.id, JONAS.id, PRIYA.id}
CHANNELS = (
    Channel("C0LOCALPLAN", "planning", {*EVERYONE, BOT.id}, topic="Training runs: what, when, how much"),
    Channel("C0LOCALGENE", "general", {*EVERYONE, BOT.id}, topic="Company-wide news"),
    Channel("C0LOCALRAND", "random", set(EVERYONE), topic="The bot is not a member here"),
    Channel("C0LOCALBUDG", "budget", {YOU.id, PRIYA.id}, is_private=True, topic="Private; the bot is not a member"),
    Channel("D0LOCALYOU0", "you", {YOU.id, BOT.id}, is_direct=True),
)
