import pytest

from analysis.errors import ModelError
from analysis.scoring.forms import choose_form
from analysis.scoring.processor import Processor, parse_flags

X86 = """\
processor	: 0
vendor_id	: AuthenticAMD
flags		: fpu sse2 avx2 avx512f avx512_vnni
bugs		: sysret_ss_attrs

processor	: 1
flags		: fpu
"""
ARM = """\
processor	: 0
Features	: fp asimd crc32 asimddp
"""


@pytest.mark.parametrize(
    ("cpuinfo", "flags"),
    [
        pytest.param(X86, {"fpu", "sse2", "avx2", "avx512f", "avx512_vnni"}, id="x86"),
        pytest.param(ARM, {"fp", "asimd", "crc32", "asimddp"}, id="arm"),
        pytest.param("processor\t: 0\nisa\t: rv64\n", None, id="another kind"),
        pytest.param("", None, id="no such file"),
    ],
)
def test_the_first_core_tells_what_the_processor_can_do(
    cpuinfo: str, flags: set[str] | None
) -> None:
    assert parse_flags(cpuinfo) == flags


@pytest.mark.parametrize(
    ("machine", "flags", "name", "reason"),
    [
        ("x86_64", {"avx2", "avx512_vnni"}, "int8", "the processor has avx512_vnni"),
        ("x86_64", {"sse2", "avx2"}, "int8", "the processor has avx2"),
        ("x86_64", {"sse2", "avx"}, "float32", "the processor has none of avx512_vnni"),
        ("x86_64", None, "int8", "x86_64 multiplies bytes fast"),
        ("arm64", {"asimd", "asimddp"}, "int8", "the processor has asimddp"),
        ("arm64", {"asimd"}, "float32", "the processor has none of asimddp, i8mm"),
        ("arm64", None, "int8", "arm64 multiplies bytes fast"),
        ("riscv64", None, "float32", "bytes may be slow on riscv64"),
    ],
)
def test_the_form_follows_the_processor(
    machine: str, flags: set[str] | None, name: str, reason: str
) -> None:
    known = None if flags is None else frozenset(flags)

    form = choose_form(Processor(machine=machine, flags=known))

    assert form.name == name
    assert form.reason.startswith(reason)


def test_a_form_that_is_asked_for_is_taken() -> None:
    old = Processor(machine="x86_64", flags=frozenset({"sse2"}))

    assert choose_form(old, "int8").name == "int8"
    assert choose_form(old, "float32").reason == "asked for"


def test_a_form_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ModelError, match="take 'auto', 'int8' or 'float32'"):
        choose_form(Processor(machine="x86_64", flags=None), "bf16")
