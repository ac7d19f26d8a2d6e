// Runs a patched model on all rows of a table whose last column is the label, an empty one where f stays as it is.
//
//   node patched.js NODE_FOLDER PATCHED.onnx TABLE.csv SHAPE COMPONENT
//
// SHAPE: the extents of one sample, as 1,1,8,8. The patched output comes first, f's own output last.
// Exit codes: 0 all kept samples stay as they are and every label is met by a number; 1 not so; 2 the model does not run here.
const { readFileSync } = require('fs');
const { join } = require('path');
const [folder, model, table, shape, component] = process.argv.slice(2);

async function main() {
  const { InferenceSession, Tensor } = require(join(process.cwd(), folder, 'node_modules', 'onnxruntime-node'));
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const patched = session.outputNames[0];
  const frozen = session.outputNames[session.outputNames.length - 1];
  const rows = readFileSync(table, 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
  let kept = 0, moved = 0, worst = 0;
  for (const row of rows) {
    const label = row[row.length - 1];
    const x = new Tensor('float32', row.slice(0, -1).map(Number), shape.split(',').map(Number));
    const values = await session.run({ [session.inputNames[0]]: x });
    if (label === '') {
      kept += 1;
      if (!values[patched].data.every((value, j) => value === values[frozen].data[j])) moved += 1;
    } else {
      worst = Math.max(worst, Math.abs(values[patched].data[Number(component)] - Number(label)));
    }
  }
  console.log(`onnxruntime: ${moved} of ${kept} kept samples move; the others are within ${worst.toPrecision(2)} of their labels`);
  process.exitCode = moved === 0 && kept > 0 && Number.isFinite(worst) ? 0 : 1;
}

main().catch((error) => {
  console.error(`patched.js: ${model} does not run: ${error.message.split('\n')[0]}`);
  process.exitCode = 2;
});
