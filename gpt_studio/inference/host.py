"""The one owner of loaded models: each is loaded once for all who want it, and leaves when nobody does, or when memory
is short."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.inference.cores import share_of_cores

if TYPE_CHECKING:
    import torch

    from gpt_studio.artifacts.load import Artifact, OnStep
    from gpt_studio.inference.engine import Engine
    from gpt_studio.inference.precision_choice import PrecisionChoice, PrecisionWish
    from gpt_studio.inference.products import Precision
    from gpt_studio.inference.session import Session

_SPARE_SHARE = 0.15
"""Models that nobody is writing with leave when less than this share of the machine's memory is free."""
_CACHE_SHARE = 0.05
"""The caches of conversations that are not being written take at most this share of the machine's memory."""
_MOST_CACHES = 8
_WORTH_SHARING = 16
"""A cache is taken over if so many of its tokens need no reading; with less in common it belongs to another text."""


@dataclass(frozen=True)
class Wanted:
    """Which model: its folder or a checkpoint, how its weights are computed with (``auto``: as a measurement says), and
    the adapter that is put onto it ``adapter_strength`` times as strong as it was trained."""

    folder: Path
    step: int | None = None
    follow_links: bool = False
    precision: PrecisionWish = "exact"
    adapter: Path | None = None
    adapter_strength: float = 1.0


