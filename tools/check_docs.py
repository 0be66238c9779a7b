#!/usr/bin/python3
"""Checks documents against the tree.

    check_docs.py [ROOT]

- Relative links lead to files that exist, and their #anchors to headings of that file.
- Paths in backquotes under our own folders exist (those with <…>, *, … or NNNN are patterns and are left alone).
- ADRs are docs/adr/NNNN-title.md, numbered from 1 without holes, with a line "Status: accepted|proposed|superseded, DATE".
- A block marked ```cpp file=PATH#TAG equals the text of PATH between the lines "// doc: TAG" and "// end: TAG",
  common indentation removed. Without #TAG it equals the whole file.
"""
import html
import pathlib
import re
import sys
import textwrap

STATUS = re.compile(r"^Status: (accepted|proposed|superseded\b.*), \d{4}-\d{2}-\d{2}", re.M)
PATH = re.compile(r"`((?:src|apps|web|packs|tests|tools|script|docs|texts|api|cmake|bench|\.ci)/[\w./-]+)`")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(.*?)\n(.*?)^```[ \t]*$", re.M | re.S)
SHOWN = re.compile(r"\bfile=([^\s#]+)(?:#(\S+))?")


def without_blocks(text):
    return FENCE.sub("", text)


def anchors_of(path):
    """The #fragments that a reader's browser finds in a document."""
    out = set()
    for heading in re.findall(r"^#+ (.+?)\s*$", without_blocks(path.read_text(encoding="utf-8")), re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", html.unescape(heading)).replace("`", "").lower()
        out.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return out


def check_links(root, document):
    text = without_blocks(document.read_text(encoding="utf-8"))
    name = document.relative_to(root)
    for link, image in LINK.findall(text):
        target, _, anchor = (link or image).partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        path = document.parent / target if target else document
        if not path.exists():
            yield f"{name}: links to {target}, which is not there"
        elif anchor and path.suffix == ".md" and anchor not in anchors_of(path):
            yield f"{name}: links to {target}#{anchor}, but no heading there gives that anchor"
    for target in PATH.findall(text):
        if "NNNN" not in target and not (root / target.rstrip("/.")).exists():
            yield f"{name}: names {target}, which is not there"


def tagged_text(path, tag):
    """The text of a file between its tag lines; None when they are not there."""
    text = path.read_text(encoding="utf-8")
    if tag is None:
        return text
    match = re.search(rf"^[ \t]*(?://|#) doc: {re.escape(tag)}\n(.*?)^[ \t]*(?://|#) end: {re.escape(tag)}$", text, re.M | re.S)
    return textwrap.dedent(match.group(1)) if match else None


def check_blocks(root, document):
    name = document.relative_to(root)
    for info, block in FENCE.findall(document.read_text(encoding="utf-8")):
        shown = SHOWN.search(info)
        if not shown:
            continue
        target, tag = shown.groups()
        label = target + (f"#{tag}" if tag else "")
        if not (root / target).is_file():
            yield f"{name}: shows {label}, but there is no such file"
        elif (expected := tagged_text(root / target, tag)) is None:
            yield f"{name}: shows {label}, but {target} has no lines 'doc: {tag}' and 'end: {tag}'"
        elif expected.strip("\n") != block.strip("\n"):
            yield f"{name}: the block {label} is not what the file says"


def check_adrs(root):
    numbers = []
    for path in sorted((root / "docs/adr").glob("*.md")):
        name = path.relative_to(root)
        match = re.match(r"(\d{4})-[a-z0-9-]+\.md$", path.name)
        if not match:
            yield f"{name}: is not named NNNN-title.md"
            continue
        numbers.append(int(match.group(1)))
        text = path.read_text(encoding="utf-8")
        if not re.match(rf"# {numbers[-1]}\. ", text):
            yield f"{name}: does not begin with '# {numbers[-1]}. '"
        if not STATUS.search(text):
            yield f"{name}: has no line 'Status: accepted|proposed|superseded …, YYYY-MM-DD'"
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if missing:
        yield f"docs/adr: numbers are missing: {', '.join(f'{n:04}' for n in missing)}"
    if len(set(numbers)) != len(numbers):
        yield "docs/adr: a number appears twice"


def check(root):
    named = [root / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    documents = [path for path in named if path.exists()] + sorted((root / "docs").rglob("*.md"))
    faults = []
    for document in documents:
        faults += check_links(root, document)
        faults += check_blocks(root, document)
    return faults + list(check_adrs(root))


def main():
    faults = check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
    if faults:
        sys.exit("\n".join(faults))
    print("documents: nothing amiss")


if __name__ == "__main__":
    main()
