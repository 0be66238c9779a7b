#!/usr/bin/python3
"""Checks documents: links and named files exist, ADRs are numbered without holes and have a status.

    check_docs.py ROOT
"""
import pathlib
import re
import sys

STATUSES = ("accepted", "proposed", "superseded")
PATH = re.compile(r"`((?:src|apps|web|packs|tests|tools|script|docs|texts|api|cmake)/[\w./-]+)`")


def check_links(root, document):
    text = document.read_text(encoding="utf-8")
    name = document.relative_to(root)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target and not (document.parent / target).exists():
            yield f"{name}: links to {target}, which is not there"
    for target in PATH.findall(text):
        if not (root / target.rstrip("/.")).exists():
            yield f"{name}: names {target}, which is not there"


def check_adrs(root):
    numbers = []
    for path in sorted((root / "docs/adr").glob("*.md")):
        match = re.match(r"(\d{4})-[a-z0-9-]+\.md$", path.name)
        if not match:
            yield f"docs/adr/{path.name}: not named NNNN-title.md"
            continue
        numbers.append(int(match.group(1)))
        status = re.search(r"^Status: (\w+)", path.read_text(encoding="utf-8"), re.M)
        if not status or status.group(1) not in STATUSES:
            yield f"docs/adr/{path.name}: has no line 'Status: {'|'.join(STATUSES)}'"
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"docs/adr: numbers are {numbers}, not 1 to {len(numbers)}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    documents = [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]
    faults = [fault for document in documents if document.exists() for fault in check_links(root, document)]
    faults += check_adrs(root)
    if faults:
        sys.exit("\n".join(faults))
    print("documents: nothing amiss")


if __name__ == "__main__":
    main()
