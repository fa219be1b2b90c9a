"""Logistic regression over hashed runs of characters, one example at a time (AdaGrad: Duchi, Hazan, Singer 2011).

Trained further each night on the new decisions alone, so it remembers what spam was like after the text is purged.
"""

import json
import math
import random
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from comments.classifier.features import features

EPOCHS = 8
RATE = 0.1
FOLDS = 4
# Of the comments that moderators published, at most this share would be held.
FALSE_ALARMS = 0.01
# As many scores of comments that were none must be known before one can be called unusual.
LEAST_SCORES = 100
MOST_SCORES = 2000
Example = tuple[list[int], bool]


@dataclass
class Model:
    """Weights and squared gradients by feature; `scores` of comments that were not spam, before it knew them."""

    weights: dict[int, float] = field(default_factory=dict)
    squares: dict[int, float] = field(default_factory=dict)
    bias: float = 0.0
    spam: int = 0
    other: int = 0
    scores: list[float] = field(default_factory=list)

    def score(self, text: str) -> float:
        """Return how much `text` looks like spam; only the order of scores means something."""
        return self._score(features(text))

    @property
    def threshold(self) -> float:
        """The score above which a comment is unusual; infinite as long as too little is known.

        Never below 0: what looks more like other comments than like spam is not unusual, however alike those are.
        """
        if len(self.scores) < LEAST_SCORES:
            return math.inf
        return max(0.0, sorted(self.scores, reverse=True)[int(FALSE_ALARMS * len(self.scores))])

    def learn(self, texts: Sequence[tuple[str, bool]], seed: int = 1) -> None:
        """Learn from (text, whether it is spam). Scores for the threshold come from models that had not seen them."""
        examples = [(features(text), spam) for text, spam in texts]
        random.Random(seed).shuffle(examples)  # noqa: S311  nothing secret
        self.spam += sum(spam for _, spam in examples)
        self.other += sum(not spam for _, spam in examples)
        for fold in range(FOLDS):
            held_out = examples[fold::FOLDS]
            judge = self._copy()
            judge._train([example for place, example in enumerate(examples) if place % FOLDS != fold])
            self.scores += [judge._score(seen) for seen, spam in held_out if not spam]
        del self.scores[:-MOST_SCORES]
        self._train(examples)

    def dumps(self) -> bytes:
        """Return the model as bytes."""
        places = array("I", self.weights)
        head = json.dumps([self.bias, self.spam, self.other, self.scores, len(places)]).encode()
        values = array("f", self.weights.values()), array("f", (self.squares[place] for place in places))
        return zlib.compress(head + b"\n" + places.tobytes() + b"".join(part.tobytes() for part in values))

    @classmethod
    def loads(cls, data: bytes) -> Self:
        """Return the model that `dumps` wrote."""
        head, _, rest = zlib.decompress(data).partition(b"\n")
        bias, spam, other, scores, count = json.loads(head)
        places, weights, squares = array("I"), array("f"), array("f")
        places.frombytes(rest[: 4 * count])
        weights.frombytes(rest[4 * count : 8 * count])
        squares.frombytes(rest[8 * count :])
        return cls(
            dict(zip(places, weights, strict=True)),
            dict(zip(places, squares, strict=True)),
            bias,
            spam,
            other,
            scores,
        )

    def _copy(self) -> "Model":
        return Model(dict(self.weights), dict(self.squares), self.bias, self.spam, self.other)

    def _score(self, seen: list[int]) -> float:
        known = self.weights
        return self.bias + sum(known.get(place, 0.0) for place in seen) / math.sqrt(len(seen) or 1)

    def _train(self, examples: list[Example]) -> None:
        order, total = random.Random(0), self.spam + self.other  # noqa: S311  nothing secret
        # Both kinds weigh the same, however rare spam is.
        weight = {True: total / (2 * (self.spam or 1)), False: total / (2 * (self.other or 1))}
        examples = list(examples)
        for _ in range(EPOCHS):
            order.shuffle(examples)
            for seen, spam in examples:
                self._step(seen, spam, weight[spam])

    def _step(self, seen: list[int], spam: bool, weight: float) -> None:
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, self._score(seen)))))
        slope = (chance - spam) * weight
        self.bias -= RATE * slope / 10
        slope /= math.sqrt(len(seen) or 1)
        square = slope * slope
        weights, squares = self.weights, self.squares
        for place in seen:
            squares[place] = sum_of_squares = squares.get(place, 1e-8) + square
            weights[place] = weights.get(place, 0.0) - RATE * slope / math.sqrt(sum_of_squares)
