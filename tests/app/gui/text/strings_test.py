"""Every text of the window is in the table of translations, and nothing else is. Reads the sources;
the argument is the repository."""
import json
import re
import sys
import unittest
from pathlib import Path

ROOT = Path(sys.argv.pop())
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
# Signs that are the same in every language, and the definitions of the literals themselves.
NOT_TEXTS = {"", "..."}
PLACE = re.compile(r"\{\d*\}")


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                yield path, path.read_text(encoding="utf-8")


def value_of(literals):
    """What adjacent C++ literals stand for."""
    text = "".join(part[1:-1] for part in re.findall(LITERAL, literals))
    escapes = {r"\n": "\n", r"\"": '"', r"\\": "\\", r"\t": "\t"}
    text = re.sub(r"\\[n\"\\t]", lambda m: escapes[m.group()], text)
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), text)


class Strings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.table = json.loads((ROOT / "assets/languages/zh.json").read_text(encoding="utf-8"))
        cls.texts = {}
        for path, source in sources("app/gui"):
            for match in re.finditer(rf"((?:{LITERAL}\s*)+)_t\b", source):
                cls.texts.setdefault(value_of(match.group(1)), path.name)
        cls.literals = set()
        for _, source in sources("app", "core"):
            for match in re.finditer(rf"(?:{LITERAL}\s*)+", source):
                cls.literals.add(value_of(match.group()))

    def test_the_scan_finds_texts(self):
        self.assertGreater(len(self.texts), 300)
        self.assertIn("Run to", self.texts)

    def test_none_is_missing(self):
        missing = {t: f for t, f in self.texts.items() if t not in self.table and t not in NOT_TEXTS}
        self.assertEqual(missing, {})

    def test_none_is_unused(self):
        everything = "\0".join(self.literals)

        def is_used(key):
            if key in self.texts or key in self.literals:
                return True
            # Put together by another part of the program: all its words are there.
            words = re.findall(r"[A-Za-z]{3,}", PLACE.sub(" ", key))
            return key in everything or (PLACE.search(key) and all(w in everything for w in words))

        system = ("No such file or directory", "Permission denied")  # the system's own words
        unused = [k for k in self.table if not is_used(k) and not k.endswith(system)]
        self.assertEqual(unused, [])

    def test_places_are_the_same_in_both_languages(self):
        for english, chinese in self.table.items():
            self.assertEqual(len(PLACE.findall(english)), len(PLACE.findall(chinese)), english)

    def test_translations_are_not_empty_and_printable(self):
        for english, chinese in self.table.items():
            self.assertTrue(chinese.strip(), english)
            for character in chinese:
                self.assertTrue(character.isprintable() or character == "\n", repr(chinese))

    def test_no_bare_literal_reaches_the_window(self):
        call = re.compile(r"ImGui::(Text\w*|Button|SmallButton|MenuItem|BeginMenu|RadioButton|"
                          rf"Selectable|Checkbox|BeginTabItem|SetTooltip)\(\s*({LITERAL})(?!_[tv])")
        found = []
        for path, source in sources("app/gui"):
            for match in call.finditer(source):
                text = value_of(match.group(2))
                if not text.startswith("##") and re.search(r"[A-Za-z]{2}", text.replace("%s", "")):
                    found.append((path.name, text))
        self.assertEqual(found, [])


if __name__ == "__main__":
    unittest.main()
