#!/usr/bin/python3
"""Cuts the golden files into first inputs for the fuzz targets: OUT/<target>/<n>, and OUT/feel.dict, the language's words.

    fuzz_seeds.py ROOT OUT
"""
import pathlib
import re
import shutil
import sys

KEYS = ("unknown:", "context:", "typed:", "input:", "=>", "!!", "cuts:", "uses:")
SMALL = 12_000  # bytes; larger files make slow inputs


def blocks(path):
    """The expressions of a golden file of FEEL: (is a row of unary tests, text)."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        text = "\n".join(line for line in lines if not line.startswith(KEYS)).strip("\n")
        if text:
            yield any(line.startswith("input:") for line in lines), text
        for line in lines:
            if line.startswith(("context:", "typed:", "=>")) and "unknown(" not in line:
                yield False, line.split(":" if line[0] != "=" else ">", 1)[1].strip()


def cells(path):
    text = path.read_text(encoding="utf-8")
    for cell in re.findall(r"<inputEntry[^>]*>\s*<text>(.*?)</text>", text, re.S):
        yield cell.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def patterns(text):
    """Four lines each: pattern, flags, replacement, text."""
    string = r'"(?:[^"\\]|\\.)*"'
    for call in re.finditer(r"\b(matches|replace|split)\(%s(?:\s*,\s*%s)*" % (string, string), text):
        name = call.group(1)
        parts = [part[1:-1].replace("\\\\", "\\") for part in re.findall(string, call.group(0))]
        if name == "matches" and len(parts) >= 2:
            yield "\n".join([parts[1], parts[2] if len(parts) > 2 else "", "$0", parts[0]])
        elif name == "replace" and len(parts) >= 3:
            yield "\n".join([parts[1], parts[3] if len(parts) > 3 else "", parts[2], parts[0]])
        elif name == "split" and len(parts) >= 2:
            yield "\n".join([parts[1], "", "-", parts[0]])


def collect(root):
    seeds = {}

    def add(target, text):
        seeds.setdefault(target, set()).add(text)

    for path in sorted((root / "tests/feel").glob("*.feel")):
        whole = path.read_text(encoding="utf-8")
        for is_tests, text in blocks(path):
            add("feel_lexer", text)
            for target in ["feel_unary"] if is_tests else ["feel_parser", "feel_eval"]:
                add(target, text)
        for text in patterns(whole):
            add("feel_pattern", text)
        for text in re.findall(r'@"([^"\\]*)"', whole) + re.findall(r'(?:date|time|duration|number)\("([^"\\]*)"', whole):
            add("feel_temporal", text)
    for case in re.findall(r'Match\{("(?:[^"\\]|\\.)*", "(?:[^"\\]|\\.)*", "[a-z]*"), ', (root / "src/feel/patterns_test.cpp").read_text(encoding="utf-8")):
        text, pattern, flags = re.findall(r'"((?:[^"\\]|\\.)*)"', case)
        add("feel_pattern", "\n".join([pattern.replace("\\\\", "\\"), flags, "[$0]", text]))
    for path in sorted((root / "tests/dmn").glob("*.dmn")) + sorted((root / "packs").rglob("*.dmn")):
        for cell in cells(path):
            add("feel_unary", cell)
        if path.stat().st_size <= SMALL:
            add("dmn_xml", path.read_text(encoding="utf-8"))
    for path in sorted((root / "tests/dmn").glob("*.xml")):
        add("tck_cases", path.read_text(encoding="utf-8"))
    for path in sorted((root / "tests/people").glob("*.json")):
        add("json", path.read_text(encoding="utf-8"))
    add("json", '{"speed":"urgent","as_of":"2026-11-22","fee":"12.50","title":{"zh":"港湾","en":"Gangway"},'
                '"legs":[{"name":"a","days":3,"insured":null}],"bags":{"x":-9223372036854775808},"facts":[1e300,"\\u6e2f"]}')
    pack = root / "packs/cn"
    for path in sorted(pack.glob("*.yaml")) + sorted((pack / "parameters").rglob("*.yaml")) + sorted((pack / "policies/pr-spouse").rglob("*.*")):
        add("pack_yaml", f"{path.relative_to(pack)}\n{path.read_text(encoding='utf-8')}")
    return seeds


def words(root):
    """The names of the built-in functions and the words and signs of the grammar, for libFuzzer's -dict."""
    found = set()
    for path in sorted((root / "src/feel/builtins").glob("*.cpp")):
        found.update(re.findall(r'^    \{"([a-z ]+)", k', path.read_text(encoding="utf-8"), re.M))
    found.update("for in return some every satisfies if then else between and or not instance of function external partial item "
                 "true false null list<number> context<a: string> range<date> @\" .. ** != <= >= [ ] ( ) { } , : . ? -".split(" "))
    return sorted(found)


def main():
    root, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    for target, texts in collect(root).items():
        folder = out / target
        folder.mkdir(parents=True)
        for number, text in enumerate(sorted(texts)):
            (folder / f"{number:04}").write_text(text, encoding="utf-8")
    quoted = ('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words(root))
    (out / "feel.dict").write_text("\n".join(quoted) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
