"""The queries that readers may start from: `queries/examples/NN_name.sql`.

They run on any warehouse as they stand, name no outlet, and are loaded like any query:
`warehouse.load("examples/NN_name")`.
"""

from analysis.warehouse.warehouse import HERE


def read_examples() -> dict[str, str]:
    """Their SQL by name (with the number), in the order in which they are shown."""
    folder = HERE / "queries" / "examples"
    return {
        path.stem: path.read_text(encoding="utf-8").strip()
        for path in sorted(folder.glob("*.sql"))
    }
