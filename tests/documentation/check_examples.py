"""Runs the examples of Markdown files and compares what they print.

usage: check_examples.py BUILD SOURCE FILE.md... [--runtime FOLDER] [--python FOLDER]

Blocks are taken in their order, in one scratch folder per file, with data/, proofs/ and src/ of the source and the programs of the build on the path:
  ```console              commands ("$ ...") followed by what they print, standard error included;
  ```js, python, cpp, ..  a file, whose name is the comment in its first line ("// run.js"): written, for the commands behind it;
  ```text                 what is no example.
Every block ```ftcert must be a certificate that both checkers accept; of a model they say that they believe its values. Every picture of the file
that lies in src/docs must have been made by its commands, byte for byte.
Commands that begin with `node` need onnxruntime in FOLDER/node_modules (./run runtime), those that run a file which imports ftcert a python3 in FOLDER that
has the package (./run python); without the option they are counted and not run.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

FILES = ("js", "python", "cpp", "cmake", "csv", "yaml")


def blocks(text):
    """(language, content) of every fenced block."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)


def examples(block):
    """(command, expected output) pairs."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2]))


def verdict_of(block):
    """What the checkers print of a certificate in the text."""
    claim = block.split("\nclaim ", 1)[1].split("\n", 1)[0]
    if claim.startswith("bound "):
        claim = claim.replace(" neurons=", " neurons>=")
    believed = "c model file not supplied: the values of f are those in the certificate\n" if "\nfrozen computed\n" in block else ""
    return "s VERIFIED " + claim + "\n" + believed


class Page:
    def __init__(self, chosen, name, folder):
        self.name, self.folder, self.passed, self.failed, self.skipped = name, folder, 0, 0, 0
        self.needs = [("node ", chosen.runtime)]
        self.with_package = ("python3 %s\\b", chosen.python)
        modules = os.path.abspath(os.path.join(chosen.runtime or "", "node_modules"))
        path = [chosen.build, *([os.path.abspath(chosen.python)] if chosen.python else []), os.environ["PATH"]]
        self.environment = dict(os.environ, PATH=os.pathsep.join(path), LC_ALL="C.UTF-8", NODE_PATH=modules)
        for part, where in (("data", chosen.source), ("proofs", chosen.source), ("src", chosen.source), ("build", chosen.build)):
            os.symlink(where if part == "build" else os.path.join(where, part), os.path.join(folder, part))

    def expect(self, holds, words):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        if not holds:
            print("FAILED %s: %s" % (os.path.basename(self.name), words))

    def run(self, command, expected):
        if any(re.match(start, command) and not where for start, where in self.needs):
            self.skipped += 1
            return
        done = subprocess.run(command, shell=True, cwd=self.folder, env=self.environment, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=7200)
        self.expect(done.stdout == expected, "$ %s\n--- printed\n%s--- expected\n%s" % (command, done.stdout, expected))

    def write(self, name, content):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(content)

    def check(self, text):
        for i, (language, content) in enumerate(blocks(text)):
            if language == "console":
                for command, expected in examples(content):
                    self.run(command, expected)
            elif language == "ftcert":
                self.write(f"block{i}.ftc", content)
                for checker in ("ftcheck", "python3 proofs/ftcheck.py"):
                    self.run(f"{checker} block{i}.ftc", verdict_of(content))
            elif language in FILES:
                named = re.match(r"(?://|#) ([\w.-]+)\n", content)
                self.expect(named, "the first line of a block of %s is the name of its file, as a comment: %s" % (language, content[:60]))
                if named:
                    self.write(named[1], content)
                    if re.search(r"^(import|from) ftcert\b", content, re.M):
                        self.needs.append((self.with_package[0] % re.escape(named[1]), self.with_package[1]))
            else:
                self.expect(language == "text", "a block of a kind that is not known: '%s'" % language)
        here = os.path.dirname(os.path.abspath(self.name))
        for picture in re.findall(r"!\[[^\]]*\]\(([^)]*pictures/[^)]*)\)", text):
            made = os.path.join(self.folder, os.path.basename(picture))
            with open(os.path.join(here, picture), "rb") as file:
                committed = file.read()
            self.expect(os.path.exists(made) and open(made, "rb").read() == committed, "the commands of this page do not make " + picture)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=os.path.abspath)
    parser.add_argument("source", type=os.path.abspath)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--runtime")
    parser.add_argument("--python")
    chosen = parser.parse_args()
    passed = failed = skipped = 0
    for name in chosen.files:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as folder:
            page = Page(chosen, name, folder)
            page.check(text)
        passed, failed, skipped = passed + page.passed, failed + page.failed, skipped + page.skipped
    print(f"{passed} passed, {failed} failed" + (f", {skipped} not run here (./run runtime, ./run python)" if skipped else ""))
    return 1 if failed or not passed + skipped else 0


if __name__ == "__main__":
    sys.exit(main())
