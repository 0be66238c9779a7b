#!/usr/bin/python3
"""Checks that the web messages say the same in both languages.

    check_texts.py [FOLDER]        (web by default)

Each messages.zh.json has a messages.en.json beside it and the other way round, with the same keys, the same placeholders and
the same figures. An English month name beside a number counts as its number, 1,000 is 1000 and 90万 is 900000. (The server's texts are checked
by make_texts.py when they are compiled.)
"""
import json
import os
import pathlib
import re
import sys

MONTHS = ("January February March April May June July August September October November December").split()
MONTH = re.compile(r"(?:(?<=\d )|\b(?=\w+ \d))(" + "|".join(MONTHS) + r")\b")
PRUNED = {"node_modules", "build"}


def placeholders(text):
    """Names in {name} and {name, kind, …}, also inside the cases of a plural or select; the cases themselves are no names."""
    names = set()

    def message(at):
        while at < len(text) and text[at] != "}":
            at = argument(at + 1) if text[at] == "{" else at + 1
        return at + 1

    def argument(at):
        match = re.compile(r"\s*(\w*)\s*").match(text, at)
        names.add(match.group(1))
        at = match.end()
        while at < len(text) and text[at] != "}":
            at = message(at + 1) if text[at] == "{" else at + 1
        return at + 1

    message(0)
    return sorted(names)


def figures(text):
    plain = re.sub(r"=\d+\s*(?=\{)", "", text)  # the =0 of a plural
    plain = MONTH.sub(lambda match: f" {MONTHS.index(match.group(1)) + 1} ", plain)
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    plain = re.sub(r"(\d+)万", lambda match: str(int(match.group(1)) * 10000), plain)
    return sorted(set(re.findall(r"\d+(?:\.\d+)?", plain)))


def no_twice(pairs):
    out = {}
    for key, value in pairs:
        if key in out:
            raise ValueError(f"{key} appears twice")
        out[key] = value
    return out


def read(path):
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=no_twice)


def compare(zh, en):
    for key in sorted(set(zh) ^ set(en)):
        yield f"{key}: only in {'zh' if key in zh else 'en'}"
    for key in sorted(set(zh) & set(en)):
        if not zh[key].strip() or not en[key].strip():
            yield f"{key}: is empty"
        if placeholders(zh[key]) != placeholders(en[key]):
            yield f"{key}: other placeholders in zh than in en"
        if figures(zh[key]) != figures(en[key]):
            yield f"{key}: other figures in zh than in en"


def check(folder):
    faults = []
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in PRUNED]
        pair = [name in files for name in ("messages.zh.json", "messages.en.json")]
        if not any(pair):
            continue
        if not all(pair):
            faults.append(f"{where}: messages in one language only")
            continue
        here = pathlib.Path(where)
        try:
            found = compare(read(here / "messages.zh.json"), read(here / "messages.en.json"))
            faults += [f"{where}: {fault}" for fault in found]
        except ValueError as error:
            faults.append(f"{where}: {error}")
    return faults


def main():
    faults = check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "web"))
    if faults:
        sys.exit("\n".join(faults))
    print("messages: nothing amiss")


if __name__ == "__main__":
    main()
