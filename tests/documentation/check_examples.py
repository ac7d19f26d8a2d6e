"""Runs the examples of Markdown files and compares what they print.

usage: check_examples.py BUILD SOURCE FILE.md...

Every block ```console holds commands ("$ ...") followed by what they print, standard error included. They run in one scratch
folder per file, in order, with data/ and proofs/ of the source and the programs of the build on the path. Every block ```ftcert must
be a certificate that both checkers accept; of a model they say that they believe its values.
"""
import os
import re
import subprocess
import sys
import tempfile

BUILD, SOURCE = map(os.path.abspath, sys.argv[1:3])


def examples(block):
    """(command, expected output) pairs."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2]))


def main():
    passed = failed = 0
    environment = dict(os.environ, PATH=BUILD + os.pathsep + os.environ["PATH"], LC_ALL="C.UTF-8")
    for name in sys.argv[3:]:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as folder:
            for part in ("data", "proofs"):
                os.symlink(os.path.join(SOURCE, part), os.path.join(folder, part))
            runs = [pair for block in re.findall(r"^```console\n(.*?)^```", text, re.M | re.S) for pair in examples(block)]
            for i, block in enumerate(re.findall(r"^```ftcert\n(.*?)^```", text, re.M | re.S)):
                with open(os.path.join(folder, f"block{i}.ftc"), "w") as file:
                    file.write(block)
                claim = block.split("\nclaim ", 1)[1].split("\n", 1)[0]
                if claim.startswith("bound "):
                    claim = claim.replace("neurons=", "neurons>=")
                verdict = "s VERIFIED " + claim + "\n"
                if verdict.startswith("s VERIFIED bound "):
                    verdict = verdict.replace(" neurons=", " neurons>=")
                if "\nfrozen computed\n" in block:
                    verdict += "c model file not supplied: the values of f are those in the certificate\n"
                runs.append((f"ftcheck block{i}.ftc", verdict))
                runs.append((f"python3 proofs/ftcheck.py block{i}.ftc", verdict))
            for command, expected in runs:
                result = subprocess.run(command, shell=True, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)
                if result.stdout == expected:
                    passed += 1
                else:
                    failed += 1
                    print(f"FAILED {os.path.basename(name)}: $ {command}\n--- printed\n{result.stdout}--- expected\n{expected}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
