"""Training itself: epochs of batches, a checkpoint after each."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch

from analysis.errors import ModelError
from flows.training.network import Network, find_loss, trained_parameters
from flows.training.options import Say, TrainOptions
from flows.training.rows import Example, plan_epoch

if TYPE_CHECKING:
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LRScheduler

WEIGHT_DECAY = 0.01
SAID_EVERY = 100


class Course(NamedTuple):
    """One network's way.

    `start` names the weights it sets out from, `seed` orders the rows, `rate` is the
    highest learning rate of the layer nearest the head, `file` keeps its checkpoint.
    """

    start: str
    seed: int
    epochs: int
    rate: float
    file: Path


class Stepper(NamedTuple):
    """What moves the weights: AdamW, its rate rising, then falling to nothing."""

    optimizer: "Optimizer"
    schedule: "LRScheduler"


def fit(
    network: Network,
    examples: Sequence[Example],
    course: Course,
    options: TrainOptions,
    say: Say,
) -> str:
    """Train to the last epoch, going on after the last checkpoint in `course.file`.

    Gives back the mark of what was learned, as `find_mark` has it. Raises ModelError
    where that checkpoint is of other rows or other options.
    """
    mark = find_mark(examples, course, options)
    lengths = [len(example.tokens) for example in examples]
    count = len(plan_epoch(lengths, options.batch, np.random.default_rng(0)))
    stepper = _open_stepper(network, (course, options), count * course.epochs)
    for epoch in range(_resume(network, stepper, course, mark), course.epochs):
        torch.manual_seed(course.seed + epoch)
        draw = np.random.default_rng([course.seed, epoch])
        batches = plan_epoch(lengths, options.batch, draw)
        say(f"{course.file.stem}: epoch {epoch + 1} of {course.epochs}")
        _run_epoch(network, examples, (batches, stepper), say)
        _save(network, stepper, course, {"epoch": epoch + 1, "mark": mark})
    return mark


def find_mark(
    examples: Sequence[Example], course: Course, options: TrainOptions
) -> str:
    """SHA-256 in hex over all that decides what the network learns."""
    rates = (course.rate, options.head_learning_rate, options.layer_decay)
    way = (course.start, course.seed, course.epochs)
    decides = (options.batch, options.warm_up, rates, way)
    digest = hashlib.sha256(repr(decides).encode())
    for example in examples:
        digest.update(repr(example).encode())
    return digest.hexdigest()


def _run_epoch(
    network: Network,
    examples: Sequence[Example],
    way: tuple[Sequence[Sequence[int]], Stepper],
    say: Say,
) -> None:
    batches, stepper = way
    network.encoder.train()
    total = 0.0
    for number, batch in enumerate(batches, start=1):
        loss = find_loss(network, [examples[i] for i in batch])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained_parameters(network), 1.0)
        stepper.optimizer.step()
        stepper.schedule.step()
        stepper.optimizer.zero_grad(set_to_none=True)
        total += loss.item()
        if number % SAID_EVERY == 0 or number == len(batches):
            say(f"batch {number} of {len(batches)}: mean loss {total / number:.4f}")


def _open_stepper(
    network: Network, setting: tuple[Course, TrainOptions], steps: int
) -> Stepper:
    course, options = setting
    groups = [
        *_encoder_groups(network, course.rate, options.layer_decay),
        _group(list(network.head.parameters()), options.head_learning_rate),
    ]
    optimizer = torch.optim.AdamW(groups, fused=True)
    warm_up = int(steps * options.warm_up)

    def rate_at(step: int) -> float:
        rising = step / max(1, warm_up)
        return min(rising, (steps - step) / max(1, steps - warm_up))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate_at)
    return Stepper(optimizer, schedule)


def _encoder_groups(
    network: Network, rate: float, layer_decay: float
) -> list[dict[str, object]]:
    """A group per layer, its rate the lower the further it lies from the head."""
    layers = network.encoder.config.num_hidden_layers
    groups: dict[tuple[int, bool], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in network.encoder.named_parameters():
        if parameter.requires_grad:
            groups[_depth(name), parameter.ndim > 1].append(parameter)
    return [
        _group(
            parameters,
            rate * layer_decay ** (layers - depth),
            WEIGHT_DECAY if matrix else 0.0,
        )
        for (depth, matrix), parameters in groups.items()
    ]


def _depth(name: str) -> int:
    """0 for the embeddings, else the number of the layer, counted from 1."""
    parts = name.split(".")
    return int(parts[2]) + 1 if parts[:2] == ["encoder", "layer"] else 0


def _group(
    parameters: list["torch.nn.Parameter"], rate: float, decay: float = 0.0
) -> dict[str, object]:
    return {"params": parameters, "lr": rate, "weight_decay": decay}


def _save(
    network: Network, stepper: Stepper, course: Course, place: dict[str, object]
) -> None:
    learned = network.encoder.named_parameters()
    state = {
        "encoder": {name: p for name, p in learned if p.requires_grad},
        "head": network.head.state_dict(),
        "optimizer": stepper.optimizer.state_dict(),
        "schedule": stepper.schedule.state_dict(),
        **place,
    }
    # Written beside and renamed: a kill leaves the last whole checkpoint.
    part = course.file.with_suffix(".part")
    torch.save(state, part)
    part.replace(course.file)


def _resume(network: Network, stepper: Stepper, course: Course, mark: str) -> int:
    """Load the last checkpoint; gives the number of finished epochs."""
    if not course.file.exists():
        return 0
    state = load_weights(network, course.file)
    if state["mark"] != mark:
        message = f"{course.file}: of a training with other rows or options"
        raise ModelError(f"{message}; delete it, or name another --work")
    stepper.optimizer.load_state_dict(state["optimizer"])
    stepper.schedule.load_state_dict(state["schedule"])
    return int(state["epoch"])


def load_weights(network: Network, file: Path) -> dict[str, Any]:
    """Give the network the weights of a checkpoint; gives the whole checkpoint back."""
    state: dict[str, Any] = torch.load(file, weights_only=True)
    # The frozen word vectors are in no checkpoint.
    network.encoder.load_state_dict(state["encoder"], strict=False)
    network.head.load_state_dict(state["head"])
    return state
