// Runs a patched model on all rows of a table whose last column is a label, or a class, an empty one where f stays as it is.
//
//   node patched.js NODE_FOLDER PATCHED.onnx TABLE.csv SHAPE COMPONENT
//   node patched.js NODE_FOLDER PATCHED.onnx TABLE.csv SHAPE classes CLASSES.csv
//
// SHAPE: the extents of one sample, as 1,1,8,8. COMPONENT: of the output, that the labels are for; `classes`: the last column has classes, as 3 or 0|1,
// and CLASSES.csv has one for each row, below a header. The patched output comes first, f's own output last.
// Exit codes: 0 all kept samples stay as they are, and every label is met by a number, or every class is; 1 not so; 2 the model does not run here.
const { readFileSync } = require('fs');
const { join } = require('path');
const [folder, model, table, shape, component, classes] = process.argv.slice(2);

const linesOf = (path) => readFileSync(path, 'utf8').trim().split('\n').slice(1);

// Whether all that are greatest are among the classes.
function isOneOf(scores, cell) {
  const most = Math.max(...scores);
  return Array.from(scores).every((score, j) => score !== most || cell.split('|').includes(String(j)));
}

async function main() {
  const { InferenceSession, Tensor } = require(join(process.cwd(), folder, 'node_modules', 'onnxruntime-node'));
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const patched = session.outputNames[0];
  const frozen = session.outputNames[session.outputNames.length - 1];
  const rows = linesOf(table).map((line) => line.split(','));
  const truth = classes ? linesOf(classes) : [];
  let kept = 0, moved = 0, worst = 0, met = 0, before = 0, after = 0;
  for (const [i, row] of rows.entries()) {
    const label = row[row.length - 1];
    const x = new Tensor('float32', row.slice(0, -1).map(Number), shape.split(',').map(Number));
    const values = await session.run({ [session.inputNames[0]]: x });
    const scores = values[patched].data;
    if (label === '') {
      kept += 1;
      if (!scores.every((value, j) => value === values[frozen].data[j])) moved += 1;
    } else if (classes) {
      met += isOneOf(scores, label) ? 1 : 0;
    } else {
      worst = Math.max(worst, Math.abs(scores[Number(component)] - Number(label)));
    }
    if (classes) {
      before += isOneOf(values[frozen].data, truth[i]) ? 1 : 0;
      after += isOneOf(scores, truth[i]) ? 1 : 0;
    }
  }
  const said = `onnxruntime: ${moved} of ${kept} kept samples move; `;
  if (classes) {
    console.log(`${said}${met} of ${rows.length - kept} others are what they shall be; right: ${before} of ${rows.length} before, ${after} after`);
  } else {
    console.log(`${said}the others are within ${worst.toPrecision(2)} of their labels`);
  }
  process.exitCode = moved === 0 && kept > 0 && Number.isFinite(worst) && (!classes || met === rows.length - kept) ? 0 : 1;
}

main().catch((error) => {
  console.error(`patched.js: ${model} does not run: ${error.message.split('\n')[0]}`);
  process.exitCode = 2;
});
