// Answers the page: {module} once, then {files, work} again and again. Everything is said back as {kind, text}, the end as {kind: "done", code}.
"use strict";

let compiled = null;

const say = (kind, text) => self.postMessage({ kind, text });

// Gives the files that the certificate binds as external ones the names under which it looks for them. taken: those of files, which stay what they are.
function giveExternal(checker, bound, digests, files, taken) {
  for (const { role, digest, name } of bound) {
    if (role !== "external" || taken.has(name)) continue;
    const found = files.find((file) => digests.get(file.name) === digest) || files.find((file) => file.name === name.split("/").pop());
    if (found) checker.give(name, found.bytes);
  }
}

// What ended the module: the line that stands for a verdict.
function ended(error) {
  if (error instanceof RangeError) return "s NOT VERIFIED E401: memory ran out (in the browser: " + error.message + ")";
  return "s NOT VERIFIED E901: " + (error.message || String(error));
}

// files: [{name, bytes}]. certificates: names of those among them. options: behind the names of files. words: all options as they are, in place of what is found out
// about files.
function checkAll({ files, certificates, options, pair, explain, words: given }) {
  let said = [];
  let hear = () => {};
  const started = () => {
    const checker = startChecker(compiled, (kind, text) => {
      hear(kind, text);
      if (kind === "b") said.push(text);
      else say(kind, text);
    });
    for (const file of files) checker.give(file.name, file.bytes);
    return checker;
  };
  const asked = (ask) => {
    said = [];
    ask();
    return said;
  };
  let checker = started();
  const digests = new Map();
  const taken = new Set(files.map((file) => file.name));
  const others = files.filter((file) => !certificates.includes(file.name));
  for (const file of others) digests.set(file.name, asked(() => checker.digest(file.name))[0]);
  let code = 0;
  for (const group of pair ? [certificates] : certificates.map((name) => [name])) {
    let verdicts = 0;
    hear = (kind, text) => { if (kind === "l" && text.startsWith("s ")) ++verdicts; };
    try {
      const bound = asked(() => group.forEach((name) => checker.bound(name))).map((line) => {
        const [role, digest, ...name] = line.split(" ");
        return { role, digest, name: name.join(" ") };
      }).filter((one, i, all) => all.findIndex((other) => other.role === one.role && other.digest === one.digest && other.name === one.name) === i);
      giveExternal(checker, bound, digests, others, taken);
      const roles = rolesOf(bound, others, digests);
      const words = given || [...group, ...roles.words, ...(pair ? ["--pair"] : []), ...options];
      self.postMessage({ kind: "begin", names: group, words, unused: roles.unused });
      const result = checker.check(explain ? [...words, "--explain"] : words);
      code = code || result;
    } catch (error) {
      // Behind all its verdicts it is the explanation that is not there.
      const explaining = verdicts === group.length + (pair ? 1 : 0);
      say(explaining ? "w" : "l", explaining ? "Not explained: " + error.message : ended(error));
      if (!explaining) code = code || (error instanceof RangeError ? 4 : 6);
      checker = started();
    }
  }
  self.postMessage({ kind: "done", code });
}

// Which file is what, for the certificates that bind these digests: by digest, and else by the end of the name, so that the checker says what differs.
function rolesOf(bound, files, digests) {
  const words = [];
  const left = new Map(files.map((file) => [file.name, digests.get(file.name)]));
  const wanted = bound.filter(({ role }) => role !== "external");
  const take = ({ role }, name) => {
    words.push("--" + role, name);
    left.delete(name);
  };
  const missing = wanted.filter((want) => {
    const name = [...left.keys()].find((one) => left.get(one) === want.digest) || (want.role === "labels" && [...digests.keys()].find((one) => digests.get(one) === want.digest));
    if (name) take(want, name);
    return !name;
  });
  for (const { digest } of bound.filter(({ role }) => role === "external")) for (const [name, own] of left) if (own === digest) left.delete(name);
  for (const want of missing) {
    if (want.role !== "data" && words.includes("--" + want.role)) continue;
    const isModel = want.role === "model" || want.role === "patched";
    const name = [...left.keys()].find((one) => /\.(onnx|nnet)$/i.test(one) === isModel);
    if (name) take(want, name);
  }
  return { words, unused: [...left.keys()] };
}

self.onmessage = ({ data }) => {
  try {
    if (data.module) compiled = new WebAssembly.Module(data.module);
    else checkAll(data.work);
  } catch (error) {
    say("l", ended(error));
    self.postMessage({ kind: "done", code: 6 });
  }
};
