"""The application of the server with a tiny trained model, asked without a socket."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from asgi_client import PORT, TOKEN, Client

from gpt_studio.artifacts.safetensors_data import read_tensors, write_tensors
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenedModel, OpenModel
from gpt_studio.server.access import Access
from gpt_studio.server.app import Served, application
from gpt_studio.server.desk import Desk

MOST_TOKENS = 4_000


@dataclass
class Api:
    """``faults`` are the errors that the server could not explain."""

    model: OpenedModel
    desk: Desk
    client: Client
    faults: list[Exception] = field(default_factory=list)


def serving(model: OpenedModel, access: Access, *, parallel: int = 2, queue: int = 8) -> Api:
    desk, faults = Desk(parallel, queue), list[Exception]()
    app = application(Served(model.name, model.hosted, 0, MOST_TOKENS), desk, access, faults.append)
    return Api(model, desk, Client(app), faults)


@pytest.fixture(scope="module")
def talking(talker: Path) -> OpenedModel:
    return open_model.run(OpenModel(talker), JobContext())


@pytest.fixture(scope="module")
def counting(counter: Path) -> OpenedModel:
    return open_model.run(OpenModel(counter), JobContext())


@pytest.fixture
def api(talking: OpenedModel) -> Iterator[Api]:
    yield from closing(serving(talking, Access(TOKEN, "127.0.0.1", PORT)))


@pytest.fixture
def texts(counting: OpenedModel) -> Iterator[Api]:
    """A server of a model without a chat template, which never ends its text."""
    yield from closing(serving(counting, Access(TOKEN, "127.0.0.1", PORT)))


@pytest.fixture
def pages(talking: OpenedModel) -> Iterator[Api]:
    """A server that a web page may use."""
    access = Access(TOKEN, "127.0.0.1", PORT, origins=("http://localhost:3000",))
    yield from closing(serving(talking, access))


@pytest.fixture
def broken(talker: Path, tmp_path: Path) -> Iterator[Api]:
    """A server of a model whose training went wrong."""
    folder = shutil.copytree(talker, tmp_path / "broken")
    weights = read_tensors(folder / "model.safetensors")
    weights["model.norm.weight"].fill_(math.nan)
    write_tensors(folder / "model.safetensors", weights)
    model = open_model.run(OpenModel(folder), JobContext())
    yield from closing(serving(model, Access(TOKEN, "127.0.0.1", PORT)))


@pytest.fixture
def narrow(counting: OpenedModel) -> Iterator[Api]:
    """A server that writes one text at a time and lets one more wait."""
    yield from closing(serving(counting, Access(TOKEN, "127.0.0.1", PORT), parallel=1, queue=1))


def closing(api: Api) -> Iterator[Api]:
    yield api
    api.client.close()
    api.desk.close()
    assert api.faults == []
