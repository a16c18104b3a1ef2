"""Several processes that train one model together, as ``torchrun`` starts them, and the messages between them.

The first process leads: it runs the whole training, as one process alone would, and sends an order to the others
before each operation that needs them. The others only carry out orders. So a pause, a stop or a step back to a
checkpoint is decided in one place, and the training loop need not know that there are several processes.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from gpt_studio.core.errors import StudioError

LEADER = 0
# A pause may last as long as a person likes, and the others wait for the leader's next word all the while. A process
# that has died is noticed at once, by its closed connection.
PATIENCE = timedelta(days=365)
TORCHRUN_VARIABLES = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")


@dataclass(frozen=True)
class Share:
    """One process's part of each update: ``parts`` batches of ``rows`` sequences, out of ``parts * size`` in all.

    Batches are numbered consecutively over all updates and processes, so together the processes read the same text as
    one process alone.
    """

    rows: int
    parts: int
    rank: int = 0
    size: int = 1

    def batch(self, step: int, part: int) -> int:
        """The number of the batch, in batches of ``rows``, that is part ``part`` of update ``step``."""
        return (step * self.size + self.rank) * self.parts + part


@dataclass(frozen=True)
class Team:
    """The processes of a run as one of them sees them; ``local`` are those on the same machine."""

    rank: int = 0
    size: int = 1
    local_rank: int = 0
    local_size: int = 1

    @property
    def alone(self) -> bool:
        return self.size == 1

    @property
    def leads(self) -> bool:
        return self.rank == LEADER

    def share_of(self, batch_size: int, accumulation: int, micro_batch: int = 0) -> Share:
        """This process's part of an update of ``batch_size * accumulation`` sequences, in batches as large as allowed:
        ``micro_batch`` sequences where it is given, else ``batch_size``.

        Raises StudioError if the sequences cannot be divided evenly.
        """
        mine, over = divmod(batch_size * accumulation, self.size)
        if over:
            raise StudioError(
                "team.indivisible",
                "An update reads {rows} sequences (batch size times gradient accumulation), which cannot be divided "
                "evenly among {processes} processes: choose a batch size that is a multiple of {processes}, or "
                "another number of processes.",
                rows=batch_size * accumulation,
                processes=self.size,
            )
        most = micro_batch or batch_size
        parts = next(parts for parts in range(-(-mine // most), mine + 1) if mine % parts == 0)
        return Share(mine // parts, parts, self.rank, self.size)

    def threads_of(self, threads: int) -> int:
        """This process's share of the ``threads`` that a training may use on one machine."""
        return max(1, threads // self.local_size)

    def tell(self, order: str, *what: Any) -> None:
        """Give all others an order, if there are others and this process leads."""
        if not self.alone and self.leads:
            dist.broadcast_object_list([(order, what)], src=LEADER, device=torch.device("cpu"))

    def listen(self) -> tuple[str, tuple[Any, ...]]:
        """Wait for the leader's next order."""
        heard: list[Any] = [None]
        dist.broadcast_object_list(heard, src=LEADER, device=torch.device("cpu"))
        order, what = heard[0]
        return order, what

    def spread(self, tensor: Tensor) -> None:
        """Give everyone the leader's ``tensor``, in place. All processes must call it."""
        if not self.alone:
            dist.broadcast(tensor, src=LEADER)

    def mean(self, value: Tensor) -> Tensor:
        """The mean of everyone's ``value``. All processes must call it."""
        if self.alone:
            return value
        total = value.clone()
        dist.all_reduce(total)
        return total / self.size


ALONE = Team()


@contextlib.contextmanager
def joined_team() -> Iterator[Team]:
    """Meet the other processes that ``torchrun`` started. Raises StudioError when one of them is lost on the way."""
    rank, size, local_rank, local_size = (int(os.environ[name]) for name in TORCHRUN_VARIABLES[:4])
    with _losses_explained():
        if torch.cuda.is_available():
            torch.cuda.set_device(local_rank % torch.cuda.device_count())
        backend = "cpu:gloo,cuda:nccl" if torch.cuda.is_available() and dist.is_nccl_available() else "gloo"
        dist.init_process_group(backend, timeout=PATIENCE)
        try:
            yield Team(rank, size, local_rank, local_size)
        finally:
            dist.destroy_process_group()


@contextlib.contextmanager
def _losses_explained() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        if not isinstance(error, dist.DistError) and "gloo" not in str(error).lower():
            raise
        raise StudioError(
            "team.lost",
            "Another process of this training ended or cannot be reached, so it cannot go on: see what that process "
            "said, and go on from the last save with --resume.",
        ) from error
