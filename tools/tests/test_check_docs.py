"""Each rule of check_docs.py, kept and broken."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import check_docs


class CheckDocs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("docs/adr/0001-one.md", "# 1. One\n\nStatus: accepted, 2026-11-24\n")
        self.write("docs/adr/0002-two.md", "# 2. Two\n\nStatus: superseded by 1, 2026-11-24\n")
        self.write("src/a.cpp", "int x;\n  // doc: sum\n  int sum(int a) {\n    return a;\n  }\n  // end: sum\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def faults(self, readme=""):
        self.write("README.md", readme)
        return "\n".join(check_docs.check(self.root))

    def test_what_is_right(self):
        text = "# The `a` & <b>!\n[x](docs/adr/0001-one.md#1-one) [y](#the-a--b) [z](https://example.org/) `src/a.cpp` `src/*.h`\n"
        self.assertEqual(self.faults(text), "")

    def test_links(self):
        self.assertIn("links to docs/none.md, which is not there", self.faults("[x](docs/none.md)\n"))
        self.assertIn("no heading", self.faults("[x](docs/adr/0001-one.md#none)\n"))
        self.assertIn("links to pic.png", self.faults("![x](pic.png)\n"))

    def test_paths(self):
        self.assertIn("names src/b.cpp", self.faults("`src/b.cpp`\n"))
        self.assertEqual(self.faults("```\n`src/b.cpp` and [x](none.md) stand in a block\n```\n"), "")

    def test_blocks(self):
        block = "```cpp file=src/a.cpp#sum\nint sum(int a) {\n  return a;\n}\n```\n"
        self.assertEqual(self.faults(block), "")
        self.assertIn("is not what the file says", self.faults(block.replace("return a", "return 1")))
        self.assertIn("has no lines", self.faults(block.replace("#sum", "#product")))
        self.assertIn("there is no such file", self.faults(block.replace("a.cpp", "b.cpp")))

    def test_adrs(self):
        self.write("docs/adr/0004-four.md", "# 4. Four\n\nStatus: accepted, 2026-11-24\n")
        self.assertIn("numbers are missing: 0003", self.faults())
        self.write("docs/adr/0003-three.md", "# 3. Three\n\nStatus: maybe\n")
        self.assertIn("0003-three.md: has no line", self.faults())
        self.write("docs/adr/0003-three.md", "# 9. Three\n\nStatus: accepted, 2026-11-24\n")
        self.assertIn("does not begin with '# 3. '", self.faults())
        self.write("docs/adr/notes.md", "")
        self.assertIn("is not named", self.faults())


if __name__ == "__main__":
    unittest.main()
