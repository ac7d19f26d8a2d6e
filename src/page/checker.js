// The checker's module and what it imports. Runs in a worker, in which nothing else does.
"use strict";

// What ends an instance: it is not used again.
class CheckerEnded extends Error {}

// module: a WebAssembly.Module. say(kind, text): called for everything that the checker says; kinds are those of checker.cpp.
function startChecker(module, say) {
  const decoder = new TextDecoder("utf-8");
  const encoder = new TextEncoder();
  let exported = null;
  const bytesAt = (place, size) => new Uint8Array(exported.memory.buffer, Number(place), Number(size));
  const nothing = () => 0;
  const imports = {
    page: { say: (kind, place, size) => say(String.fromCharCode(kind), decoder.decode(bytesAt(place, size))) },
    env: { emscripten_notify_memory_growth: nothing },
    // Of a system interface: there are no files, no environment, and nothing reads what goes to a terminal.
    wasi_snapshot_preview1: {
      proc_exit: (code) => { throw new CheckerEnded("the checker ended with code " + code); },
      fd_close: nothing,
      fd_seek: nothing,
      fd_write: () => 8, // EBADF
      environ_get: nothing,
      environ_sizes_get: (count, size) => {
        new DataView(exported.memory.buffer).setBigUint64(Number(count), 0n, true);
        new DataView(exported.memory.buffer).setBigUint64(Number(size), 0n, true);
        return 0;
      },
    },
  };
  exported = new WebAssembly.Instance(module, imports).exports;
  exported._initialize();

  // Calls use(place, size, ..) with copies of these bytes in the module's memory.
  function withBytes(parts, use) {
    const places = [];
    try {
      for (const part of parts) {
        const place = exported.malloc(BigInt(Math.max(1, part.length)));
        if (place === 0n) throw new RangeError("memory ran out");
        places.push(place);
        bytesAt(place, part.length).set(part);
      }
      return use(...parts.flatMap((part, i) => [places[i], BigInt(part.length)]));
    } finally {
      for (const place of places) exported.free(place);
    }
  }

  return {
    // bytes: a Uint8Array.
    give: (name, bytes) => withBytes([encoder.encode(name), bytes], exported.page_give),
    forget: () => exported.page_forget(),
    digest: (name) => withBytes([encoder.encode(name)], exported.page_digest),
    bound: (name) => withBytes([encoder.encode(name)], exported.page_bound),
    // The exit code. options: as ftcheck's, see checker.cpp.
    check: (options) => withBytes([encoder.encode(options.map((word) => word + "\0").join(""))], exported.page_check),
  };
}
