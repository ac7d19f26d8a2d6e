"""The tables of the pages say what the programs say: constructions with every symbol, errors, commands.

usage: check_tables.py FTCERT SOURCE"""
import json
import os
import re
import subprocess
import sys

from expectations import exit_code, expect

FTCERT, SOURCE = sys.argv[1:3]
REFERENCE = os.path.join(SOURCE, "src", "docs", "reference")


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


def rows(text, begin):
    """Cells of the rows that begin so."""
    for line in text.split("\n"):
        if line.startswith("| " + begin):
            yield [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def run(*words):
    done = subprocess.run([FTCERT, *words], capture_output=True, text=True)
    expect(done.returncode == 0, "%s: %s" % (words, done.stderr))
    return done.stdout


def constructions():
    text = read(REFERENCE, "constructions.md")
    symbols, table = text.split("## The table")
    listed = [row for row in rows(table, "`") if len(row) == 5]
    printed = json.loads(run("certify", "--construction", "list", "--json", "-", "--quiet").split("\ns CONSTRUCTIONS")[0])
    wanted = [["`%s`" % c["name"], str(c["layers"]) + (" or more" if c["deeper"] else ""), c["bound"], c["source"], c["needs"]] for c in printed]
    for row in wanted:
        expect(row in listed, "constructions.md: expected the row\n| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |")
    expect([row[0] for row in listed] == [row[0] for row in wanted], "constructions.md: other constructions, or another order")
    defined = {symbol for row in rows(symbols, "`") for symbol in re.findall("`([^`]*)`", row[0])}
    for name, _, bound, source, needs in listed:
        for symbol in re.findall(r"(?<![A-Za-z_'])[A-Za-z][0-9]?(?:'|[+-](?=/))?(?!\w)", " ".join((bound, source, needs))):
            article = symbol == "a" and re.search(r"\ba [a-z]{3}", " ".join((bound, source, needs)))
            expect(symbol in defined or article or symbol == "A" and "appendix A" in source or symbol == "B" and "appendix B" in source,
                   "constructions.md: the symbol '%s' of %s is not defined" % (symbol, name))


def errors():
    listed = {row[0]: row[1] for row in rows(read(REFERENCE, "errors.md"), "E")}
    numbers = dict(re.findall(r"(k\w+) = (\d{3}),", read(SOURCE, "src/ftcert/core/error.hpp")))
    table = re.findall(r'\{Code::(k\w+),\s*"([^"]*)"\}', read(SOURCE, "src/ftcert/explain/error_table.cpp"))
    expect(len(table) > 50 and {name for name, _ in table} == set(numbers), "error_table.cpp and error.hpp have other identifiers")
    for name, words in table:
        expect(listed.pop("E" + numbers[name], None) == words, "errors.md: expected | E%s | %s |" % (numbers[name], words))
    expect(not listed, "errors.md: no such identifiers: %s" % ", ".join(listed))
    codes = re.findall(r"kExit\w+ = (\d),", read(SOURCE, "src/ftcert/core/error.hpp"))
    stated = [row[0] for row in rows(read(REFERENCE, "errors.md").split("## Exit codes")[1].split("\n## ")[0], "") if row[0].isdigit()]
    expect(codes == stated and len(codes) == 7, "errors.md: expected the exit codes %s, found %s" % (codes, stated))


def commands():
    text = read(REFERENCE, "commands.md")
    verbs = re.findall(r"^  ([a-z]+) ", run("--help").split("Subcommands:")[1], re.M)
    headings = re.findall(r"^## ([a-z]+)$", text, re.M)
    expect(len(verbs) >= 12 and sorted(verbs) == sorted(headings), "commands.md: expected a section for each of %s, found %s" % (verbs, headings))
    for verb in verbs:
        known = set(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", run(verb, "--help")))
        section = text.split("\n## %s\n" % verb)[1].split("\n## ")[0]
        for line in re.findall(r"^    ftcert .*", section, re.M):
            expect(line.split()[1] == verb, "commands.md: %s in the section of %s" % (line, verb))
            for option in re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", line):
                expect(option in known, "commands.md: %s has no option %s" % (verb, option))


def main():
    constructions()
    errors()
    commands()
    return exit_code()


if __name__ == "__main__":
    sys.exit(main())
