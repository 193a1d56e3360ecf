"""From the start of a process to its first score; prints one JSON object.

    python benchmarks/cold_start.py [MODEL] [--times 5]

The seconds count from before the process was made until the score was there.
"""

import argparse
import json
import subprocess
import sys
import time

FIRST_SCORE = """
import sys, time
from analysis.scoring.registry import load_scorer
_, scorer = load_scorer(sys.argv[1])
scorer.score(["Both sides agreed to a truce on Monday."])
done = time.time()
import json, resource
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
# Linux counts kilobytes, macOS bytes.
peak *= 1 if sys.platform == "darwin" else 1024
print(json.dumps({"done": done, "peak": peak}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="bundled")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    starts = sorted(measure_start(given.model) for _ in range(given.times))
    figures = {
        "times": given.times,
        "seconds_least": round(starts[0][0], 2),
        "seconds_median": round(starts[len(starts) // 2][0], 2),
        "peak_rss_mb": round(max(peak for _, peak in starts) / 1e6),
    }
    print(json.dumps(figures))


def measure_start(model: str) -> tuple[float, int]:
    """Seconds and peak memory in bytes of one process."""
    started = time.time()
    command = [sys.executable, "-c", FIRST_SCORE, model]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    figures = json.loads(found.stdout)
    return figures["done"] - started, figures["peak"]


if __name__ == "__main__":
    main()
