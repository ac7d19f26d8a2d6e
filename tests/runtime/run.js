// Runs ONNX models on samples and writes the bits of every output.
//
//   node run.js FOLDER JOBS.json      FOLDER/node_modules holds onnxruntime-node
//
// A job: {model, input, type, shape, batch, level, out}. `input`: the samples as raw little-endian numbers of `type` (float32 or float64), each of
// `shape`; `batch`: so many at once, 0 for all; `level`: of graph optimisation. Output number j goes to the file OUT.j. Standard output: a JSON list
// with [{name, type}, ..] of each job.
'use strict';
const fs = require('fs');
const path = require('path');

const [folder, list] = process.argv.slice(2);
const ort = require('module').createRequire(path.resolve(folder) + path.sep)('onnxruntime-node');
const arrays = { float32: Float32Array, float64: Float64Array };

function read(job) {
  const bytes = fs.readFileSync(job.input);
  return new arrays[job.type](bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

async function run(job) {
  // One thread, one node after another: what differs between two runs is then the model's doing.
  const session = await ort.InferenceSession.create(job.model, {
    graphOptimizationLevel: job.level, intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3,
  });
  const samples = read(job);
  const size = job.shape.reduce((product, extent) => product * extent, 1);
  const count = samples.length / size;
  const batch = job.batch || count;
  const parts = session.outputNames.map(() => []);
  let types = [];
  for (let first = 0; first < count; first += batch) {
    const rows = Math.min(batch, count - first);
    const tensor = new ort.Tensor(job.type, samples.slice(first * size, (first + rows) * size), [rows, ...job.shape]);
    const results = await session.run({ [session.inputNames[0]]: tensor });
    types = session.outputNames.map((name) => results[name].type);
    session.outputNames.forEach((name, j) => {
      const data = results[name].data;
      parts[j].push(Buffer.from(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)));
    });
  }
  parts.forEach((part, j) => fs.writeFileSync(`${job.out}.${j}`, Buffer.concat(part)));
  await session.release();
  return session.outputNames.map((name, j) => ({ name, type: types[j] }));
}

(async () => {
  const done = [];
  for (const job of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    try {
      done.push(await run(job));
    } catch (error) {
      throw new Error(`${job.model}, batch ${job.batch}, level ${job.level}: ${error.message}`);
    }
  }
  process.stdout.write(JSON.stringify(done));
})().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
