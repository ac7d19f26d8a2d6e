// What the page does: files are collected, a worker checks them, and what it says is shown.
"use strict";

// The most bytes of all files together: the module has 4 GB, and holds a file more than once.
const MOST_BYTES = 512 * 1024 * 1024;

const byId = (id) => document.getElementById(id);
const files = new Map(); // by name: File objects, or {name, size, content} from the address
let worker = null, runs = 0, began = 0, timer = 0, card = null;

// The name by which the checker knows a file: none that could be an option.
const given = (name) => (name.startsWith("-") ? "./" : "") + name.replaceAll("\0", "\uFFFD");

const isCertificate = (name, head) => /\.ftc(\.gz)?$/i.test(name) || head.startsWith("FTCERT ");

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function decodeBase64(text) {
  const binary = atob(text.replace(/\s+/g, "").replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

function startWorker() {
  const address = URL.createObjectURL(new Blob([byId("worker-text").textContent], { type: "text/javascript" }));
  worker = new Worker(address);
  URL.revokeObjectURL(address);
  worker.onmessage = ({ data }) => heard(data);
  worker.onerror = (event) => {
    heard({ kind: "l", text: "s NOT VERIFIED E901: " + event.message });
    heard({ kind: "done", code: 6 });
  };
  worker.postMessage({ module: decodeBase64(byId("module-text").textContent) });
}

function showFiles() {
  byId("files").replaceChildren(...[...files.values()].map((file) => element("li", {}, element("code", { textContent: file.name }),
    " " + file.size.toLocaleString("en") + " bytes ",
    element("button", { type: "button", textContent: "Remove", ariaLabel: "remove " + file.name, onclick: () => { files.delete(file.name); showFiles(); } }))));
  byId("check").disabled = files.size === 0 || began !== 0;
  byId("clear").disabled = files.size === 0;
}

function addFiles(list) {
  for (const file of list) files.set(file.name, file);
  showFiles();
  if (files.size !== 0) check();
}

function newCard(name) {
  if (byId("results").firstElementChild.className === "hint") byId("results").replaceChildren();
  card = {
    root: element("article", { className: "waiting" }, element("h3", { textContent: name })),
    lines: element("pre", { className: "lines", tabIndex: 0, ariaLabel: "the lines of ftcheck" }),
    words: [], networks: [],
  };
  card.root.append(card.lines);
  byId("results").append(card.root);
}

function addLine(text) {
  if (!card) newCard("Checker");
  card.lines.append(text + "\n");
  if (!text.startsWith("s ")) return;
  const verified = text.startsWith("s VERIFIED ");
  if (card.root.className !== "rejected") card.root.className = verified ? "verified" : "rejected";
  const badge = card.root.querySelector(".badge") || card.root.insertBefore(element("p", { className: "badge" }), card.lines);
  badge.textContent = card.root.className === "verified" ? "Verified" : "Not verified";
}

// Lines of `ftcert explain`: headings, text that is indented by two spaces, and commands, by four.
function prose(lines) {
  const made = element("div", { className: "prose" });
  let last = "";
  for (const line of lines) {
    const kind = line.startsWith("    ") ? "pre" : line.startsWith("  ") ? "p" : line === "" ? "" : "h4";
    if (kind !== "" && kind === last && kind !== "h4") made.lastElementChild.append((kind === "p" ? " " : "\n") + line.trim());
    else if (kind !== "") made.append(element(kind, { textContent: line.trim() }));
    last = kind;
  }
  return made;
}

function finishCard() {
  if (!card) return;
  const { root, words, networks } = card;
  const folded = (title, open, ...content) => root.append(element("details", { open }, element("summary", { textContent: title }), ...content));
  const text = (lines) => element("pre", { className: "text", tabIndex: 0, textContent: lines.join("\n") });
  if (card.picture) {
    const image = element("img", { alt: "picture of the certificate: the samples, and what the network does or must do" });
    image.src = URL.createObjectURL(new Blob([card.picture], { type: "image/svg+xml" }));
    folded("Picture", true, element("div", { className: "picture", tabIndex: 0 }, image));
  }
  if (words.length) folded("In words", true, prose(words));
  if (networks.length) folded("The networks' weights", false, text(networks));
  if (card.command) root.append(element("p", { className: "hint" }, "The same at a command line: ", element("code", { textContent: card.command })));
  if (card.unused && card.unused.length) root.append(element("p", { className: "hint", textContent: "Not named by this certificate, and not used: " + card.unused.join(", ") }));
  card = null;
}

function heard({ kind, text, names, words, unused, code }) {
  if (kind === "l") addLine(text);
  if (kind === "w" && card) card.words.push(text);
  if (kind === "n" && card) card.networks.push(text);
  if (kind === "p" && card) card.picture = text;
  if (kind === "begin") {
    finishCard();
    newCard(names.join(" and "));
    const quoted = (word) => (/^[\w.,:/=+-]+$/.test(word) ? word : "'" + word.replace(/'/g, "'\\''") + "'");
    Object.assign(card, { command: ["ftcheck", ...words].map(quoted).join(" "), unused });
  }
  if (kind === "done") end(code === 0 ? "Done: every certificate is verified." : "Done: not everything is verified.");
}

function end(text) {
  ++runs;
  finishCard();
  clearInterval(timer);
  byId("status").textContent = text + " " + ((performance.now() - began) / 1000).toFixed(1) + " s";
  began = 0;
  byId("cancel").hidden = true;
  showFiles();
}

async function check() {
  if (began !== 0) return;
  began = performance.now();
  const run = ++runs;
  showFiles();
  byId("results").replaceChildren(element("p", { className: "hint", textContent: "None yet." }));
  byId("cancel").hidden = false;
  timer = setInterval(() => { byId("status").textContent = "Checking, " + Math.round((performance.now() - began) / 1000) + " s"; }, 1000);
  byId("status").textContent = "Checking";
  try {
    const total = [...files.values()].reduce((sum, file) => sum + file.size, 0);
    if (total > MOST_BYTES) throw new RangeError("the files have " + total + " bytes, and this page takes at most " + MOST_BYTES + ": use ftcheck");
    const read = [];
    for (const file of files.values()) read.push({ name: given(file.name), bytes: file.content || new Uint8Array(await file.arrayBuffer()) });
    if (run !== runs) return; // cancelled meanwhile
    const certificates = read.filter(({ name, bytes }) => isCertificate(name, new TextDecoder("latin1").decode(bytes.subarray(0, 7)))).map(({ name }) => name);
    if (certificates.length === 0) throw new TypeError("no certificate among the files: one begins with the word FTCERT");
    const options = [];
    if (byId("tensor").value !== "") options.push("--tensor", byId("tensor").value);
    if (byId("work").value !== "") options.push("--max-work", byId("work").value);
    if (!worker) startWorker();
    worker.postMessage({ work: { files: read, certificates, options, pair: byId("pair").checked && certificates.length === 2, explain: true } });
  } catch (error) {
    newCard("Files");
    addLine(error instanceof TypeError ? "s NOT VERIFIED E301: " + error.message : "s NOT VERIFIED E401: " + error.message);
    end("Not checked.");
  }
}

function cancel() {
  if (worker) worker.terminate();
  worker = null;
  if (!card) newCard("Files");
  addLine("s NOT VERIFIED E402: stopped on request");
  end("Stopped.");
}

// A certificate in the page's address, as a report of an audit links to: #NAME=BASE64.
function addFromAddress() {
  const found = /^#([^=]+)=([\w+/=-]+)$/.exec(location.hash);
  if (!found) return;
  const name = decodeURIComponent(found[1]), bytes = decodeBase64(found[2]);
  addFiles([{ name, content: bytes, size: bytes.length }]);
}

byId("choose").onchange = (event) => { addFiles(event.target.files); event.target.value = ""; };
byId("check").onclick = check;
byId("cancel").onclick = cancel;
byId("clear").onclick = () => { files.clear(); showFiles(); };
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    byId("drop").className = kind === "dragover" ? "over" : "";
    if (kind === "drop") addFiles(event.dataTransfer.files);
  });
}
window.addEventListener("hashchange", addFromAddress);
addFromAddress();
