// Runs cases in the page's own worker. files: {name: base64}. cases: [{words, names, certificates}] with words as for ftcheck, or null: found out by the page.
// What is said, as [{lines, code}].
(async (files, cases) => {
  const address = URL.createObjectURL(new Blob([document.getElementById("worker-text").textContent], { type: "text/javascript" }));
  const tested = new Worker(address);
  tested.postMessage({ module: decodeBase64(document.getElementById("module-text").textContent) });
  const results = [];
  for (const { words, names, certificates } of cases) {
    const lines = [];
    const code = await new Promise((resolve, reject) => {
      tested.onerror = (event) => reject(new Error(event.message));
      tested.onmessage = ({ data }) => {
        if (data.kind === "l") lines.push(data.text);
        if (data.kind === "done") resolve(data.code);
      };
      const given = names.map((name) => ({ name, bytes: decodeBase64(files[name]) }));
      tested.postMessage({ work: { files: given, certificates, options: [], pair: false, explain: words === null, words } });
    });
    results.push({ lines, code });
  }
  tested.terminate();
  return results;
})
