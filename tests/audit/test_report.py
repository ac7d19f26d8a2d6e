"""The report of an audit: audit.json has the documented form, and the page shows what it says.

usage: test_report.py FTCERT SOURCE

The form is read from the tables of proofs/audit-format.md. The page is read as a browser would: every picture is parsed.
"""
import base64
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

FTCERT, SOURCE = sys.argv[1:]
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {shown}")


def documented():
    """{type: {field: type}} and {(type, field): allowed words}."""
    fields, words = {}, {}
    for section in (pathlib.Path(SOURCE) / "proofs" / "audit-format.md").read_text().split("\n## ")[1:]:
        name = section.split("\n", 1)[0]
        fields[name] = {}
        for field, kind, meaning in re.findall(r"^\| `(\w+)` \| ([\w ]+) \|(.*)\|$", section, re.M):
            fields[name][field] = kind
            listed = re.findall(r"`([a-z][a-z 0-9-]*)`", meaning)
            if kind == "string" and listed and field in ("schema", "status", "kind", "role"):
                words[name, field] = set(listed)
    return fields, words


FIELDS, WORDS = documented()


def problems(value, kind, where):
    """Sentences on how the value differs from the documented type."""
    if kind.startswith("list of "):
        if not isinstance(value, list):
            return [where + ": no list"]
        return [p for i, v in enumerate(value) for p in problems(v, kind[len("list of "):], f"{where}[{i}]")]
    if kind.startswith("pair of "):
        return problems(value, "list of " + kind[len("pair of "):], where) + ([] if len(value) == 2 else [where + ": no pair"])
    if kind.endswith(" by word"):
        return [p for k, v in value.items() for p in problems(v, kind[:-len(" by word")], f"{where}.{k}")]
    if kind in FIELDS:
        if not isinstance(value, dict) or list(value) != list(FIELDS[kind]):
            return [f"{where}: fields {list(value)}"]
        found = [p for field, t in FIELDS[kind].items() for p in problems(value[field], t, f"{where}.{field}")]
        return found + [f"{where}.{f}: {value[f]}" for f in value if (kind, f) in WORDS and value[f] not in WORDS[kind, f]]
    right = {
        "string": lambda: isinstance(value, str),
        "file": lambda: isinstance(value, str) and not value.startswith("/") and ".." not in value,
        "count": lambda: type(value) is int and value >= 0,
        "digest": lambda: re.fullmatch("[0-9a-f]{64}", value),
        "rational": lambda: re.fullmatch(r"-?\d+(/\d+)?", value) and str(Fraction(value)) == value,
    }[kind]
    return [] if right() else [f"{where}: {value!r} is no {kind}"]


def check_form(audit, folder):
    expect("the document", set(FIELDS) >= {"audit", "options", "row", "certificate", "plot", "series"} and len(WORDS) == 5, (set(FIELDS), WORDS))
    found = problems(audit, "audit", "audit")
    expect("the documented form", not found, found[:5])
    expect("its head", audit["schema"] == "ftcert-audit" and audit["version"] == 1)
    ids = [row["id"] for row in audit["rows"]]
    expect("unique identifiers", len(set(ids)) == len(ids))
    for status, count in audit["statuses"].items():
        expect("count of " + status, count == sum(row["status"] == status for row in audit["rows"]))
    for row in audit["rows"]:
        for table in row["tables"]:
            expect(row["id"] + ": cells", all(len(cells) == len(table["columns"]) for cells in table["rows"]))
        for plot in row["plots"]:
            for series in plot["series"]:
                x = [Fraction(p[0]) for p in series["points"]]
                expect(row["id"] + ": points of " + series["name"], x and x == sorted(set(x)), x)
        for c in row["certificates"]:
            expect(c["file"] + ": its name", c["file"].startswith(f"certificates/{row['id']}.") and (folder / c["file"]).is_file())
    # A form that is broken in one place is refused.
    for path, value in ((("version",), "1"), (("rows", 0, "status"), "maybe"), (("rows", 0, "cases"), -1)):
        broken = json.loads(json.dumps(audit))
        inner = broken
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        expect(f"a broken {path[-1]}", problems(broken, "audit", "audit"))


def plain(fragment):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", fragment))).strip()


def shown(text):
    """As the page sets it."""
    for word, sign in (("sqrt(N)", "√N"), ("sqrt(K)", "√K"), ("sqrt(", "√("), (">=", "≥"), ("<=", "≤"), ("m^2", "m²")):
        text = text.replace(word, sign)
    return re.sub(r"\s+", " ", text).strip()


def numbers_of(svg):
    """All coordinates of a picture: (x values, y values)."""
    xs, ys = [], []
    for element in svg.iter():
        a = element.attrib
        for names, values in ((("x", "cx", "x1", "x2"), xs), (("y", "cy", "y1", "y2"), ys)):
            values += [float(a[n]) for n in names if n in a]
        for pair in a.get("points", "").split():
            xs.append(float(pair.split(",")[0]))
            ys.append(float(pair.split(",")[1]))
    return xs, ys


