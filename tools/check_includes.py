#!/usr/bin/python3
"""Checks that modules include only what their gangway_module() line names, and that files stay short.

    check_includes.py [ROOT]

- A module under src/ includes its own headers and those of the modules in its DEPENDS. DEPENDS names only modules that stand
  above it in the root CMakeLists.txt, so no cycle is possible. Every module folder is in that list.
- A third-party header is included only by modules whose LINKS name its library; base hands on what its own headers show.
  A header that the table below does not know is a fault: add its line together with the link.
- Test frameworks stay in *_test.cpp, testing*.h and test_*.h, the benchmark library in *_bench.cpp.
- A source file has at most 800 lines, unless it is generated; over 400 is a warning.
"""
import os
import pathlib
import re
import sys

MAX_LINES, WARN_LINES = 800, 400
COUNTED = {".h", ".cpp", ".def", ".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".cmake", ".sh"}
PRUNED = {"node_modules", "build", ".node", ".git", "__pycache__", "data"}

# Header prefix -> what one of the LINKS must contain. The first match counts.
THIRD_PARTY = {
    "boost/json": "Boost::json",
    "boost/describe": "Boost::json",
    "boost/mp11": "Boost::json",
    "boost/": "Boost::boost",
    "tl/expected.hpp": "",  # one header without a library
    "unicode/": "ICU::",
    "bid_": "RDFP",
    "sodium.h": "SODIUM",
    "sqlite3.h": "SQLite::SQLite3",
    "libpq-fe.h": "PostgreSQL::PostgreSQL",
    "pugixml.hpp": "pugixml",
    "yaml-cpp/": "yaml-cpp",
    "qrencode.h": "QRENCODE",
    "CLI/": "CLI11::CLI11",
    "spdlog/": "spdlog::spdlog",
}
# What base's headers show to every module that depends on it.
HANDED_ON_BY_BASE = {"Boost::json"}
IN_TESTS = ("gtest/", "gmock/", "rapidcheck/", "rapidcheck.h")
IN_BENCHES = ("benchmark/",)
STANDARD = re.compile(r"[a-z_0-9]+$")
POSIX = re.compile(r"(sys|netinet|arpa|net)/\w+\.h$|(unistd|fcntl|signal|poll|dirent|pwd|netdb|time)\.h$")
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


class Module:
    """One gangway_module() line."""

    def __init__(self, cmake):
        match = re.search(r"gangway_module\(([^)]*)\)", cmake)
        parts, key = {"NAME": [], "DEPENDS": [], "LINKS": []}, None
        for word in match.group(1).split() if match else []:
            if word in parts:
                key = word
            elif key:
                parts[key].append(word)
        self.declared = match is not None
        self.name = "".join(parts["NAME"])
        self.depends = parts["DEPENDS"]
        self.links = parts["LINKS"]


def sources_in(folder, suffixes):
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in PRUNED)
        for file in sorted(files):
            if pathlib.Path(file).suffix in suffixes:
                yield pathlib.Path(where) / file


def modules_in_order(root):
    text = (root / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.findall(r"^add_subdirectory\(src/(\w+)\)", text, re.M)


def third_party_fault(header, file_name, links, depends):
    """Why the file may not include <header>; None when it may."""
    if STANDARD.match(header) or POSIX.match(header):
        return None
    if header.startswith(IN_TESTS):
        fits = file_name.endswith("_test.cpp") or file_name.startswith(("testing", "test_"))
        return None if fits else "which belongs in tests"
    if header.startswith(IN_BENCHES):
        return None if file_name.endswith("_bench.cpp") else "which belongs in benchmarks"
    for prefix, library in THIRD_PARTY.items():
        if header.startswith(prefix):
            linked = any(library in link for link in links)
            handed_on = library in HANDED_ON_BY_BASE and "base" in depends
            return None if linked or handed_on or not library else f"but does not link {library}"
    return "which tools/check_includes.py does not know"


def includes_of(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match.group(1) == '"', match.group(2)


def check_module(root, name, order):
    module = Module((root / "src" / name / "CMakeLists.txt").read_text(encoding="utf-8"))
    where = f"src/{name}/CMakeLists.txt"
    if not module.declared or module.name != name:
        yield f"{where}: has no line gangway_module(NAME {name} …)"
        return
    above = order[: order.index(name)]
    for other in module.depends:
        if other not in above:
            yield f"{where}: depends on {other}, which does not stand above it in the root CMakeLists.txt"
    for path in sources_in(root / "src" / name, {".h", ".cpp"}):
        for number, quoted, header in includes_of(path):
            place = f"{path.relative_to(root)}:{number}: includes {header}"
            if not quoted:
                if fault := third_party_fault(header, path.name, module.links, module.depends):
                    yield f"{place}, {fault}"
                continue
            owner = header.split("/")[0]
            if "/" not in header or owner not in order:
                yield f"{place}, which names no module: write \"{name}/…\""
            elif owner != name and owner not in module.depends:
                yield f"{place}, but {name} does not depend on {owner}"


def check_app(root, folder):
    cmake = (folder / "CMakeLists.txt").read_text(encoding="utf-8")
    for path in sources_in(folder, {".h", ".cpp"}):
        for number, quoted, header in includes_of(path):
            fault = None if quoted else third_party_fault(header, path.name, [cmake], ["base"])
            if fault:
                yield f"{path.relative_to(root)}:{number}: includes {header}, {fault}"


def check_sizes(root):
    """(faults, warnings) about the length of every source file of ours."""
    faults, warnings = [], []
    for path in sources_in(root, COUNTED):
        if ".generated." in path.name:  # nobody reads or edits it
            continue
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > MAX_LINES:
            faults.append(f"{path.relative_to(root)}: {count} lines, at most {MAX_LINES}")
        elif count > WARN_LINES:
            warnings.append(f"{path.relative_to(root)}: {count} lines, over {WARN_LINES}")
    return faults, warnings


def check(root):
    order = modules_in_order(root)
    faults, warnings = check_sizes(root)
    for folder in sorted(path.parent.name for path in (root / "src").glob("*/CMakeLists.txt")):
        if folder not in order:
            faults.append(f"src/{folder}: is not in the root CMakeLists.txt")
    for name in order:
        if (root / "src" / name / "CMakeLists.txt").exists():
            faults += check_module(root, name, order)
        else:
            faults.append(f"CMakeLists.txt: src/{name} has no CMakeLists.txt")
    for folder in sorted(path.parent for path in (root / "apps").glob("*/CMakeLists.txt")):
        faults += check_app(root, folder)
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
