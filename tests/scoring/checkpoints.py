"""Small checkpoints of transformers' form, made where a test needs one."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

CALM = "Both sides met in the old town hall and agreed to meet again."
STORM = "Shells fell on the harbour."
TEXTS = [CALM, STORM, "They met.", "Both sides agreed.", "The harbour fell silent."]


class Make(NamedTuple):
    """How a checkpoint is made: its family decides tokens, pairs and positions."""

    labels: Sequence[str]
    family: str = "bert"
    problem_type: str | None = None
    words: Sequence[str] = TEXTS
    positions: int = 64
    seed: int = 1


def write_outline(folder: Path, labels: Sequence[str], **config: object) -> Path:
    """What can be read of a checkpoint without its network: config and a weights file
    that is none."""
    folder.mkdir(parents=True, exist_ok=True)
    numbered = {str(number): label for number, label in enumerate(labels)}
    written = json.dumps({"model_type": "bert", "id2label": numbered, **config})
    (folder / "config.json").write_text(written, encoding="utf-8")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(b"no weights")
    return folder


def write_checkpoint(folder: Path, make: Make) -> Path:
    """A network of one layer with random weights, and its tokenizer."""
    torch = pytest.importorskip("torch", reason="torch is not installed here")
    transformers = pytest.importorskip("transformers")
    backend = make_tokenizer(make)
    bert = make.family == "bert"
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=backend,
        pad_token="[PAD]" if bert else "<pad>",
        unk_token="[UNK]" if bert else "<unk>",
        cls_token="[CLS]" if bert else "<s>",
        sep_token="[SEP]" if bert else "</s>",
        model_input_names=["input_ids", "attention_mask"]
        + (["token_type_ids"] if bert else []),
    ).save_pretrained(folder)
    kind = transformers.BertConfig if bert else transformers.XLMRobertaConfig
    config = kind(
        vocab_size=backend.get_vocab_size(),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=make.positions,
        type_vocab_size=2 if bert else 1,
        initializer_range=0.5,
        id2label=dict(enumerate(make.labels)),
        label2id={label: number for number, label in enumerate(make.labels)},
        problem_type=make.problem_type,
        pad_token_id=0 if bert else 1,
    )
    torch.manual_seed(make.seed)
    network = transformers.AutoModelForSequenceClassification.from_config(config)
    network.save_pretrained(folder)
    return folder


def make_tokenizer(make: Make) -> Tokenizer:
    """A token for each word of the texts, framed as the family frames them."""
    bert = make.family == "bert"
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] if bert else ["<s>", "<pad>", "</s>"]
    opening, closing = ("[CLS]", "[SEP]") if bert else ("<s>", "</s>")
    unknown = special[1] if bert else "<unk>"
    split = pre_tokenizers.Whitespace()
    words = {w for text in make.words for w, _ in split.pre_tokenize_str(text)}
    names = [*dict.fromkeys([*special, unknown]), *sorted(words)]
    numbers = {name: number for number, name in enumerate(names)}
    backend = Tokenizer(models.WordLevel(numbers, unk_token=unknown))
    backend.pre_tokenizer = split
    backend.post_processor = processors.TemplateProcessing(
        single=f"{opening} $A {closing}",
        pair=f"{opening} $A {closing} $B:1 {closing}:1"
        if bert
        else f"{opening} $A {closing} {closing} $B {closing}",
        special_tokens=[(name, numbers[name]) for name in (opening, closing)],
    )
    return backend
