#!/usr/bin/python3
"""Compiles texts/*.yaml into one sorted C++ table: {key, zh, en} per line.

Fails, naming the key, when a text lacks a language, appears twice, or has other placeholders or
figures in zh than in en.

    make_texts.py OUTPUT FILE...
"""
import json
import re
import sys

import yaml


def figures(text):
    return sorted(re.findall(r"\d+", re.sub(r"\{\w+\}", "", text)))


def placeholders(text):
    return sorted(re.findall(r"\{(\w+)\}", text))


def main():
    output, *files = sys.argv[1:]
    table, faults = {}, []
    for name in sorted(files):
        with open(name, encoding="utf-8") as file:
            texts = yaml.safe_load(file) or {}
        for key, text in texts.items():
            if key in table:
                faults.append(f"{name}: {key}: appears twice")
            elif not isinstance(text, dict) or set(text) != {"zh", "en"}:
                faults.append(f"{name}: {key}: needs zh and en, and nothing else")
            elif placeholders(text["zh"]) != placeholders(text["en"]):
                faults.append(f"{name}: {key}: other placeholders in zh than in en")
            elif figures(text["zh"]) != figures(text["en"]):
                faults.append(f"{name}: {key}: other figures in zh than in en")
            else:
                table[key] = text
    if faults:
        sys.exit("\n".join(faults))
    with open(output, "w", encoding="utf-8") as out:
        for key in sorted(table):
            literal = [json.dumps(part, ensure_ascii=False) for part in (key, table[key]["zh"], table[key]["en"])]
            out.write("{" + ", ".join(literal) + "},\n")


if __name__ == "__main__":
    main()
