"""Writes the history vectors beside this file: python3 generate.py [part of a name]

Always the same bytes: keys come from names, jti from counters, nonces from RFC 6979, and there is no clock.
"""
import json
import pathlib
import sys

import builder
import scenarios_charter

FOLDER = pathlib.Path(__file__).parent


def write(name, rule, scenario):
    history = builder.History(name, rule)
    scenario(history)
    text = json.dumps(history.finish(), ensure_ascii=False, indent=1, sort_keys=False) + "\n"
    (FOLDER / (name + ".json")).write_text(text, encoding="utf-8")


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
