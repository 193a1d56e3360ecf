"""Make a model: labelled files → trained network → shipped folder with its card.

    detente train --data ../shared/data --work build/train --out FOLDER

One seed; after a kill the same command goes on at the last finished epoch. Needs the
extra `train`. The data folder has to be trusted: its encoder unpacks itself.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.errors import ModelError
from analysis.scoring.encoder import find_probabilities
from analysis.scoring.installed import check_installed
from analysis.scoring.manifest import MANIFEST
from analysis.scoring.registry import find_model, load_scorer
from flows.labelled import Labelled, read_labelled
from flows.training.calibrate import find_temperatures
from flows.training.measure import (
    CODEBOOK,
    MEASURED,
    check_measured,
    make_scores,
    measure,
    write_card,
)
from flows.training.options import Say, TrainOptions
from flows.training.pool import read_pool
from flows.training.pretrained import (
    fetch_pretrained,
    hash_pretrained,
    open_tokenizer,
)
from flows.training.rows import (
    Example,
    Rows,
    Tokenize,
    make_examples,
    read_training_rows,
)
from flows.training.teach import (
    Floats,
    average_answers,
    draw_unlabelled,
    make_soft_examples,
    mix_answers,
)

if TYPE_CHECKING:
    from flows.training.network import Network

NEEDED = ("torch", "transformers", "onnx", "safetensors")
# As many rows show the exporter how far activations reach.
SPREAD_ROWS = 400

Tokens = list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training: its options, its voice, and the folder of its pretrained encoder
    with what that makes of texts."""

    options: TrainOptions
    say: Say
    pretrained: Path
    tokenize: Tokenize


def train(options: TrainOptions, say: Say) -> Path:
    """Make the model that `options` describe; gives its folder back.

    Raises ModelError without the extra `train`, ConfigError on a broken data file.
    """
    check_installed("training", NEEDED, "train")
    check_out(options.out)
    options.work.mkdir(parents=True, exist_ok=True)
    pretrained = fetch_pretrained(options)
    training = Training(
        options=options,
        say=say,
        pretrained=pretrained,
        tokenize=open_tokenizer(pretrained, options),
    )
    # Needed late, but what is broken should not cost a night.
    dev = read_dev(options)
    if options.predecessor:
        find_model(options.predecessor)
    rows = read_training_rows(options, say)
    examples = make_examples([*rows.taught, *rows.late], training.tokenize)
    say(f"{len(examples):,} labelled examples")
    student = train_student(teach(rows, examples, training), training)
    say(f"writing {options.out}")
    ship_network(student, examples, dev, training)
    return options.out


def check_out(out: Path) -> None:
    """Raise ModelError where `out` holds something that is no model of ours."""
    if out.exists() and any(out.iterdir()) and not (out / MANIFEST).exists():
        message = f"{out}: is there and holds no model"
        raise ModelError(f"{message}; name an empty or a new folder with --out")


def teach(rows: Rows, examples: Sequence[Example], training: Training) -> list[Example]:
    """What the student learns from; without teachers the labelled examples alone."""
    teachers = training.options.teachers
    if not teachers:
        return list(examples)
    learned = [weighted.row.text for weighted in (*rows.taught, *rows.late)]
    drawn = read_unlabelled(learned, training.options)
    unlabelled = training.tokenize(drawn)
    asked = [*(example.tokens for example in examples), *unlabelled]
    answers = [
        ask_teacher(number, examples[: len(rows.taught)], asked, training)
        for number in range(1, teachers + 1)
    ]
    if before := training.options.predecessor:
        answers.append(ask_predecessor(before, [*learned, *drawn], training))
    soft, known = average_answers(answers), len(examples)
    return [
        *mix_answers(examples, soft[:known]),
        *make_soft_examples(unlabelled, soft[known:]),
    ]


def read_unlabelled(learned: Sequence[str], options: TrainOptions) -> list[str]:
    """News items to ask the teachers about, far from all that figures come from."""
    files = [options.data / name for name in MEASURED]
    measured = [
        row.text for file in files if file.exists() for row in read_labelled(file)
    ]
    return draw_unlabelled(read_pool(options.data), learned, measured, options)


