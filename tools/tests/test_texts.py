"""The rules that keep both languages saying the same: make_texts.py for the server, check_texts.py for the web."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(TOOLS))
import check_texts


class WebMessages(unittest.TestCase):
    def faults(self, zh, en):
        return "\n".join(check_texts.compare(zh, en))

    def test_what_is_right(self):
        for zh, en in [
            ("{name}，您好", "Hello, {name}"),
            ("{n, plural, other {#项}}", "{n, plural, =0 {nothing} one {# item} other {# items}}"),
            ("2023年5月1日起1,500元", "CNY 1500 from 1 May 2023"),
            ("例如90万", "for example 900,000"),
            ("您可以办", "You may apply"),
        ]:
            self.assertEqual(self.faults({"k": zh}, {"k": en}), "", zh)

    def test_what_is_wrong(self):
        self.assertIn("only in zh", self.faults({"k": "好"}, {}))
        self.assertIn("only in en", self.faults({}, {"k": "Good"}))
        self.assertIn("is empty", self.faults({"k": " "}, {"k": "Good"}))
        self.assertIn("placeholders", self.faults({"k": "{name}"}, {"k": "{place}"}))
        self.assertIn("figures", self.faults({"k": "3天"}, {"k": "4 days"}))
        self.assertIn("figures", self.faults({"k": "5月1日"}, {"k": "1 June"}))

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            here = pathlib.Path(folder)
            (here / "messages.zh.json").write_text(json.dumps({"k": "好"}), encoding="utf-8")
            self.assertIn("one language only", check_texts.check(folder)[0])
            (here / "messages.en.json").write_text('{"k": "a", "k": "b"}', encoding="utf-8")
            self.assertIn("appears twice", check_texts.check(folder)[0])
            (here / "messages.en.json").write_text('{"k": "a"}', encoding="utf-8")
            self.assertEqual(check_texts.check(folder), [])


class ServerTexts(unittest.TestCase):
    def run_on(self, yaml):
        with tempfile.TemporaryDirectory() as folder:
            here = pathlib.Path(folder)
            (here / "a.yaml").write_text(yaml, encoding="utf-8")
            command = [sys.executable, str(TOOLS / "make_texts.py"), str(here / "out.inc"), str(here / "a.yaml")]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            return done.stderr if done.returncode else (here / "out.inc").read_text(encoding="utf-8")

    def test_a_table_line(self):
        self.assertEqual(self.run_on('a.b: {zh: "{n}天", en: "{n} days"}\n'), '{"a.b", "{n}天", "{n} days"},\n')

    def test_what_is_wrong(self):
        self.assertIn("needs zh and en", self.run_on("a.b: {zh: 好}\n"))
        self.assertIn("other placeholders", self.run_on('a.b: {zh: "{n}", en: "{m}"}\n'))
        self.assertIn("other figures", self.run_on('a.b: {zh: "3天", en: "4 days"}\n'))


if __name__ == "__main__":
    unittest.main()
