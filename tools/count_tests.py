#!/usr/bin/python3
"""Reads what a test runner reported. Prints "passed failed skipped", or nothing when there is no whole report.

    count_tests.py junit FILE      ctest --output-junit
    count_tests.py vitest FILE     vitest --reporter=json
    count_tests.py tap FILE        node --test --test-reporter=tap
    count_tests.py packs FILE      gangway pack check --lang en
    count_tests.py failing FILE    the test files of a TAP report in which something failed, one a line
    count_tests.py twice A B       of two counts, the second of the files that failed in the first: what failed both times
    count_tests.py floor LOG FILE  fails when the last line of LOG has fewer passed than the number in FILE
"""
import json
import re
import sys
import xml.etree.ElementTree


def junit(text):
    suite = xml.etree.ElementTree.fromstring(text)
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    skipped = int(suite.get("skipped", 0)) + int(suite.get("disabled", 0))
    return int(suite.get("tests")) - failed - skipped, failed, skipped


def vitest(text):
    report = json.loads(text)
    # A file that cannot be loaded has no tests of its own, and must not pass in silence.
    unloaded = sum(1 for file in report["testResults"] if file["status"] == "failed" and not file["assertionResults"])
    skipped = report["numPendingTests"] + report.get("numTodoTests", 0)
    return report["numPassedTests"], report["numFailedTests"] + unloaded, skipped


def tap(text):
    found = {word: int(number) for word, number in re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)$", text, re.M)}
    return found["pass"], found["fail"] + found["cancelled"], found["skipped"] + found["todo"]


def failing(text):
    blocks = re.findall(r"^not ok .*\n  ---\n((?:  .*\n)*)", text, re.M)
    return sorted({place for block in blocks for place in re.findall(r"location: '(.+?):\d+:\d+'", block)})


def twice(first, again):
    passed, failed, skipped = map(int, first.split())
    still = int(again.split()[1]) if again else failed  # a second run that died mends nothing
    return passed + failed - still, still, skipped


def last_line(text):
    return text.strip().splitlines()[-1]


def packs(text):
    passed, cases = map(int, re.search(r"(\d+) of (\d+) cases pass", last_line(text)).groups())
    faults = int(re.search(r"(\d+) faults", last_line(text)).group(1))
    return passed, max(cases - passed, 1 if faults else 0), 0  # a fault beside the cases is a failure, too


def read(name):
    with open(name, encoding="utf-8", errors="replace") as file:
        return file.read()


def floor(log, file):
    passed = int(re.match(r"(\d+) passed, \d+ failed", last_line(read(log))).group(1))
    least = int(read(file).split()[0])
    if passed < least:
        sys.exit(f"{passed} cases pass; {least} passed before")
    if passed > least:
        print(f"{passed} cases pass, {least} did before: write {passed} into {file}")


def main():
    kind, *files = sys.argv[1:]
    if kind == "floor":
        floor(*files)
        return
    if kind == "failing":
        print(*failing(read(files[0])), sep="\n", end="")
        return
    if kind == "twice":
        print(*twice(*files))
        return
    try:
        print(*{"junit": junit, "vitest": vitest, "tap": tap, "packs": packs}[kind](read(files[0])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, xml.etree.ElementTree.ParseError) as error:
        print(f"count_tests: {files[0]}: {error!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
