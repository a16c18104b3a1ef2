"""The engine that writes: a model prepared once, so that each token costs few operations.

It is made from the parts that every architecture names (``models/parts.py``): matrices that read the same input become
one, the angles of positions stand in a table, and keys and values go into a cache with the heads that share them kept
together. Hidden states are float32 in every precision; only the products differ (``inference/products.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.inference.compiled_plan import MOST_QUERIES, CompiledPlan, can_compile
from gpt_studio.inference.cores import compute_with
from gpt_studio.inference.engine_cache import EngineCache
from gpt_studio.inference.engine_layer import Angles, Call, Layer
from gpt_studio.inference.engine_norms import prepared_norm
from gpt_studio.inference.products import Precision, prepare_for
from gpt_studio.models.attention import causal_mask, softcap_scores
from gpt_studio.models.contract import LanguageModel


class Engine:
    """Computes a model for writing. One engine may serve many caches; one thread at a time for each cache.

    ``cache_ends_at``: the length above which all positions rotate by other angles, or None. A cache filled up to it
    cannot be continued: the text must be read again. ``precision`` is that in use: there is no ``int8`` on a GPU, where
    ``bfloat16`` takes its place.

    ``consume`` takes the weights of the layers out of the model, which can then compute nothing more: so they are held
    once. Without it the engine keeps copies of what it puts together, and may share the rest with the model.

    ``threads`` is asked before each pass with how many threads it is computed; None leaves that as it is.

    ``compiled``: a few tokens are computed by machine code, where that can be had (``inference/compiled_pass.py``).
    """

    def __init__(
        self,
        model: LanguageModel,
        precision: Precision = "exact",
        *,
        consume: bool = False,
        threads: Callable[[], int] | None = None,
        compiled: bool = True,
    ) -> None:
        parts, config = model.parts(), model.config
        self._device = model.output_weight.device
        if precision == "int8" and self._device.type != "cpu":
            precision = "bfloat16"
        self.precision = precision
        self._threads = threads
        self.vocab_size = config.vocab_size
        self.context_length = config.context_length
        self._embedding, self._scale = parts.embedding.weight, parts.embedding_scale
        self._positions = None if parts.positions is None else parts.positions.weight
        compiled = compiled and can_compile(model)
        with torch.no_grad():
            prepare = prepare_for(model, precision, copies=consume and not compiled)
            self._layers = [Layer(each, place, config, prepare, consume) for place, each in enumerate(parts.layers)]
            self._norm = prepared_norm(parts.norm)
            self._output = prepare(model.output_weight.detach(), None)
            self._plan = CompiledPlan(self._layers, self._norm, self._output, config) if compiled else None
        self._softcap = parts.logit_softcap
        ropes = {each.attention.rope for each in parts.layers}
        self.cache_ends_at = next(filter(None, (rope.turns_differently_beyond for rope in ropes if rope)), None)
        self._angles = {
            rope: Angles(rope, config.head_size, self.context_length, self._device)
            for rope in ropes
            if rope is not None
        }
        self._capped = any(each.attention.softcap is not None for each in parts.layers)
        self._windows = {each.attention.window for each in parts.layers}

    def new_cache(self, padding: Sequence[int] | None = None) -> EngineCache:
        """An empty cache; ``padding`` as in :class:`EngineCache`, for several texts of different lengths."""
        held = torch.tensor(padding, device=self._device) if padding is not None and any(padding) else None
        return EngineCache(self.context_length, held)

    @torch.inference_mode()
    def scores(self, ids: Tensor, cache: EngineCache) -> Tensor:
        """The scores [rows, vocab_size], in float32, of the tokens after ``ids`` [rows, new], which continue what
        ``cache`` holds. Raises ValueError beyond the context length."""
        if self._plan is not None and ids.numel() <= MOST_QUERIES:
            return self._compiled(self._plan, ids, cache, all_scores=False)
        return self._scored(self._hidden(ids, cache)[:, -1])

    @torch.inference_mode()
    def all_scores(self, ids: Tensor, cache: EngineCache) -> Tensor:
        """As :meth:`scores`, after each of the new tokens: [rows, new, vocab_size]."""
        if self._plan is not None and ids.numel() <= MOST_QUERIES:
            return self._compiled(self._plan, ids, cache, all_scores=True).view(*ids.shape, -1)
        return self._scored(self._hidden(ids, cache).flatten(0, 1)).view(*ids.shape, -1)

    def _compiled(self, plan: CompiledPlan, ids: Tensor, cache: EngineCache, *, all_scores: bool) -> Tensor:
        rows, new = ids.shape
        x = self._embedded(ids, self._positions_of(new, cache))
        threads = torch.get_num_threads()
        if self._threads is not None:
            threads = self._threads()
            compute_with(1)  # torch's threads would wait beside the crew's
        scores = plan(x, cache, self._angles, rows=rows, padding=cache.padding, all_scores=all_scores, threads=threads)
        return scores if self._softcap is None else softcap_scores(scores, self._softcap)

    def _hidden(self, ids: Tensor, cache: EngineCache) -> Tensor:
        """The hidden states [rows, new, hidden_size] after the last layer."""
        rows, new = ids.shape
        call = self._call(ids, cache)
        if self._threads is not None:
            compute_with(self._threads())
        x = self._embedded(ids, call.positions)
        for layer in self._layers:
            x = layer(x, call)
        cache.length += new
        return x.view(rows, new, -1)

    def _embedded(self, ids: Tensor, positions: slice | Tensor) -> Tensor:
        """The hidden states [rows * new, hidden_size] before the first layer."""
        rows, new = ids.shape
        x = F.embedding(ids.to(self._device), self._embedding).view(rows * new, -1).float()
        if self._scale is not None:
            x = x * self._scale
        if self._positions is not None:
            x = (x.view(rows, new, -1) + self._positions[positions].float()).view(rows * new, -1)
        return x

    def _scored(self, hidden: Tensor) -> Tensor:
        scores = self._output(self._norm(hidden))
        return scores if self._softcap is None else softcap_scores(scores, self._softcap)

    def _call(self, ids: Tensor, cache: EngineCache) -> Call:
        rows, new = ids.shape
        end = cache.length + new
        positions = self._positions_of(new, cache)
        return Call(
            rows,
            new,
            cache,
            positions,
            rotations={rope: angles.at(positions, end) for rope, angles in self._angles.items()},
            masks={window: self._mask(new, end, window, cache.padding) for window in self._windows},
        )

    def _positions_of(self, new: int, cache: EngineCache) -> slice | Tensor:
        """The positions of ``new`` tokens: a slice, or [rows, new]. Raises ValueError beyond the context length."""
        start, end = cache.length, cache.length + new
        if end > self.context_length:
            raise ValueError(f"{end} positions in a context of {self.context_length}")
        if cache.padding is None:
            return slice(start, end)
        return (torch.arange(start, end, device=self._device) - cache.padding[:, None]).clamp_(min=0)

    def _mask(self, new: int, end: int, window: int | None, padding: Tensor | None) -> Tensor | None:
        """The mask for ``new`` queries [new, seen], or [rows, 1, new, seen] where texts begin at different places; None
        where :func:`attend` needs none."""
        if padding is None and not self._capped:
            return causal_mask("sdpa", new, end, self._device, window)
        queries = torch.arange(end - new, end, device=self._device)[:, None]
        seen = end if window is None else min(end, new + window - 1)
        keys = torch.arange(end - seen, end, device=self._device)
        visible = keys <= queries
        if window is not None:
            visible &= keys > queries - window
        if padding is None:
            return visible
        # What stands before a text sees itself, so that its numbers stay finite.
        return (visible & ((keys >= padding[:, None, None]) | (keys == queries))).unsqueeze(1)
