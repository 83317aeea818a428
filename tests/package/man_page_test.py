"""The man page names every command and every option of the program's --help, with its values, and no others.
Needs FOURIERSCOPE, the path of the program, in the environment."""
import os
import re
import subprocess
import unittest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "assets" / "package" / "fourierscope.1"
EVERYWHERE = {"-h,--help", "--version"}


def help_of(*command):
    return subprocess.run([os.environ["FOURIERSCOPE"], *command, "--help"], check=True, text=True,
                          capture_output=True, timeout=60).stdout


def part(text, title):
    """Lines of --help below `title` up to the next empty line."""
    return re.search(rf"^{title}[^\n]*:\n(.*?)(\n\n|\Z)", text, re.M | re.S).group(1)


def options(lines):
    """{"--name VALUES"} of lines of --help; of switches without values."""
    found = re.findall(r"^  (-\S+)(?: (?!Excludes)(\S+))?", lines, re.M)
    return {f"{names} {values}".strip() for names, values in found}


def commands():
    return re.findall(r"^  (\w+)", part(help_of(), "Commands"), re.M)


def plain(page):
    """The page without fonts and escapes."""
    return re.sub(r"\\f[BIR]", "", page).replace("\\-", "-").replace("-h, --help", "-h,--help")


def sections():
    """{title: text} of the .SH and .SS of the page."""
    cut = re.split(r"^\.S[HS] (.*)\n", plain(PAGE.read_text()), flags=re.M)
    return dict(zip(cut[1::2], cut[2::2]))


def described(section):
    """{"--name VALUES"} of the entries of a section."""
    entries = re.findall(r"^\.TP\n(-.*)$", section, re.M)
    return {entry.removesuffix(" ...") for entry in entries}


class ManPage(unittest.TestCase):
    def test_options_of_the_window(self):
        self.assertEqual(described(sections()["OPTIONS"]), options(part(help_of(), "Options")))

    def test_settings(self):
        self.assertEqual(described(sections()["Settings of the run"]),
                         options(part(help_of(), "Settings of the run")))

    def test_commands(self):
        self.assertGreater(len(commands()), 5)
        for command in commands():
            with self.subTest(command=command):
                found = options(part(help_of(command), "Options"))
                self.assertLessEqual(EVERYWHERE, found)
                self.assertEqual(described(sections()[command]), found - EVERYWHERE)

    def test_commands_that_take_the_settings_say_so(self):
        for command in commands():
            with self.subTest(command=command):
                takes = "Settings of the run:" in help_of(command)
                self.assertEqual("takes the settings of the run" in sections()[command], takes)

    def test_version(self):
        version = subprocess.run([os.environ["FOURIERSCOPE"], "--version"], check=True, text=True,
                                 capture_output=True, timeout=60).stdout.splitlines()[0]
        self.assertIn(f'"{version}"', PAGE.read_text().splitlines()[0])


if __name__ == "__main__":
    unittest.main()
