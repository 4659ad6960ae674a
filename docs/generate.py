"""Writes what is generated in the documents: the asset graph, and the outputs that README shows.

Run by `make docs`. What belongs here: pages about the project as a whole. What does not: the data dictionary and the
accuracy page, which their own modules write (the Makefile runs all). `--check` writes nothing and fails where the
asset graph is stale.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GRAPH = ROOT / "docs" / "asset-graph.md"
README = ROOT / "README.md"
SHOWN_LINES = 26
"""Lines of an output that README shows: what fits beside the text on one screen."""

_HEAD = """\
# Asset graph

Generated from `pipeline/orchestration/definitions.py` by `make docs`: edit that, not this page. An
arrow means: is made from.

"""


def asset_graph() -> str:
    """The page of the asset graph: a Mermaid diagram, and a table of assets with their checks."""
    from pipeline.orchestration.definitions import build_definitions

    definitions = build_definitions()
    graph = definitions.resolve_asset_graph()
    keys = sorted(definitions.resolve_all_asset_keys(), key=lambda key: key.to_user_string())
    names = [key.to_user_string() for key in keys]
    edges = sorted(
        (parent.to_user_string(), name)
        for key, name in zip(keys, names, strict=True)
        for parent in graph.get(key).parent_keys
    )
    diagram = "\n".join(f"    {parent} --> {name}" for parent, name in edges)
    rows = []
    for key, name in zip(keys, names, strict=True):
        checks = [graph.get_check_spec(check) for check in graph.asset_check_keys if check.asset_key == key]
        blocking = sum(check.blocking for check in checks)
        about = " ".join((graph.get(key).description or "").split("\n")[0].split())
        rows.append(f"| `{name}` | {graph.get(key).group_name} | {len(checks)} | {blocking} | {about} |")
    table = "\n".join(
        ["| asset | group | checks | of these blocking | what it is |", "| --- | --- | --- | --- | --- |", *rows]
    )
    return f"{_HEAD}```mermaid\ngraph LR\n{diagram}\n```\n\n{table}\n"


def readme_with_outputs(text: str) -> str:
    """README with what the commands print today, in the places that are marked for it."""
    with tempfile.TemporaryDirectory() as data:
        built = _zhibiao("build", "--data", data).rstrip().splitlines()
        find = "SELECT observation_id FROM panel WHERE region = '370300' AND indicator = 'hte_count' AND year = 2023"
        observation = _zhibiao("sql", find, "--format", "csv", "--data", data).split()[-1]
        text = _replace(text, "build", ["$ make run", *built[:SHOWN_LINES], "…", built[-1]])
        text = re.sub(r"(?m)(^\$ zhibiao explain ).*", rf"\g<1>{observation}", text)
        for name, command, _ in shown_commands(text):
            printed = _zhibiao(*shlex.split(command)[1:], "--data", data).rstrip().splitlines()
            text = _replace(text, name, [*f"$ {command}".splitlines(), *printed])
    return text


def shown_commands(text: str) -> list[tuple[str, str, str]]:
    """Name, command and output of each block of README that shows what `zhibiao` prints. A command may run over lines
    inside its quotes; it ends with the first line that closes them."""
    found = []
    for block in re.finditer(r"<!-- output: (\w+) -->\n```text\n\$ (zhibiao .*?)```\n<!-- end -->", text, re.DOTALL):
        lines = block[2].splitlines()
        count = next(count for count in range(1, len(lines) + 1) if "\n".join(lines[:count]).count('"') % 2 == 0)
        found.append((block[1], "\n".join(lines[:count]), "\n".join(lines[count:])))
    return found


def _zhibiao(*arguments: str) -> str:
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _replace(text: str, name: str, lines: list[str]) -> str:
    block = "```text\n" + "\n".join(line.rstrip() for line in lines) + "\n```\n"
    place = re.compile(rf"(<!-- output: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not place.search(text):
        raise SystemExit(f"{README}: there is no place for the output of {name!r}. Put back its two marks")
    return place.sub(lambda found: found[1] + block + found[2], text)


def main() -> None:
    page = asset_graph()
    if "--check" in sys.argv:
        if GRAPH.read_text(encoding="utf-8") != page:
            raise SystemExit(f"{GRAPH}: is stale. Run `make docs`")
        return
    GRAPH.write_text(page, encoding="utf-8")
    README.write_text(readme_with_outputs(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
