"""A conversation as a tree of turns. One path through it is shown; the other branches are kept."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from gpt_studio.conversations.passage import Passage, SettingValue
from gpt_studio.core.decode import within
from gpt_studio.core.errors import Message, say

CHAT = "chat"
TEXT = "text"
NOWHERE = 0
"""The id that stands for the beginning, before the first turn."""
_TITLE_LENGTH = 60


@dataclass(frozen=True)
class Node:
    """A passage at its place. Ids are above 0, and a ``parent`` has a smaller one than its children.

    ``chosen`` is the child that is shown after it, or :data:`NOWHERE` where the path ends.
    """

    passage: Passage
    id: int = within(minimum=1)
    parent: int = within(minimum=NOWHERE)
    chosen: int = NOWHERE


@dataclass(frozen=True)
class Conversation:
    """A ``chat``, or a ``text``, whose passages join without a separator. Each change makes a new object.

    ``model`` is the folder of the model that wrote last. ``changed`` is a Unix time. ``nodes`` stand in the order in
    which they were written, and ``chosen`` is the first one that is shown. ``system`` is the instruction before a
    chat, ``sampling`` the settings of generation by name (empty: the model's own), ``draft`` what was typed but not
    sent. :meth:`problem` says whether the nodes make a tree.
    """

    id: str = within()
    kind: str = within(choices=(CHAT, TEXT))
    changed: float = within()
    model: str = ""
    title: str = ""
    pinned: bool = False
    system: str = ""
    sampling: dict[str, SettingValue] = field(default_factory=dict)
    draft: str = ""
    chosen: int = NOWHERE
    nodes: tuple[Node, ...] = ()

    # What it holds

    @cached_property
    def path(self) -> tuple[Node, ...]:
        """The nodes that are shown, from the first to the last."""
        found, place = [], self.chosen
        while place != NOWHERE:
            found.append(self._by_id[place])
            place = found[-1].chosen
        return tuple(found)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that are shown."""
        return tuple(node.passage for node in self.path)

    @cached_property
    def text(self) -> str:
        """The passages that are shown as one text."""
        return "".join(passage.text for passage in self.passages)

    @property
    def heading(self) -> str:
        """The title, else the first line, also of what was not sent yet; empty while nothing is written."""
        if self.title:
            return self.title
        written = self.passages[0].text if self.kind == CHAT and self.passages else self.text or self.draft
        first = next((line.strip() for line in written.splitlines() if line.strip()), "")
        return first if len(first) <= _TITLE_LENGTH else f"{first[: _TITLE_LENGTH - 1].rstrip()}…"

    def alternatives(self, index: int) -> tuple[int, ...]:
        """The ids of the nodes that can stand at ``index`` of the path, the shown one among them, oldest first."""
        return self._children.get(self.path[index].parent, ())

    def leaves(self) -> tuple[tuple[Node, ...], ...]:
        """Every path from a beginning to an end, in the order in which the ends were written."""
        ends = [node for node in self.nodes if node.id not in self._children]
        return tuple(tuple(reversed(self._up_from(end.id))) for end in ends)

    def problem(self) -> Message | None:
        """What keeps the nodes from being a tree whose path can be shown, as a part of a sentence."""
        seen: set[int] = {NOWHERE}
        parents: dict[int, int] = {}
        for node in self.nodes:
            if node.id in seen:
                return say("conversation.turn_twice", "the turn {turn} is there twice", turn=node.id)
            if node.parent not in seen or node.parent >= node.id:
                return say("conversation.turn_lost", "the turn {turn} follows one that is not there", turn=node.id)
            seen.add(node.id)
            parents[node.id] = node.parent
        for place, chosen in ((NOWHERE, self.chosen), *((node.id, node.chosen) for node in self.nodes)):
            if chosen != NOWHERE and parents.get(chosen) != place:
                return say(
                    "conversation.turn_misplaced", "the turn {turn} is shown where it does not stand", turn=chosen
                )
        return None

    # How it changes

    def with_passages(self, passages: Iterable[Passage]) -> Conversation:
        """This one with ``passages`` added at the end of the path."""
        made = self
        for passage in passages:
            made = made.add(passage)
        return made

    def add(self, passage: Passage) -> Conversation:
        """``passage`` after the end of the path."""
        return self._with_child(self.path[-1].id if self.path else NOWHERE, passage)

    def branch(self, index: int, passage: Passage) -> Conversation:
        """``passage`` in place of what is shown from ``index`` on, which is kept as another branch."""
        return self._with_child(self.path[index].parent, passage)

    def cut_from(self, index: int) -> Conversation:
        """The path ends before ``index``. What followed is kept as a branch."""
        return self._choose({self.path[index].parent: NOWHERE}) if index < len(self.path) else self

    def show(self, node: int) -> Conversation:
        """The path leads through ``node``, and on from there as it did when it was last shown."""
        line = self._up_from(node)
        return self._choose({each.parent: each.id for each in line})

    def step(self, index: int, by: int) -> Conversation:
        """Show the alternative at ``index`` that is ``by`` places further; at most the first or the last one."""
        others = self.alternatives(index)
        place = min(max(others.index(self.path[index].id) + by, 0), len(others) - 1)
        return self.show(others[place])

    def replaced(self, index: int, passage: Passage) -> Conversation:
        """``passage`` in the place of the one at ``index`` of the path, which is not kept: it holds what that held."""
        there = self.path[index]
        nodes = tuple(replace(node, passage=passage) if node.id == there.id else node for node in self.nodes)
        return self._changed(nodes=nodes)

    def without(self, index: int) -> Conversation:
        """This one without the turn at ``index`` of the path and all that hangs on it; the alternative before it is
        shown, else the one after it."""
        others, gone = self.alternatives(index), self.path[index]
        place = others.index(gone.id)
        left = others[:place][-1:] or others[place + 1 :][:1]
        below = {gone.id}
        for node in self.nodes:  # parents stand before their children
            if node.parent in below:
                below.add(node.id)
        made = self._choose({gone.parent: left[0] if left else NOWHERE})
        return replace(made, nodes=tuple(node for node in made.nodes if node.id not in below))

    def rewritten(self, passages: Sequence[Passage]) -> Conversation:
        """``passages`` as what is shown. Where the path differs, it is replaced if no other branch hangs on it, and
        kept as a branch if one does."""
        same = 0
        while same < min(len(passages), len(self.path)) and self.path[same].passage == passages[same]:
            same += 1
        going = {node.id for node in self.path[same:]}
        cut = self.cut_from(same)
        if all(set(self._children.get(node, ())) <= going for node in going):
            cut = replace(cut, nodes=tuple(node for node in cut.nodes if node.id not in going))
        return cut.with_passages(passages[same:])

    # Within

    @cached_property
    def _by_id(self) -> Mapping[int, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _children(self) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for node in self.nodes:
            found.setdefault(node.parent, []).append(node.id)
        return {parent: tuple(children) for parent, children in found.items()}

    def _up_from(self, place: int) -> list[Node]:
        line = []
        while place != NOWHERE:
            line.append(self._by_id[place])
            place = line[-1].parent
        return line

    def _with_child(self, parent: int, passage: Passage) -> Conversation:
        new = Node(passage, max((node.id for node in self.nodes), default=NOWHERE) + 1, parent)
        return replace(self, nodes=(*self.nodes, new))._choose({parent: new.id})

    def _choose(self, chosen: Mapping[int, int]) -> Conversation:
        """Let the path go from each key to its value."""
        nodes = tuple(replace(node, chosen=chosen[node.id]) if node.id in chosen else node for node in self.nodes)
        return self._changed(nodes=nodes, chosen=chosen.get(NOWHERE, self.chosen))

    def _changed(self, **changes: object) -> Conversation:
        return replace(self, changed=time.time(), **changes)  # type: ignore[arg-type]


Change = Callable[[Conversation], Conversation]


def new_id(when: float | None = None) -> str:
    """An id that no other conversation has, beginning with the time."""
    return f"{time.strftime('%Y%m%d-%H%M%S', time.localtime(when))}-{uuid.uuid4().hex[:8]}"


def new_conversation(kind: str, model: str = "") -> Conversation:
    """An empty conversation with a new id."""
    return Conversation(new_id(), kind, time.time(), model)
