"""Training itself: epochs of batches, a checkpoint after each."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from flows.training.network import Network, find_loss, trained_parameters
from flows.training.options import TrainOptions
from flows.training.rows import Example, plan_epoch

if TYPE_CHECKING:
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LRScheduler

Say = Callable[[str], None]


class Stepper(NamedTuple):
    """What moves the weights: AdamW, its rate rising, then falling to nothing."""

    optimizer: "Optimizer"
    schedule: "LRScheduler"


def fit(
    network: Network, examples: Sequence[Example], options: TrainOptions, say: Say
) -> None:
    """Train to the last epoch, going on after the last checkpoint in `options.work`."""
    lengths = [len(example.tokens) for example in examples]
    count = len(plan_epoch(lengths, options.batch, np.random.default_rng(0)))
    stepper = _open_stepper(network, options, count * options.epochs)
    for epoch in range(_resume(network, stepper, options), options.epochs):
        torch.manual_seed(options.seed + epoch)
        draw = np.random.default_rng([options.seed, epoch])
        batches = plan_epoch(lengths, options.batch, draw)
        say(f"epoch {epoch + 1} of {options.epochs}")
        _run_epoch(network, examples, (batches, stepper), say)
        _save(network, stepper, epoch + 1, options)


def _run_epoch(
    network: Network,
    examples: Sequence[Example],
    course: tuple[Sequence[Sequence[int]], Stepper],
    say: Say,
) -> None:
    batches, stepper = course
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
        if number % 50 == 0 or number == len(batches):
            say(f"batch {number} of {len(batches)}: mean loss {total / number:.4f}")


def _open_stepper(network: Network, options: TrainOptions, steps: int) -> Stepper:
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    rate = options.learning_rate
    groups = [
        _group([p for p in encoder if p.ndim > 1], rate, 0.01),
        _group([p for p in encoder if p.ndim == 1], rate, 0.0),
        _group(list(network.head.parameters()), options.head_learning_rate, 0.0),
    ]
    optimizer = torch.optim.AdamW(groups, fused=True)
    warm_up = int(steps * options.warm_up)

    def rate_at(step: int) -> float:
        rising = step / max(1, warm_up)
        return min(rising, (steps - step) / max(1, steps - warm_up))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate_at)
    return Stepper(optimizer, schedule)


def _group(
    parameters: list["torch.nn.Parameter"], rate: float, decay: float
) -> dict[str, object]:
    return {"params": parameters, "lr": rate, "weight_decay": decay}


def _save(
    network: Network, stepper: Stepper, epoch: int, options: TrainOptions
) -> None:
    learned = network.encoder.named_parameters()
    state = {
        "encoder": {name: p for name, p in learned if p.requires_grad},
        "head": network.head.state_dict(),
        "optimizer": stepper.optimizer.state_dict(),
        "schedule": stepper.schedule.state_dict(),
        "epoch": epoch,
    }
    # Written beside and renamed: a kill leaves the last whole checkpoint.
    part = options.work / "checkpoint.part"
    torch.save(state, part)
    part.replace(options.work / "checkpoint.pt")


def _resume(network: Network, stepper: Stepper, options: TrainOptions) -> int:
    """Load the last checkpoint; gives the number of finished epochs."""
    path = options.work / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.encoder.load_state_dict(state["encoder"], strict=False)
    network.head.load_state_dict(state["head"])
    stepper.optimizer.load_state_dict(state["optimizer"])
    stepper.schedule.load_state_dict(state["schedule"])
    return int(state["epoch"])
