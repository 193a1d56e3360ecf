"""Which form of the network suits a processor."""

from dataclasses import dataclass

from analysis.errors import ModelError
from analysis.scoring.processor import Processor

INTEGERS, FLOATS = "int8", "float32"
AUTO = "auto"
# Without one of these, products of bytes are not faster than products of floats.
FAST_BYTES = {
    "x86_64": ("avx512_vnni", "avx_vnni", "avx512bw", "avx2"),
    "arm64": ("asimddp", "i8mm"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of the network (`int8` or `float32`) and why it was taken."""

    name: str
    reason: str


def choose_form(processor: Processor, wanted: str = AUTO) -> Form:
    """The form that is wanted, or with "auto" the faster one for the processor.

    Where the processor's abilities are not known, it is taken for one of the last ten
    years. Raises ModelError for a form that does not exist.
    """
    if wanted in (INTEGERS, FLOATS):
        return Form(name=wanted, reason="asked for")
    if wanted != AUTO:
        message = f"no form of the network is called {wanted!r}"
        raise ModelError(f"{message}; take {AUTO!r}, {INTEGERS!r} or {FLOATS!r}")
    fast = FAST_BYTES.get(processor.machine)
    if fast is None:
        return Form(name=FLOATS, reason=f"bytes may be slow on {processor.machine}")
    if processor.flags is None:
        return Form(name=INTEGERS, reason=f"{processor.machine} multiplies bytes fast")
    for flag in fast:
        if flag in processor.flags:
            return Form(name=INTEGERS, reason=f"the processor has {flag}")
    return Form(name=FLOATS, reason=f"the processor has none of {', '.join(fast)}")
