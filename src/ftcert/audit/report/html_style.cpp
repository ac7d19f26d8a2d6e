#include "ftcert/audit/report/html_text.hpp"
#include "ftcert/audit/report/pictures.hpp"

namespace ftcert::audit {

namespace {

// Dark text on light, one column, cards that do not break over pages. Long lists scroll on a screen and are complete on paper.
constexpr const char* kPage = R"(
:root { color-scheme: light; --ink: #1c1c1c; --soft: #555; --rule: #d8d5cf; --paper: #fff; --ground: #f7f6f3; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { font: 17px/1.55 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; color: var(--ink); background: var(--ground); margin: 0; }
header.page, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
header.page { padding-top: 2.5rem; }
h1, h2, h3, th, .status, .label, .count, .files, caption, figcaption, .back { font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 .6rem; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.6rem 0 .8rem; border-bottom: 2px solid var(--ink); padding-bottom: .25rem; }
h3 { font-size: 1.06rem; line-height: 1.35; margin: 0; flex: 1; }
p { margin: .5rem 0; }
.lead { font-size: 1.1rem; max-width: 46rem; }
a { color: #00528a; text-decoration-thickness: 1px; text-underline-offset: 2px; }
a:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 3px solid #e69f00; outline-offset: 2px; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .84em; }
pre { background: #f2f0ec; padding: .45rem .8rem; margin: .4rem 0; overflow-x: auto; border-radius: 3px; line-height: 1.45; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem; }

.status { display: inline-block; color: #fff; border-radius: 1rem; padding: .08rem .7rem; font-size: .8rem; font-weight: 600; white-space: nowrap; background: #666; }
.status.proved { background: #1b6e3c; } .status.verified { background: #24599a; } .status.refuted { background: #a8201a; }
.status.proof-gap { background: #8a5600; } .status.trivial { background: #5d5d5d; } .status.undecided { background: #5b2a86; }

.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .8rem; padding: 0; margin: 1.4rem 0; list-style: none; }
.counts li { background: var(--paper); border: 1px solid var(--rule); border-top: 5px solid #666; border-radius: 4px; padding: .7rem .9rem; font-size: .92rem; line-height: 1.4; }
.counts .count { font-size: 1.9rem; font-weight: 700; line-height: 1.1; } .counts .count small { font-size: 1rem; font-weight: 600; }
.counts .rows { display: block; margin-top: .3rem; font-size: .84rem; }
.proved { --mark: #1b6e3c; } .verified { --mark: #24599a; } .refuted { --mark: #a8201a; } .proof-gap { --mark: #8a5600; } .trivial { --mark: #5d5d5d; } .undecided { --mark: #5b2a86; }
.counts li { border-top-color: var(--mark); }

article { background: var(--paper); border: 1px solid var(--rule); border-left: 6px solid var(--mark); border-radius: 4px; padding: 1rem 1.2rem; margin: 1rem 0; }
article > .top { display: flex; gap: .8rem; align-items: baseline; margin-bottom: .6rem; }
article > .top code { color: var(--soft); } article > .top code a { color: inherit; text-decoration: none; } article > .top code a:hover { text-decoration: underline; }
article:target { box-shadow: 0 0 0 3px #e69f00; }
.parts { display: grid; grid-template-columns: 5.6rem minmax(0, 1fr); gap: .35rem .9rem; margin: 0; }
.parts dt, .label { color: var(--soft); font: 600 .82rem/1.9 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
.parts dd { margin: 0; min-width: 0; max-width: 48rem; } .parts dd p:first-child, .parts dd ul:first-child { margin-top: 0; } .parts dd p:last-child { margin-bottom: 0; }
.parts dd.found { font-weight: 600; }
.parts dd.method { color: var(--soft); font-size: .94rem; }
.parts ul { margin: .1rem 0; padding-left: 1.1rem; } .parts li + li { margin-top: .25rem; }
.values { display: grid; grid-template-columns: fit-content(45%) minmax(0, 1fr); gap: .1rem .9rem; margin: .3rem 0; font-size: .95rem; }
.parts .values dt { color: var(--soft); font: inherit; } .values dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }

.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1rem; margin: 1rem 0 .4rem; }
figure { margin: 0; overflow-x: auto; border: 1px solid #ebe8e2; border-radius: 3px; padding: .4rem; background: #fff; }
figure svg { display: block; width: 100%; min-width: 19rem; height: auto; }
figcaption { font-size: .85rem; line-height: 1.4; color: #333; padding: .3rem .3rem .1rem; }

.scroll { overflow: auto; margin: .8rem 0 0; }
.scroll.long { max-height: 25rem; border-bottom: 1px solid var(--rule); }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.4; min-width: min(100%, 26rem); font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; font-size: .88rem; padding: .2rem 0 .4rem; }
th, td { padding: .22rem .8rem; text-align: left; vertical-align: top; border-bottom: 1px solid #eceae5; }
thead th { font-size: .8rem; font-weight: 600; color: #333; border-bottom: 2px solid #aaa; vertical-align: bottom; background: var(--paper); position: sticky; top: 0; }
td.n, th.n { text-align: right; } td.n { white-space: nowrap; }
tbody tr:nth-child(even) { background: #faf9f7; }
.contents table { font-size: .95rem; width: 100%; } .contents .scroll { background: var(--paper); border: 1px solid var(--rule); border-radius: 4px; }
.contents th[scope=rowgroup] { background: #ece9e3; font-size: .9rem; padding-top: .4rem; } .contents td:first-child { min-width: 11rem; }
.contents td.place a { font-weight: 600; text-decoration: none; } .contents td.place a:hover { text-decoration: underline; }

.files { font-size: .85rem; margin: .8rem 0 0; } .files ul { list-style: none; padding: 0; margin: .2rem 0; } .files li { padding: .12rem 0; }
.files.long ul { max-height: 12.5rem; overflow: auto; border: 1px solid #eceae5; padding: .3rem .6rem; }
.files .against { color: #a8201a; } .files .for { color: #1b6e3c; } .files .against, .files .for { font-weight: 600; }
.back { font-size: .8rem; text-align: right; margin: .5rem 0 0; }
footer { margin: 3rem auto; color: var(--soft); font-size: .92rem; border-top: 1px solid var(--rule); padding-top: 1rem; }

@media (max-width: 40rem) {
  body { font-size: 16px; } h1 { font-size: 1.6rem; } header.page, main, footer { padding-left: .7rem; padding-right: .7rem; }
  article { padding: .8rem; } article > .top { flex-wrap: wrap; gap: .3rem .6rem; } article > .top h3 { flex-basis: 100%; order: -1; }
  .parts { grid-template-columns: minmax(0, 1fr); gap: .1rem; } .parts > dt { margin-top: .5rem; line-height: 1.4; }
  .contents table, .contents tbody, .contents tr, .contents td, .contents th { display: block; } .contents thead { display: none; }
  .contents tr { border-bottom: 1px solid #eceae5; padding: .35rem 0; } .contents td { border: 0; padding: .05rem .6rem; }
}
@media print {
  @page { margin: 16mm 14mm; }
  body { font-size: 10pt; background: #fff; } header.page, main, footer { max-width: none; padding: 0; }
  .back, .skip { display: none; } a { color: inherit; text-decoration: none; }
  .scroll.long, .files.long ul { max-height: none; overflow: visible; border: 0; padding: 0; }
  .figures { grid-template-columns: 1fr 1fr; } figure svg { min-width: 0; } .files.long ul { columns: 2; }
  article { border-width: 0 0 0 4px; padding: .2rem .8rem; } article > .top, h2 { break-after: avoid; } figure, tr, .parts dd { break-inside: avoid; }
  thead th { position: static; } .status { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)";

}  // namespace

std::string html_style() { return "\n" + picture_rules() + kPage; }

}  // namespace ftcert::audit
