"""What count_tests.py makes of each runner's report, and of half a one."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(TOOLS))
import count_tests


class CountTests(unittest.TestCase):
    def test_junit(self):
        text = '<testsuite name="x" tests="10" failures="2" disabled="1" skipped="1"><testcase name="a"/></testsuite>'
        self.assertEqual(count_tests.junit(text), (6, 2, 2))

    def test_vitest(self):
        file = {"status": "failed", "assertionResults": []}
        report = {"numPassedTests": 5, "numFailedTests": 1, "numPendingTests": 2, "testResults": [file]}
        self.assertEqual(count_tests.vitest(json.dumps(report)), (5, 2, 2))

    def test_tap(self):
        text = "ok 1 - a\n# tests 6\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n"
        self.assertEqual(count_tests.tap(text), (3, 2, 1))

    def test_what_failed_runs_again(self):
        block = "not ok 2 - late\n  ---\n  duration_ms: 5\n  location: '/x/a.test.mjs:7:1'\n  error: 'no'\n  ...\n"
        report = "ok 1 - fine\n  ---\n  location: '/x/b.test.mjs:1:1'\n  ...\n" + block + block.replace("7:1", "9:1")
        self.assertEqual(count_tests.failing(report), ["/x/a.test.mjs"])
        self.assertEqual(count_tests.twice("10 2 1", "5 0 0"), (12, 0, 1))
        self.assertEqual(count_tests.twice("10 2 1", "4 1 0"), (11, 1, 1))
        self.assertEqual(count_tests.twice("10 2 1", ""), (10, 2, 1))

    def test_packs(self):
        line = "x.yaml:3: wrong\n19 versions; {} of 60 cases pass; 80 of 90 conditions are tested; {} faults.\n"
        self.assertEqual(count_tests.packs(line.format(60, 0)), (60, 0, 0))
        self.assertEqual(count_tests.packs(line.format(57, 4)), (57, 3, 0))
        self.assertEqual(count_tests.packs(line.format(60, 1)), (60, 1, 0))

    def test_half_a_report_counts_nothing(self):
        with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
            file.write("<testsuite tests=")
            file.flush()
            for kind in ("junit", "vitest", "tap", "packs"):
                done = subprocess.run(
                    [sys.executable, str(TOOLS / "count_tests.py"), kind, file.name], capture_output=True, text=True, check=True)
                self.assertEqual(done.stdout, "", kind)

    def test_floor(self):
        with tempfile.TemporaryDirectory() as folder:
            log, least = pathlib.Path(folder) / "log", pathlib.Path(folder) / "least"
            log.write_text("a: 1 passed, 2 failed\n3400 passed, 12 failed\n")
            least.write_text("3400\n")
            count_tests.floor(log, least)
            least.write_text("3401\n")
            with self.assertRaises(SystemExit):
                count_tests.floor(log, least)


if __name__ == "__main__":
    unittest.main()
