"""Writes the history vectors beside this file: python3 generate.py [part of a name]

Always the same bytes: keys come from names, jti from counters, nonces from RFC 6979, and there is no clock.
"""
import json
import pathlib
import sys

import builder
import scenarios_acts  # noqa: F401  each of these fills builder.HISTORIES
import scenarios_admit  # noqa: F401
import scenarios_charter  # noqa: F401
import scenarios_leaves  # noqa: F401
import scenarios_suspend  # noqa: F401

FOLDER = pathlib.Path(__file__).parent


def text(value, depth):
    """JSON in which each leaf, outcome, record and proof has a line of its own."""
    if depth == 0 or not value or not isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[\n" + ",\n".join(text(item, 0) for item in value) + "]"
    return "{\n" + ",\n".join(json.dumps(name) + ": " + text(item, depth - 1) for name, item in value.items()) + "}"


def write(name, rule, scenario):
    history = builder.History(name, rule)
    scenario(history)
    (FOLDER / (name + ".json")).write_text(text(history.finish(), 3) + "\n", encoding="utf-8")


def main(part=""):
    chosen = {name: item for name, item in builder.HISTORIES.items() if part in name}
    if not part:
        for old in FOLDER.glob("*.json"):
            old.unlink()
    for name, (rule, scenario) in sorted(chosen.items()):
        write(name, rule, scenario)
    print("%d histories" % len(chosen))


if __name__ == "__main__":
    main(*sys.argv[1:])