def ask_teacher(
    number: int,
    examples: Sequence[Example],
    asked: Sequence[Tokens],
    training: Training,
) -> Floats:
    """What teacher `number`, trained now or in an earlier life, says of each item."""
    from flows.training.network import find_logits

    teacher, mark = train_teacher(number, examples, training)
    logits = remember(
        (f"teacher-{number}", f"{mark} {asked}"),
        lambda: find_logits(teacher, asked, half=True),
        training,
    )
    return find_probabilities(logits.astype(np.float64))


def ask_predecessor(name: str, texts: Sequence[str], training: Training) -> Floats:
    """What the model `name`, which came before, says of each text."""
    model, scorer = load_scorer(name)
    return remember(
        ("predecessor", f"{model.model_id} {texts}"),
        lambda: scorer.score(texts).to_numpy(),
        training,
    )


def remember(
    question: tuple[str, str], ask: Callable[[], Floats], training: Training
) -> Floats:
    """What somebody said of each row (rows × 5), asked now or in an earlier life.

    `question` is who is asked, and all that the answer depends on.
    """
    who, what = question
    mark = hashlib.sha256(what.encode()).hexdigest()[:12]
    file = training.options.work / f"{who}-{mark}.npy"
    if not file.exists():
        training.say(f"{who} answers")
        part = file.with_suffix(".part.npy")
        np.save(part, ask())
        part.replace(file)
    answer: Floats = np.load(file)
    return answer


def train_teacher(
    number: int, examples: Sequence[Example], training: Training
) -> tuple["Network", str]:
    """A network after its last epoch, and the mark of what it has learned."""
    from flows.training.fit import Course, fit
    from flows.training.network import open_network

    options = training.options
    course = Course(
        start=hash_pretrained(training.pretrained),
        seed=options.seed + number,
        epochs=options.teacher_epochs,
        rate=options.learning_rate,
        file=options.work / f"teacher-{number}.pt",
    )
    network = open_network(training.pretrained, course.seed)
    return network, fit(network, examples, course, options, training.say)


def train_student(examples: Sequence[Example], training: Training) -> "Network":
    """The network that ships: the first teacher's after it has learned once more."""
    from flows.training.fit import Course, fit, load_weights
    from flows.training.network import open_network

    options = training.options
    if not options.teachers:
        network, _ = train_teacher(0, examples, training)
        return network
    network = open_network(training.pretrained, options.seed)
    teacher = load_weights(network, options.work / "teacher-1.pt")
    course = Course(
        start=teacher["mark"],
        seed=options.seed,
        epochs=options.epochs,
        rate=options.student_rate,
        file=options.work / "student.pt",
    )
    fit(network, examples, course, options, training.say)
    return network


def read_dev(options: TrainOptions) -> list[Labelled]:
    """The codebook's dev rows, all with all three answers."""
    check_measured(options.data)
    return read_labelled(options.data / CODEBOOK, "framing")


def ship_network(
    network: "Network",
    examples: Sequence[Example],
    dev: Sequence[Labelled],
    training: Training,
) -> None:
    """Write the checkpoint, the shipped folder made of it, and its card.

    The shipped probabilities are calibrated on the codebook's dev rows.
    """
    from flows.training.folder import collect_weights, write_folder
    from flows.training.network import find_logits, save_checkpoint

    options = training.options
    save_checkpoint(network, training.pretrained, options.work / "checkpoint")
    logits = find_logits(network, training.tokenize([row.text for row in dev]))
    temperatures = find_temperatures(dev, logits)
    every = len(examples) // SPREAD_ROWS or 1
    write_folder(
        collect_weights(network, temperatures),
        training.pretrained,
        options,
        [example.tokens for example in examples[::every]],
    )
    training.say("measuring")
    measured = measure(options, make_scores(logits))
    write_card(measured, options, make_scores(logits / temperatures))
