#!/usr/bin/env python3
"""The page in a headless Chromium: on the whole corpus it says what ftcheck says, line by line; files are chosen as a person does; nothing is opened.

usage: test_page.py CHROMIUM FTCHECK PAGE SOURCE [SCREENSHOTS]

One browser process. The last line is "N passed, N failed"; the exit code is 0 only when nothing failed."""
import base64
import gzip
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from urllib.parse import unquote

import test_bytes
from browser import Browser

CHROMIUM, FTCHECK, PAGE, SOURCE = sys.argv[1:5]
SCREENSHOTS = sys.argv[5] if len(sys.argv) > 5 else None
CORPUS = pathlib.Path(SOURCE) / "tests/certificates"
FOLDERS = ["valid", "invalid", "malformed", "limits", "incomplete"]
HERE = pathlib.Path(__file__).parent
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED %s: %s" % (name, shown), flush=True)


def native(arguments, folder):
    done = subprocess.run([os.path.abspath(FTCHECK)] + arguments, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    return {"lines": done.stdout.decode("ascii").splitlines(), "code": done.returncode}


def words_of(folder, file):
    arguments = folder / (file.split(".ftc")[0] + ".args")
    return [file] + (arguments.read_text().split() if arguments.exists() else [])


def files_for(folder, words):
    """The files that the words name, and the external files that lie beside a model."""
    names = [word for word in words if (folder / word).is_file()]
    bound = map(unquote, re.findall(r"^external ([^ ]+) sha256", (folder / words[0]).read_bytes().decode("latin1"), re.M))
    return names + [name for name in bound if (folder / name).is_file() and name not in names]


def run_cases(page, folder, cases):
    names = sorted({name for case in cases for name in case["names"]})
    files = {name: base64.b64encode((folder / name).read_bytes()).decode() for name in names}
    return page.evaluate("%s(%s, %s)" % ((HERE / "cases.js").read_text(), json.dumps(files), json.dumps(cases)), seconds=3600)


def test_corpus(page):
    times = {"ftcheck": 0.0, "page": 0.0}
    for name in FOLDERS:
        folder = CORPUS / name
        all_words = [words_of(folder, file) for file in sorted(os.listdir(folder)) if file.endswith((".ftc", ".ftc.gz"))]
        cases = [{"words": words, "names": files_for(folder, words), "certificates": words[:1]} for words in all_words]
        expect("%s holds certificates" % name, cases)
        begin = time.monotonic()
        found = run_cases(page, folder, cases)
        middle = time.monotonic()
        wanted = [native(words, folder) for words in all_words]
        times["page"], times["ftcheck"] = times["page"] + middle - begin, times["ftcheck"] + time.monotonic() - middle
        for words, one, other in zip(all_words, found, wanted):
            expect("%s: %s" % (name, " ".join(words)), one == other, "\n  page    %s\n  ftcheck %s" % (one, other))
        print("%s: %d certificates compared" % (name, len(cases)), flush=True)
        if name == "valid":
            test_roles(page, folder, all_words, wanted)
    print("time of the corpus: page %.1f s in one process, ftcheck %.1f s in one process a file" % (times["page"], times["ftcheck"]))


def test_roles(page, folder, all_words, wanted):
    """Which file is what is found out; what has options of other kinds is left out."""
    chosen = [(words, lines) for words, lines in zip(all_words, wanted) if not {"--tensor", "--max-work"} & set(words)]
    cases = [{"words": None, "names": files_for(folder, words), "certificates": words[:1]} for words, _ in chosen]
    for (words, other), one in zip(chosen, run_cases(page, folder, cases)):
        expect("files found out: " + " ".join(words), one == other, "\n  page    %s\n  ftcheck %s" % (one, other))


def shown_in(page):
    page.wait_for("document.getElementById('status')?.textContent.match(/^(Done|Stopped|Not checked)/)")
    page.wait_for("[...document.images].every((image) => image.complete)")
    return page.evaluate("[...document.querySelectorAll('#results article')].map((card) => ({title: card.querySelector('h3').textContent, "
                         "kind: card.className, lines: card.querySelector('.lines').textContent.trimEnd().split('\\n'), text: card.innerText, "
                         "picture: card.querySelector('img') !== null && card.querySelector('img').naturalWidth > 0}))")


def choose(page, names):
    page.evaluate("document.getElementById('clear').click()")
    page.evaluate("document.getElementById('status').textContent = ''")
    page.choose_files("#choose", [CORPUS / name for name in names])
    return shown_in(page)


def test_files(page):
    folder = CORPUS / "valid"
    cards = choose(page, ["valid/worked-example.ftc", "invalid/e204-value.ftc", "valid/external.ftc", "valid/external.csv"])
    expect("three certificates, three verdicts", [card["kind"] for card in cards] == ["verified", "rejected", "verified"], cards)
    expect("a verdict as ftcheck prints it", cards[0]["lines"] == native(["worked-example.ftc"], folder)["lines"], cards[0])
    expect("the data file found by its digest", cards[2]["lines"] == native(["external.ftc", "--data", "external.csv"], folder)["lines"], cards[2])
    expect("the same at a command line", "ftcheck external.ftc --data external.csv" in cards[2]["text"], cards[2])
    expect("words", "What is claimed" in cards[0]["text"] and "is exactly the label y" in cards[0]["text"], cards[0])
    expect("a picture", cards[0]["picture"], cards[0])
    expect("weights", page.evaluate("document.querySelector('#results pre.text').textContent").startswith("g: a ReLU network 1-2-1, 2 hidden neurons"))
    expect("nothing explained of what is wrong", "What is claimed" not in cards[1]["text"], cards[1])
    expect("a file that a certificate does not name", "external.csv" in cards[0]["text"].split("not used:")[-1], cards[0])
    cards = choose(page, ["valid/external.ftc"])
    expect("a data file that is missing", cards[0]["lines"] == native(["external.ftc"], folder)["lines"] and cards[0]["kind"] == "rejected", cards)
    cards = choose(page, ["valid/external.csv"])
    expect("no certificate", cards[0]["lines"] == ["s NOT VERIFIED E301: no certificate among the files: one begins with the word FTCERT"], cards)


def test_names(page):
    """Names that could be options, and names under which a certificate asks for another file: every file stays what it is."""
    valid = CORPUS / "valid"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copy(valid / "external.ftc", folder / "--labels")
        shutil.copy(valid / "external.csv", folder / "--data")
        cards = choose(page, [folder / "--labels", folder / "--data"])
        wanted = native(["./--labels", "--data", "./--data"], folder)["lines"]
        expect("names of options", [card["lines"] for card in cards] == [wanted] and wanted[0].startswith("s VERIFIED "), cards)
        expect("names of options at a command line", "ftcheck ./--labels --data ./--data" in cards[0]["text"], cards)
        packed = gzip.compress((valid / "worked-example.ftc").read_bytes())
        (folder / "packed").write_bytes(packed)
        (folder / "other.ftc").write_text("FTCERT 1.0\n")
        for bound in "outer.ftc", "other.ftc":
            text = (valid / "origin-external.ftc").read_text()
            line = "external %s sha256=%s" % (bound, hashlib.sha256(packed).hexdigest())
            (folder / "outer.ftc").write_text(re.sub("(?m)^external .*", line, text, count=1))
            cards = choose(page, [folder / "outer.ftc", folder / "other.ftc", folder / "packed"])
            wanted = [native([file], folder)["lines"] for file in ("outer.ftc", "other.ftc")]
            expect("a certificate that binds %s" % bound, [card["lines"] for card in cards] == wanted and wanted[1][0].startswith("s NOT VERIFIED "), (cards, wanted))


def test_pair(page):
    folder = CORPUS / "valid"
    page.evaluate("document.getElementById('pair').checked = true")
    names = ["pair-network.ftc", "exhaustion-worked-example.ftc"]
    cards = choose(page, ["valid/" + name for name in names])
    wanted = native(["--pair"] + names, folder)["lines"]
    expect("a pair", cards[0]["lines"] == wanted and wanted[-1].startswith("s VERIFIED exact "), cards)
    page.evaluate("document.getElementById('pair').checked = false")


def test_limits(page):
    page.evaluate("document.getElementById('work').value = '0'")
    cards = choose(page, ["valid/worked-example.ftc"])
    expect("a work limit", cards[0]["lines"] == native(["worked-example.ftc", "--max-work", "0"], CORPUS / "valid")["lines"], cards)
    page.evaluate("document.getElementById('work').value = ''")
    page.evaluate("document.getElementById('clear').click(); addFiles([{name: 'large.ftc', size: 600000000, content: new Uint8Array(8)}])")
    expect("a file that is too large", shown_in(page)[0]["lines"][0].startswith("s NOT VERIFIED E401: the files have 600000000 bytes"), shown_in(page))
    page.evaluate("document.getElementById('clear').click()")


def test_cancel(page):
    page.evaluate("document.getElementById('status').textContent = ''")
    page.evaluate("files.set('x.ftc', new File(['FTCERT 1.0\\n'], 'x.ftc')); began = 0; check(); cancel()")
    cards = shown_in(page)
    expect("stopped on request", cards[-1]["lines"][-1] == "s NOT VERIFIED E402: stopped on request", cards)
    cards = choose(page, ["valid/worked-example.ftc"])
    expect("checks again", cards[0]["kind"] == "verified", cards)


def test_address(browser):
    """A certificate in the address, and no network: the policy forbids it."""
    text = (CORPUS / "valid/lower-worked-example.ftc").read_bytes()
    page = browser.open(pathlib.Path(PAGE).resolve().as_uri() + "#lower%20one.ftc=" + base64.urlsafe_b64encode(text).decode())
    cards = shown_in(page)
    expect("a certificate in the address", cards[0]["title"] == "lower one.ftc" and cards[0]["kind"] == "verified" and cards[0]["picture"], cards)
    # Where there is no network a request fails, too: it is the policy that has to say so.
    tried = page.evaluate("new Promise((told) => { addEventListener('securitypolicyviolation', (event) => told(event.effectiveDirective)); "
                          "fetch('https://example.org').then(() => told('opened'), () => setTimeout(told, 60000, 'failed')); })")
    expect("no network", tried == "connect-src", tried)
    outside = re.findall(r"(?:src|href)=[\"'](?!#)[^\"']*", re.sub(r"<script.*?</script>", "", pathlib.Path(PAGE).read_text(), flags=re.S))
    expect("nothing from elsewhere", not outside, outside)
    return page


def test_report(browser):
    """As in an audit's report: a link to the page beside it, which opens in a window of its own."""
    data = (CORPUS / "valid/worked-example.ftc").read_bytes()
    address = "ftcheck.html#worked-example.ftc=" + base64.urlsafe_b64encode(data).decode().rstrip("=")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copy(PAGE, folder / "ftcheck.html")
        (folder / "report.html").write_text('<!DOCTYPE html>\n<title>report</title><a href="%s" target="_blank">check here</a>\n' % address)
        report = browser.open((folder / "report.html").as_uri())
        report.evaluate("document.querySelector('a').click()")
        cards = shown_in(browser.opened(address))
        expect("check here", cards[0]["lines"] == native(["worked-example.ftc"], CORPUS / "valid")["lines"], cards)


def test_layout(page):
    """At 1200 and 390 pixels nothing is wider than the window but what scrolls inside."""
    choose(page, ["valid/worked-example.ftc", "valid/exhaustion-worked-example.ftc", "invalid/e204-value.ftc", "valid/execution-worked-example.ftc"])
    for width in 1200, 390:
        for dark in False, True:
            page.set_view(width, dark)
            wide = page.evaluate("document.documentElement.scrollWidth")
            expect("no wider than %d pixels" % width, wide <= width, wide)
            if SCREENSHOTS:
                page.screenshot(os.path.join(SCREENSHOTS, "page-%d-%s.png" % (width, "dark" if dark else "light")))


def test_own_code(page):
    """What no library does here."""
    valid = CORPUS / "valid"

    def run(folder, words):
        return run_cases(page, folder, [{"words": words, "names": [w for w in words if (folder / w).is_file()], "certificates": words[:1]}])[0]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        example = valid / "worked-example.ftc"
        test_bytes.test_digests(page, SOURCE, expect)
        test_bytes.test_gzip(expect, run, native, folder, example.read_bytes())
        test_bytes.test_zip(expect, run, native, folder, (valid / "external.ftc").read_text())
        test_bytes.test_large_counts(expect, run, native, folder, example.read_text())


def test_search(page):
    """The search of the documentation's site, which runs in a browser alone, on sections whose answer is known."""
    source = pathlib.Path(SOURCE, "src/docs/site/theme/js/search.js").read_text(encoding="ascii")
    sections = [{"title": "Models: What is refused", "text": "E322 an operator"}, {"title": "Errors", "text": "E322: --tensor NAME takes the tensor before"},
                {"title": "Limits: Memory", "text": "E401, no models; " + "x" * 400}]
    for question, wanted in (("e322", [0, 1]), ("E322  models", [0]), ("models", [0, 2]), ("--tensor", [1]), ("memory 401", [2]), ("E4", [2]), ("errors name", [1]),
                             ("E323", []), ("  ", []), ("", []), ("limits operator", [])):
        found = page.evaluate("(() => { %s; return search(%s, %s); })()" % (source, json.dumps(sections), json.dumps(question)))
        expect("search '%s'" % question, found == [sections[i] for i in wanted], found)
    cut = page.evaluate("(() => { %s; return [excerpt(%s, 'Models E401'), excerpt('short E401', 'E401')]; })()" % (source, json.dumps(sections[2]["text"])))
    sections[2]["title"] = "<b>Limits</b>"
    shown = page.evaluate("""(() => {
      for (const [name, id] of [['input', 'question'], ['p', 'count'], ['dl', 'found']]) document.body.append(Object.assign(document.createElement(name), {id}));
      const sections = %s;
      %s
      const state = (question) => {
        asked.value = question;
        asked.dispatchEvent(new Event('input'));
        return [document.getElementById('count').textContent, [...document.querySelectorAll('#found a')].map((link) => link.textContent + ' ' + link.getAttribute('href'))];
      };
      return [state('e322'), state('e401'), state('e323'), state(' ')];
    })()""" % (json.dumps([{"location": "p.html#%d" % i, **section} for i, section in enumerate(sections)]), source))
    expect("search, shown", shown == [["2 sections found.", ["Models: What is refused p.html#0", "Errors p.html#1"]], ["1 section found.", ["<b>Limits</b> p.html#2"]],
                                      ["Nothing found.", []], ["", []]], shown)
    expect("excerpt", cut == ["E401, no models; " + "x" * 223 + " ..", "short E401"], cut)


def main():
    with Browser(CHROMIUM) as browser:
        page = browser.open(pathlib.Path(PAGE).resolve().as_uri())
        test_corpus(page)
        test_own_code(page)
        test_files(page)
        test_names(page)
        test_pair(page)
        test_limits(page)
        test_cancel(page)
        test_report(browser)
        test_layout(test_address(browser))
        test_search(page)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