class HostedModel:
    """A model that :class:`ModelHost` keeps. ``artifact`` is its folder as it was read, without the weights, which may
    leave memory while nobody writes and come back for the next text."""

    def __init__(self, wanted: Wanted, host: ModelHost) -> None:
        self.wanted = wanted
        self.users = 0
        self.writers = 0
        self._host = host
        self._loading = threading.Lock()
        self._lending = threading.Lock()  # a session must not be forgotten while it is lent
        self._artifact: Artifact | None = None
        self._engine: Engine | None = None
        self._files: tuple[tuple[str, int, int], ...] = ()
        self._said: list[tuple[str, bool, tuple[Message, ...], tuple[Message, ...]]] = []
        self._idle: list[_Idle] = []
        self._lent: list[Session] = []
        self._chosen: PrecisionChoice | None = None

    @property
    def precision_reason(self) -> Message | None:
        """Why it has this precision, where a measurement chose it."""
        return None if self._chosen is None else self._chosen.reason

    @property
    def artifact(self) -> Artifact:
        assert self._artifact is not None
        return self._artifact

    @property
    def loaded(self) -> bool:
        return self._engine is not None

    @property
    def precision(self) -> Precision:
        """The precision in use, which is another than was wanted where the device does not have that one."""
        assert self._engine is not None
        return self._engine.precision

    @property
    def idle_cache_size(self) -> int:
        """Bytes of the caches of conversations that are not being written."""
        return sum(idle.session.size for idle in tuple(self._idle))

    @property
    def cache_size(self) -> int:
        """Bytes of the caches of all conversations."""
        return self.idle_cache_size + sum(session.size for session in tuple(self._lent))

    @contextlib.contextmanager
    def writing(self, ids: Sequence[int], *, guest: bool = False) -> Iterator[Session]:
        """Context manager that lends the session that has most in common with the prompt ``ids``, or a new one. While
        it is open the model stays in memory.

        A ``guest``, such as a request of another program, leaves the sessions of others as they are: it gets a copy of
        what it has in common with them. What guests leave behind is forgotten first.
        """
        with self.computing() as engine:
            session = self._taken(ids, guest) or _new_session(engine)
            self._lent.append(session)
            try:
                yield session
            finally:
                self._lent.remove(session)
                self._idle.append(_Idle(session, guest))

    @contextlib.contextmanager
    def computing(self) -> Iterator[Engine]:
        """Context manager that lends the engine. While it is open the model stays in memory."""
        self._host.begin_writing(self)
        try:
            assert self._engine is not None
            yield self._engine
        finally:
            self._host.end_writing(self)

    def load(self, on_step: OnStep | None = None) -> None:
        """Read the folder if that is not done, or if its files have changed. Raises StudioError."""
        with self._loading:
            if self._engine is not None and self._files == self._files_now():
                if on_step is not None:
                    for said in self._said:
                        on_step(*said)
                return
            self._read(on_step)

    def unload(self) -> None:
        """Let the weights and all caches go."""
        with self._loading:
            self._engine = None
            self._forget_caches()

    def _forget_caches(self) -> None:
        with self._lending:
            self._idle.clear()

    def forget_cache(self, *, guests_only: bool) -> bool:
        """Let the cache go that was used longest ago; whether there was one."""
        with self._lending:
            oldest = next((idle for idle in self._idle if idle.guest or not guests_only), None)
            if oldest is not None:
                self._idle.remove(oldest)
            return oldest is not None

    @property
    def caches(self) -> int:
        return len(self._idle)

    def _read(self, on_step: OnStep | None) -> None:
        from gpt_studio.inference.engine import Engine

        said: list[tuple[str, bool, tuple[Message, ...], tuple[Message, ...]]] = []

        def report(step: str, done: bool, facts: tuple[Message, ...], remarks: tuple[Message, ...]) -> None:
            said.append((step, done, facts, remarks))
            if on_step is not None:
                on_step(step, done, facts, remarks)

        self._forget_caches()
        self._engine = None
        artifact = _opened(self.wanted, report)
        self._artifact = artifact
        self._files = self._files_now()
        precision = self._precision_for(artifact)
        share = share_of_cores(artifact.parameters, self._host.writers)
        self._engine = Engine(artifact.model, precision, consume=True, threads=share)
        self._artifact = replace(artifact, model=artifact.model.to("meta"))
        self._said = said

    def _precision_for(self, artifact: Artifact) -> Precision:
        """What was wanted, or what a measurement says. A model that comes back to memory keeps what was chosen."""
        from gpt_studio.inference.precision_choice import choose_precision

        if self.wanted.precision != "auto":
            return self.wanted.precision
        self._chosen = self._chosen or choose_precision(artifact.model)
        return self._chosen.precision

    def _files_now(self) -> tuple[tuple[str, int, int], ...]:
        folders = (self.artifact.place.folder, self.wanted.adapter)
        return tuple(file for folder in folders if folder is not None for file in _files_in(folder))

    def _taken(self, ids: Sequence[int], guest: bool) -> Session | None:
        with self._lending:
            best = max(self._idle, key=lambda idle: idle.session.in_common(ids), default=None)
            if best is None or best.session.in_common(ids) < _WORTH_SHARING:
                return None
            if guest and not best.guest:
                return best.session.branch(ids)
            self._idle.remove(best)
            return best.session


@dataclass(frozen=True, eq=False)
class _Idle:
    """A session that nobody writes with, and whether a ``guest`` left it."""

    session: Session
    guest: bool