def marks(svg, kind):
    return [e for e in svg.iter() if e.get("class", "").split(" ")[-1] == kind and e.tag in ("circle", "rect", "path")]


def check_page(page, audit):
    expect("the page stands alone", not re.search(r"<script|http|src=|@import|url\(", page))
    expect("one language, one title", '<html lang="en">' in page and page.count("<h1>") == 1)
    identifiers = re.findall(r' id="([^"]*)"', page)
    expect("unique anchors", len(identifiers) == len(set(identifiers)))
    anchors = {html.unescape(a) for a in re.findall(r'href="#([^"]*)"', page)}
    expect("anchors exist", anchors <= set(identifiers), anchors - set(identifiers))
    for row in audit["rows"]:
        name = row["id"]
        card = re.search(rf'<article id="{re.escape(name)}" class="(.*?)">(.*?)</article>', page, re.S)
        expect(name + ": a card", card)
        if not card:
            continue
        text = plain(card[2])
        expect(name + ": its status", card[1] == row["status"].replace(" ", "-") and f">{row['status']}</span>" in card[2])
        for field in ("statement", "verdict", "formula"):
            expect(f"{name}: {field}", shown(row[field]) in text, text[:300])
        for c in row["certificates"]:
            expect(name + ": link to " + c["file"], f'href="{c["file"]}"' in card[2])
        for table in row["tables"]:
            cells = [plain(c) for c in re.findall("<td[^>]*>(.*?)</td>", card[2])]
            expect(name + ": cells", all(shown(c) in cells for cells_of_row in table["rows"] for c in cells_of_row))
        pictures = [ElementTree.fromstring(p) for p in re.findall("<svg.*?</svg>", card[2], re.S)]
        drawn = sum((c["role"] == "contradicts" or name.startswith("fig-")) and c["samples"] <= 40 for c in row["certificates"])
        expect(name + ": pictures", len(row["plots"]) <= len(pictures) <= len(row["plots"]) + min(6, drawn), len(pictures))
        for svg in pictures:
            width, height = map(float, svg.get("viewBox").split()[2:])
            title = svg.find("title")
            expect(name + ": a title", svg.get("role") == "img" and title is not None and len(title.text) > 10)
            xs, ys = numbers_of(svg)
            expect(name + ": inside the picture", min(xs) >= 0 and max(xs) <= width and min(ys) >= 0 and max(ys) <= height, (max(xs), max(ys)))
        for plot, svg in zip(row["plots"], pictures):
            for series in plot["series"]:
                if series["kind"] in ("certified", "network", "network-2", "measured"):
                    number = sum(len(s["points"]) + 1 for s in plot["series"] if s["kind"] == series["kind"])
                    expect(f"{name}: marks of {series['name']}", len(marks(svg, series["kind"])) == number)
                    continue
                # Pixels are an increasing affine function of the values: compare ratios along the curve.
                lines = [e for e in svg.iter("polyline") if e.get("class") == series["kind"]]
                expect(f"{name}: curve of {series['name']}", len(lines) >= 1)
                ends = [tuple(map(float, p.split(","))) for p in (lines[0].get("points").split()[0], lines[0].get("points").split()[-1])]
                (x0, y0), (x1, y1) = (tuple(map(Fraction, series["points"][i])) for i in (0, -1))
                expect(f"{name}: direction of {series['name']}", ends[0][0] < ends[1][0] and (ends[0][1] - ends[1][1]) * (y1 - y0) >= 0)


def check_sections(page, audit):
    """Every row stands once, under the heading of its section; rows of a section keep their order."""
    placed = {}
    for section in re.findall(r"<section (.*?)</section>", page, re.S):
        heading = plain(re.search("<h2[^>]*>(.*?)</h2>", section)[1])
        for name in re.findall('<article id="(.*?)"', section):
            expect(name + ": one place", name not in placed)
            placed[name] = heading
    expect("all rows have a section", set(placed) == {row["id"] for row in audit["rows"]})
    for row in audit["rows"]:
        number = re.match(r"(?:Theorem|Lemma|Corollary|Proposition|Section|Definitions?) (\d)", row["place"])
        if number and "caption" not in row["place"]:
            wanted = {"1": "section", "3": "sections 1 and 3"}.get(number[1], "section " + number[1])
            expect(row["id"] + ": its section", wanted in placed[row["id"]], placed[row["id"]])


