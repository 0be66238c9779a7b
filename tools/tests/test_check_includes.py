"""Each rule of check_includes.py, broken once."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import check_includes


class CheckIncludes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("CMakeLists.txt", "add_subdirectory(src/base)\nadd_subdirectory(src/store)\nadd_subdirectory(apps/app)\n")
        self.write("src/base/CMakeLists.txt", "gangway_module(NAME base LINKS Boost::json)\n")
        self.write("src/base/day.h", "#include <chrono>\n#include <boost/json/value.hpp>\n")
        self.write("src/store/CMakeLists.txt", "gangway_module(NAME store\n  DEPENDS base\n  LINKS SQLite::SQLite3)\n")
        self.write("src/store/db.cpp", '#include "store/db.h"\n#include <sqlite3.h>\n#include <sys/stat.h>\n#include "base/day.h"\n')
        self.write("apps/app/CMakeLists.txt", "target_link_libraries(app PRIVATE CLI11::CLI11)\n")
        self.write("apps/app/main.cpp", "#include <CLI/CLI.hpp>\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def faults(self):
        return "\n".join(check_includes.check(self.root)[0])

    def test_a_clean_tree(self):
        self.assertEqual(self.faults(), "")

    def test_an_include_upwards(self):
        self.write("src/base/day.cpp", '#include "store/db.h"\n')
        self.assertIn("src/base/day.cpp:1: includes store/db.h, but base does not depend on store", self.faults())

    def test_depending_on_a_module_below_in_the_list(self):
        self.write("src/base/CMakeLists.txt", "gangway_module(NAME base DEPENDS store LINKS Boost::json)\n")
        self.assertIn("depends on store, which does not stand above it", self.faults())

    def test_a_library_that_is_not_linked(self):
        self.write("src/base/day.cpp", "#include <sqlite3.h>\n")
        self.assertIn("includes sqlite3.h, but does not link SQLite::SQLite3", self.faults())
        self.write("apps/app/main.cpp", "#include <sqlite3.h>\n")
        self.assertIn("apps/app/main.cpp:1: includes sqlite3.h", self.faults())

    def test_base_hands_on_json_but_nothing_else_of_boost(self):
        self.write("src/store/json.cpp", "#include <boost/json.hpp>\n")
        self.assertEqual(self.faults(), "")
        self.write("src/store/json.cpp", "#include <boost/asio.hpp>\n")
        self.assertIn("does not link Boost::boost", self.faults())

    def test_a_library_nobody_knows(self):
        self.write("src/base/day.cpp", "#include <fancy/thing.hpp>\n")
        self.assertIn("does not know", self.faults())

    def test_frameworks_stay_in_tests_and_benchmarks(self):
        self.write("src/base/day_test.cpp", "#include <gtest/gtest.h>\n")
        self.write("src/base/day_bench.cpp", "#include <benchmark/benchmark.h>\n")
        self.write("src/base/testing.h", "#include <rapidcheck.h>\n")
        self.assertEqual(self.faults(), "")
        self.write("src/base/day.cpp", "#include <gtest/gtest.h>\n")
        self.assertIn("belongs in tests", self.faults())
        self.write("src/base/day.cpp", "#include <benchmark/benchmark.h>\n")
        self.assertIn("belongs in benchmarks", self.faults())

    def test_an_include_without_its_module(self):
        self.write("src/base/day.cpp", '#include "day.h"\n')
        self.assertIn("names no module", self.faults())

    def test_a_folder_that_nobody_builds(self):
        self.write("src/extra/CMakeLists.txt", "gangway_module(NAME extra)\n")
        self.assertIn("src/extra: is not in the root CMakeLists.txt", self.faults())

    def test_a_module_under_another_name(self):
        self.write("src/store/CMakeLists.txt", "gangway_module(NAME stores DEPENDS base LINKS SQLite::SQLite3)\n")
        self.assertIn("has no line gangway_module(NAME store", self.faults())

    def test_long_files(self):
        self.write("web/long.ts", "x\n" * 801)
        self.write("web/node_modules/long.ts", "x\n" * 801)
        self.write("src/base/longish.h", "\n" * 401)
        faults, warnings = check_includes.check(self.root)
        self.assertEqual(faults, ["web/long.ts: 801 lines, at most 800"])
        self.assertEqual(warnings, ["src/base/longish.h: 401 lines, over 400"])


if __name__ == "__main__":
    unittest.main()
