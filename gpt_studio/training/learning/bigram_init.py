"""First weights, for a model with an output layer of its own, that predict each token from the one before it.

Such pairs are what every model learns first, step by step. Counting them takes a moment: the logarithms of their
smoothed frequencies make a matrix whose best approximation of the model's rank becomes its embedding and its output
layer, as word2vec's factors do (Levy and Goldberg 2014). What that brings: tests/benchmarks/RESULTS.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from gpt_studio.core.job import JobContext
from gpt_studio.dataset.mixed_tokens import MixedSequence
from gpt_studio.hardware.cancellable import Cancellable
from gpt_studio.models.contract import LanguageModel

Tokens = npt.NDArray[np.unsignedinteger] | MixedSequence

MOST_TOKENS, PART_TOKENS = 1 << 22, 1 << 16
# A pair counts as if its second token had been seen so many times more after the first, wherever it stands.
SMOOTHING = 50.0
# The embedding's standard deviation, as a multiple of that of the layers, whose output would otherwise dominate it.
EMBEDDING_SCALE = 15.0
OVERSAMPLING, POWER_STEPS = 16, 3
RIDGE = 1e-4
ROWS = 4096


def start_from_pairs(model: LanguageModel, tokens: Tokens, generator: torch.Generator, context: JobContext) -> None:
    """Set embedding and output layer of a new model, in float32 on the CPU, from the pairs in ``tokens``.

    The other weights stay as they were drawn. ``model`` must not use one matrix for both. Raises JobCancelled; the
    model cannot be used then.
    """
    vocabulary, width = model.output_weight.shape
    # The first of a model's embeddings is that of the tokens, the next would be that of the positions.
    embedding = next(module for module in model.modules() if isinstance(module, nn.Embedding)).weight
    with torch.no_grad(), Cancellable(context):
        pairs = _count(tokens, vocabulary)
        factors = _left_factors(pairs, min(width, vocabulary), generator)
        # Added to what was drawn, so that no token is without any direction.
        embedding[:, : factors.shape[1]] += factors * (EMBEDDING_SCALE * model.config.initializer_range)
        model.output_weight.copy_(_output_for(pairs, _hidden_states(model, vocabulary)))


@dataclass(frozen=True)
class _Pairs:
    """The matrix log p(second | first), up to what is the same for all seconds: ``usual`` + ``sparse`` - ``means``.

    ``usual`` [V] is the logarithm of each token's frequency, ``sparse`` [V, V] what the pairs seen add to it,
    ``means`` [V] the mean of each row of that. Errors count by ``row_weights`` and ``column_weights`` [V].
    """

    usual: Tensor
    sparse: Tensor
    sparse_transposed: Tensor
    means: Tensor
    row_weights: Tensor
    column_weights: Tensor

    def times(self, x: Tensor) -> Tensor:
        """The matrix times x [V, n]."""
        return (self.usual @ x)[None] + self.sparse @ x - torch.outer(self.means, x.sum(0))

    def transposed_times(self, x: Tensor) -> Tensor:
        """The transposed matrix times x [V, n]."""
        return torch.outer(self.usual, x.sum(0)) + self.sparse_transposed @ x - (self.means @ x)[None]


def _count(tokens: Tokens, vocabulary: int) -> _Pairs:
    codes = np.concatenate([_codes(part, vocabulary) for part in _parts(tokens)])
    seen, counts = np.unique(codes, return_counts=True)
    first, second = seen // vocabulary, seen % vocabulary
    firsts = np.bincount(first, counts, vocabulary)
    frequency = np.bincount(second, counts, vocabulary) + 1.0
    frequency /= frequency.sum()
    values = torch.from_numpy(np.log1p(counts / (SMOOTHING * frequency[second]))).float()
    index = torch.from_numpy(np.stack([first, second]))
    sparse = torch.sparse_coo_tensor(index, values, (vocabulary, vocabulary), is_coalesced=True, check_invariants=False)
    usual = torch.from_numpy(np.log(frequency)).float()
    rows, columns = torch.from_numpy(firsts + 1).float().sqrt(), torch.from_numpy(frequency).float().sqrt()
    return _Pairs(
        usual - usual.mean(),
        sparse,
        sparse.t().coalesce(),
        torch.sparse.sum(sparse, 1).to_dense() / vocabulary,
        rows / rows.mean(),
        columns / columns.mean(),
    )


def _parts(tokens: Tokens) -> list[npt.NDArray[np.integer]]:
    """All of ``tokens``, or parts spread evenly over them."""
    if len(tokens) <= MOST_TOKENS:
        return [tokens[:]]
    starts = np.linspace(0, len(tokens) - PART_TOKENS, MOST_TOKENS // PART_TOKENS).astype(np.int64)
    return [tokens[start : start + PART_TOKENS] for start in starts]


def _codes(tokens: npt.NDArray[np.integer], vocabulary: int) -> npt.NDArray[np.int64]:
    ids = tokens.astype(np.int64)
    codes: npt.NDArray[np.int64] = ids[:-1] * vocabulary + ids[1:]
    return codes


def _left_factors(pairs: _Pairs, rank: int, generator: torch.Generator) -> Tensor:
    """The leading left singular vectors of the weighted matrix: [V, rank], each row of mean square one.

    By subspace iteration from a random beginning (Halko et al. 2011), the last step by the eigenvectors of the small
    square that is left.
    """
    rows, columns = pairs.row_weights.sqrt()[:, None], pairs.column_weights.sqrt()[:, None]
    size = min(rank + OVERSAMPLING, len(rows))
    basis = torch.randn(len(rows), size, generator=generator)
    for _ in range(POWER_STEPS):
        left = _orthonormal(rows * pairs.times(columns * basis))
        basis = _orthonormal(columns * pairs.transposed_times(rows * left))
    projected = rows * pairs.times(columns * basis)
    largest = torch.linalg.eigh((projected.t() @ projected).double()).eigenvectors.flip(1)[:, :rank]
    factors = projected @ largest.float()
    factors = factors / factors.norm(dim=0).clamp(min=1e-12) / rows
    scaled: Tensor = factors / factors.square().mean(1, keepdim=True).sqrt().clamp(min=1e-12)
    return scaled


def _orthonormal(x: Tensor) -> Tensor:
    # What linalg.qr does, in two calls, so that a stop is heard between them. Row by row in memory: LAPACK returns
    # columns, which sparse matrices multiply ten times as slowly.
    basis: Tensor = torch.linalg.householder_product(*torch.geqrf(x)).contiguous()
    return basis


def _hidden_states(model: LanguageModel, vocabulary: int) -> Tensor:
    """The model's hidden state of each token alone: [V, width]."""
    model.eval()
    ids = torch.arange(vocabulary)[:, None]
    hidden = torch.cat([model(part).flatten(0, 1) for part in torch.split(ids, ROWS)])
    model.train()
    return hidden


def _output_for(pairs: _Pairs, hidden: Tensor) -> Tensor:
    """The output layer [V, width] that comes nearest to the matrix from these hidden states: weighted least squares."""
    weighted = hidden * pairs.row_weights[:, None]
    gram = hidden.t() @ weighted
    gram += RIDGE * gram.diagonal().mean() * torch.eye(len(gram))
    nearest: Tensor = torch.linalg.solve(gram, pairs.transposed_times(weighted).t()).t()
    return nearest
