#!/usr/bin/python3
"""Checks that modules include only what their gangway_module() line names.

    check_includes.py ROOT

A module under src/ may include its own headers and those of the modules in its DEPENDS; DEPENDS may name only modules that
stand above it in the root CMakeLists.txt. Third-party headers that are listed below may be included only by modules that LINK the library.
Files longer than 800 lines are an error, longer than 400 a warning.
"""
import pathlib
import re
import sys

# Header prefix -> what the LINKS of the including module must name (or of a module that it depends on).
THIRD_PARTY = {
    "boost/beast": "http only",
    "boost/asio": "http only",
    "sqlite3.h": "SQLite",
    "pugixml": "pugixml",
    "yaml-cpp": "yaml-cpp",
    "unicode/": "ICU",
}
MAX_LINES, WARN_LINES = 800, 400


def modules_in_order(root):
    text = (root / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.findall(r"^add_subdirectory\(src/(\w+)\)", text, re.M)


def declaration(root, module):
    text = (root / "src" / module / "CMakeLists.txt").read_text(encoding="utf-8")
    match = re.search(r"gangway_module\(([^)]*)\)", text)
    if not match:
        return set(), set()
    words = match.group(1).split()
    parts, key = {"NAME": [], "DEPENDS": [], "LINKS": []}, None
    for word in words:
        if word in parts:
            key = word
        elif key:
            parts[key].append(word)
    return set(parts["DEPENDS"]), set(parts["LINKS"])


def check(root):
    faults, warnings = [], []
    order = modules_in_order(root)
    for position, module in enumerate(order):
        depends, links = declaration(root, module)
        for other in depends:
            if other not in order[:position]:
                faults.append(f"src/{module}/CMakeLists.txt: depends on {other}, which does not stand above it")
        for path in sorted((root / "src" / module).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            name = path.relative_to(root)
            lines = path.read_text(encoding="utf-8").splitlines()
            if len(lines) > MAX_LINES:
                faults.append(f"{name}: {len(lines)} lines, at most {MAX_LINES}")
            elif len(lines) > WARN_LINES:
                warnings.append(f"{name}: {len(lines)} lines, over {WARN_LINES}")
            for number, line in enumerate(lines, 1):
                match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
                if not match:
                    continue
                quote, header = match.groups()
                first = header.split("/")[0]
                if quote == '"' and "/" in header and first in order and first != module and first not in depends:
                    faults.append(f"{name}:{number}: includes {header}, but {module} does not depend on {first}")
                for prefix, library in THIRD_PARTY.items():
                    if quote == "<" and header.startswith(prefix):
                        allowed = module == "http" if library == "http only" else any(library in link for link in links)
                        if not allowed:
                            faults.append(f"{name}:{number}: includes {header}, which {module} does not link")
    return faults, warnings


def main():
    faults, warnings = check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    for warning in warnings:
        print("warning:", warning)
    if faults:
        sys.exit("\n".join(faults))
    print("includes: nothing amiss")


if __name__ == "__main__":
    main()