def check_figure_3(page):
    """Data (1,0) (2,-1) (3,0) (4,2) (5,0) and a network with the kinks 1, 7/3, 4 (the claim is one kink more)."""
    card = re.search(r'<article id="fig-3".*?</article>', page, re.S)[0]
    svg = ElementTree.fromstring(re.search("<svg.*?</svg>", card, re.S)[0])
    circles = [(float(e.get("cx")), float(e.get("cy"))) for e in marks(svg, "changed")]
    expect("Figure 3: two changed samples and the legend's", len(circles) == 3, circles)
    legend_y = min(y for _, y in circles)
    (x2, y2), (x4, y4) = sorted(c for c in circles if c[1] != legend_y)
    unit = (x4 - x2) / 2  # from x = 2 to x = 4
    middle = lambda e: float(re.match(r"M([\d.]+)", e.get("d"))[1]) + 5.4  # half a mark
    convex = [middle(e) for e in marks(svg, "convex") if float(re.match(r"M[\d.]+,([\d.]+)", e.get("d"))[1]) > legend_y + 10]
    concave = sorted(middle(e) for e in marks(svg, "concave") if float(re.match(r"M[\d.]+,([\d.]+)", e.get("d"))[1]) > legend_y + 10)
    expect("Figure 3: the kink at 7/3", len(convex) == 1 and abs(convex[0] - (x2 + unit / 3)) < 0.05, convex)
    expect("Figure 3: the kinks at 1 and 4", len(concave) == 2 and abs(concave[0] - (x2 - unit)) < 0.05 and abs(concave[1] - x4) < 0.05, concave)
    expect("Figure 3: 2 is above -1", y4 < y2)


def check_pictures(folder, page, text):
    """Beside report.md every picture of the page stands as a file that needs no page."""
    names = re.findall(r"!\[(?:[^\]\\]|\\.)*\]\((pictures/[^)]*\.svg)\)", text)
    inline = re.findall("<svg.*?</svg>", page, re.S)
    expect("as many pictures", len(names) == len(set(names)) == len(inline) == len(list((folder / "pictures").iterdir())), (len(names), len(inline)))
    for name, part in zip(names, inline):
        bytes_ = (folder / name).read_text()
        expect(name + ": its own rules", ElementTree.fromstring(bytes_).tag == "{http://www.w3.org/2000/svg}svg" and "<style>" in bytes_)
        alone = re.sub("<style>.*?</style>\n", "", bytes_, flags=re.S).replace(' xmlns="http://www.w3.org/2000/svg"', "").strip()
        expect(name + ": the page's picture", alone == part)


def check_markdown(text, audit):
    for row in audit["rows"]:
        expect(row["id"] + " in report.md", f'<a id="{row["id"]}"></a>' in text and f"(#{row['id']})" in text)
        expect(row["id"] + ": certificates in report.md", all(f"({c['file']})" in text for c in row["certificates"]))


with tempfile.TemporaryDirectory() as place:
    folder = pathlib.Path(place, "audit")
    result = subprocess.run([FTCERT, "audit", "--max-samples", "6", "--quiet", "-o", str(folder)], capture_output=True, text=True)
    expect("audit", result.returncode == 0, result.stderr)
    audit = json.loads((folder / "audit.json").read_text())
    page = (folder / "report.html").read_text()
    check_form(audit, folder)
    check_page(page, audit)
    check_sections(page, audit)
    check_figure_3(page)
    check_markdown((folder / "report.md").read_text(), audit)
    check_pictures(folder, page, (folder / "report.md").read_text())
    refuted = [row["id"] for row in audit["rows"] if row["status"] == "refuted" and any(c["role"] == "contradicts" for c in row["certificates"])]
    for name in refuted:
        card = re.search(rf'<article id="{re.escape(name)}".*?</article>', page, re.S)[0]
        expect(name + ": a picture of the refuting data", "<svg" in card)

    # With the checker's page each certificate leads to it, with its own bytes in the address; without, none does.
    expect("no link without the page", "check here" not in page)
    checker = pathlib.Path(place, "page.html")
    checker.write_text("<!DOCTYPE html>\n<title>the page</title>\n")
    again = [FTCERT, "audit", "--max-samples", "6", "--quiet", "--resume", "-o", str(folder), "--page", str(checker)]
    result = subprocess.run(again, capture_output=True, text=True)
    expect("audit with the page", result.returncode == 0, result.stderr)
    expect("the page beside the report", (folder / "ftcheck.html").read_bytes() == checker.read_bytes())
    links = re.findall(r'href="ftcheck\.html#([^"=]+)=([\w-]+)"', (folder / "report.html").read_text())
    expect("a link for each certificate", sorted(name for name, _ in links) == sorted(c["file"].split("/")[1] for row in audit["rows"] for c in row["certificates"]))
    for name, text in links:
        expect(name + ": its bytes in the address", base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) == (folder / "certificates" / name).read_bytes())
    checker.write_text("no page")
    result = subprocess.run(again, capture_output=True, text=True)
    expect("what is no page", result.returncode == 3 and "E303" in result.stderr and "ftcheck.html" in result.stderr, result)

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