class ModelHost:
    """Loads models and lends them. All methods may be called from any thread.

    ``free`` and ``whole`` are the free and the whole memory of the machine in bytes, in place of what the machine says.
    """

    def __init__(self, free: Callable[[], int] | None = None, whole: int | None = None) -> None:
        self._lock = threading.RLock()
        self._models: list[HostedModel] = []
        self._free = free or _free_memory
        self._whole = whole

    @property
    def models(self) -> tuple[HostedModel, ...]:
        """The models in memory, the one used longest ago first."""
        return tuple(each for each in self._models if each.loaded)

    def writers(self) -> int:
        """How many texts are being computed."""
        return sum(each.writers for each in self._models)

    def open(self, wanted: Wanted, on_step: OnStep | None = None) -> HostedModel:
        """The model, loaded; the caller counts as one of its users until :meth:`release`. Raises StudioError.

        ``on_step`` is that of :func:`gpt_studio.artifacts.load.open_artifact`; it hears the same again for a model that
        was loaded before.
        """
        with self._lock:
            known = next((each for each in self._models if each.wanted == wanted), None)
            hosted = known or HostedModel(wanted, self)
            hosted.users += 1
            self._used(hosted)
        try:
            self._load(hosted, on_step)
        except BaseException:
            self.release(hosted)
            raise
        with self._lock:
            self._make_room(but=hosted)
        return hosted

    def release(self, hosted: HostedModel) -> None:
        """Count one user less. The last one lets the model go, or a text that is still being written at its end."""
        with self._lock:
            hosted.users -= 1
            self._let_go(hosted)

    def begin_writing(self, hosted: HostedModel) -> None:
        with self._lock:
            hosted.writers += 1
            self._used(hosted)
        try:
            self._load(hosted, None)
        except BaseException:
            self.end_writing(hosted)
            raise

    def end_writing(self, hosted: HostedModel) -> None:
        with self._lock:
            hosted.writers -= 1
            self._let_go(hosted)
            self._make_room(but=hosted)

    def _let_go(self, hosted: HostedModel) -> None:
        """Unload a model without users and writers."""
        if not (hosted.users or hosted.writers):
            hosted.unload()
            self._models.remove(hosted)

    def _load(self, hosted: HostedModel, on_step: OnStep | None) -> None:
        while True:
            try:
                return hosted.load(on_step)
            except StudioError as error:
                if error.message.key != "weights.memory" or not self._unload_oldest(but=hosted):
                    raise

    def _used(self, hosted: HostedModel) -> None:
        """Note that ``hosted`` was used last."""
        self._models = [*(each for each in self._models if each is not hosted), hosted]

    def _make_room(self, *, but: HostedModel) -> None:
        """Keep caches and models within their share of the memory."""
        whole = self._whole or _whole_memory()
        while self._caches_too_many(whole) and any(
            each.forget_cache(guests_only=guests_only) for guests_only in (True, False) for each in self._models
        ):
            pass
        while self._free() < _SPARE_SHARE * whole and self._unload_oldest(but=but):
            pass

    def _caches_too_many(self, whole: int) -> bool:
        size, count = sum(each.idle_cache_size for each in self._models), sum(each.caches for each in self._models)
        return size > _CACHE_SHARE * whole or count > _MOST_CACHES

    def _unload_oldest(self, *, but: HostedModel) -> bool:
        """Unload the model that was used longest ago of those that nobody is writing with, if there is one."""
        with self._lock:
            idle = (each for each in self._models if each.loaded and not each.writers and each is not but)
            oldest = next(idle, None)
            if oldest is not None:
                oldest.unload()
            return oldest is not None


def _new_session(engine: Engine) -> Session:
    from gpt_studio.inference.session import Session

    return Session(engine)


def _opened(wanted: Wanted, report: OnStep) -> Artifact:
    import torch

    from gpt_studio.artifacts.load import open_artifact
    from gpt_studio.hardware.machine import choose_device

    def opened(device: torch.device | str) -> Artifact:
        return open_artifact(
            wanted.folder,
            report,
            step=wanted.step,
            follow_links=wanted.follow_links,
            device=device,
            adapter=wanted.adapter,
            adapter_strength=wanted.adapter_strength,
        )

    try:
        return opened(choose_device("auto"))
    except torch.OutOfMemoryError:  # a training may hold the graphics memory; the processor always has a place
        return opened("cpu")


def _files_in(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """The names, sizes and times of the files of a model; nothing where the folder is gone."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        states = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
        return tuple(sorted((name, state.st_size, state.st_mtime_ns) for name, state in states))
    return ()


def _free_memory() -> int:
    from gpt_studio.hardware.machine import available_memory

    return available_memory("cpu")


def _whole_memory() -> int:
    import psutil

    return int(psutil.virtual_memory().total)
