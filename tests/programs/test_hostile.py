"""Small inputs that ask for much: each ends in its documented error, in little time and memory.

    test_hostile.py FTCERT FTCHECK SOURCE

Every program runs with 1.5 GB of data and 60 s of processor time, so that one that asks for more fails here and does not hang."""
import os
import resource
import struct
import subprocess
import sys
import tempfile

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
CASES = os.path.join(SOURCE, "tests", "cases", "hostile")
VALID = os.path.join(SOURCE, "tests", "certificates", "valid")
failures = []


def limited():
    resource.setrlimit(resource.RLIMIT_DATA, (1_500_000_000, 1_500_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def run(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, preexec_fn=limited)
    return done.returncode, done.stdout, done.stderr


def expect(name, condition, shown=""):
    if not condition:
        failures.append(name)
        print("FAILED", name, str(shown)[:400])


def refused(name, code, identifier, *words):
    found, out, err = run(FTCERT, *words)
    expect(name, found == code and f"ftcert: {identifier} " in err, (found, out[-200:], err))


def case(name):
    return os.path.join(CASES, name)


def npy(shape, dtype="<f8", body=b""):
    header = str({"descr": dtype, "fortran_order": False, "shape": shape}).encode()
    header += b" " * (117 - len(header)) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + body


# Protocol Buffers, as much as an ONNX file needs.
def varint(n):
    return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + varint(n >> 7)


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def node(operator, inputs, output):
    return field(1, b"".join(field(1, name) for name in inputs) + field(2, output) + field(4, operator))


def constant(name, dims, numbers):
    return field(5, b"".join(field(1, d) for d in dims) + field(2, 1) + field(8, name) +
                 field(9, struct.pack(f"<{len(numbers)}f", *numbers)))


def value(name, extent):
    shape = field(2, field(1, field(2, "N")) + field(1, field(1, extent)))
    return field(1, name) + field(2, field(1, field(1, 1) + shape))


def model(extent, *parts):
    graph = b"".join(parts) + field(11, value("x", extent)) + field(12, value("y", 1))
    return field(1, 8) + field(7, graph) + field(8, field(2, 13))


def data_files(folder):
    # No row stands behind the columns: 128 bytes that would be 3 GB of names.
    for name, shape in (("n1", (0, 10 ** 18 - 1)), ("n3", (0, 5 * 10 ** 7)), ("nn", (0, 5 * 10 ** 6))):
        path = folder + f"/{name}.npy"
        open(path, "wb").write(npy(shape))
        refused(f"{name}: no row", 3, "E314", "certify", "--data", path, "-o", folder + "/out.ftc")
    for name, shape in (("rows", (10 ** 18 - 1, 0)), ("product", (2 ** 33, 2 ** 33)), ("few", (3, 10 ** 9))):
        path = folder + f"/{name}.npy"
        open(path, "wb").write(npy(shape))
        refused(f"{name}: shape", 3, "E312" if name == "rows" else "E317", "certify", "--data", path, "-o", folder + "/out.ftc")
    # 98 kB that would be 140 MB of digits, and the same where each exponent stands in a denominator.
    for name, cell in (("large", "1e19999"), ("small", "3e-19999"), ("hexadecimal", "0x1p19999")):
        path = folder + f"/{name}.csv"
        open(path, "w").write("x,label\n" + "".join(f"{i},{cell}\n" for i in range(7000)))
        refused(f"{name} exponents", 4, "E404", "certify", "--data", path, "-o", folder + "/out.ftc")
    # What an earlier run left is no input: limits do not grow with it.
    open(folder + "/old.ftc", "wb").truncate(10 ** 7)
    refused("exponents beside an old output", 4, "E404", "certify", "--data", folder + "/large.csv", "--format", "float32",
            "--exact", folder + "/old.ftc", "-o", folder + "/out.ftc")
    open(folder + "/one.csv", "w").write("x,label\n1,1e19999\n2,\n")
    code, out, err = run(FTCERT, "certify", "--data", folder + "/one.csv", "-o", folder + "/one.ftc", "--quiet")
    expect("a single long number is no fault", code == 0 and "samples=2 changed=1" in out, out + err)
    # floor((7 + 19999) / 16)^2 for the one cell that is more than a word.
    refused("the work of a cell", 4, "E404 " + folder + "/one.csv:2: this takes 1562500 units of work, at most 1562499", "certify",
            "--data", folder + "/one.csv", "--max-work", 1562499, "-o", folder + "/out.ftc")
    digits = folder + "/digits.csv"
    open(digits, "w").write("x,label\n1," + "7" * 90_000 + "\n2,\n")
    code, out, err = run(FTCERT, "certify", "--data", digits, "-o", folder + "/out.ftc", "--quiet")
    expect("90,000 digits", code == 0, out + err)
    open(folder + "/net.csv", "w").write("layer,bias,weights\n" + "1,1e19999,1\n" * 6700 + "2,0" + ",1" * 6700 + "\n")
    refused("a network file of long numbers", 4, "E404", "certify", "--data", folder + "/one.csv", "--network", folder + "/net.csv",
            "-o", folder + "/out.ftc")


def models(folder):
    data = case("m.csv")

    def certify(name, code, identifier, bytes_):
        path = folder + f"/{name}.onnx"
        open(path, "wb").write(bytes_)
        refused(name, code, identifier, "certify", "--data", data, "--model", path, "-o", folder + "/out.ftc")

    refused("30 copies of a million forms", 4, "E401", "certify", "--data", data, "--model", case("identity_x30.onnx"), "-o",
            folder + "/out.ftc")
    for operator, identifier in (("Relu", "E401"), ("Dropout", "E401"), ("Flatten", "E401"), ("Neg", "E404")):  # products are work, too
        chain = [node(operator, [f"a{i}" if i else "x"], f"a{i + 1}" if i < 29 else "y") for i in range(30)]
        certify(f"30 times {operator}", 4, identifier, model(10 ** 6, *chain))
    certify("a huge input", 4, "E401", model(2 ** 39, node("Relu", ["x"], "y")))
    certify("more elements than any", 3, "E324", model(2 ** 62, node("Relu", ["x"], "y")))
    # 3^(2^18), and sums with it again and again.
    squares = [node("Mul", [f"s{i}", f"s{i}"], f"s{i + 1}") for i in range(18)]
    more = [node("Add", ["x" if i == 0 else f"b{i}", "s18"], f"b{i + 1}" if i < 399 else "y") for i in range(400)]
    certify("squares of squares", 4, "E404", model(1, constant("s0", [1], [3]), *squares, *more))
    # Two vectors of 1,200 numbers make a matrix of 1.4 million; its powers take 1.7 * 10^9 products each.
    matrix = [constant("u", [1200, 1], [1] * 1200), constant("v", [1, 1200], [1] * 1200), node("Mul", ["u", "v"], "m0")]
    powers = [node("MatMul", [f"m{i}", "m0"], f"m{i + 1}") for i in range(6)]
    certify("powers of a matrix", 4, "E404",
            model(1200, *matrix, *powers, node("MatMul", ["x", "m6"], "z"), node("MatMul", ["z", "u"], "y")))
    nested = b""
    for _ in range(9000):
        nested = field(1, field(5, field(6, nested)))
        if len(nested) > 60_000:
            break
    certify("nested messages", 3, "E321", field(1, 8) + field(7, nested))


def views(folder):
    saw = case("saw40.ftc")
    expect("saw40 is right", run(FTCHECK, saw)[0] == 0)
    # Each view would walk 2^39 pieces.
    refused("pieces of saw40", 4, "E404", "pieces", saw)
    refused("pieces of saw40 through two samples", 4, "E404", "pieces", saw, "--through", "1,2")
    refused("pieces of f + g", 4, "E404", "pieces", saw, "--with-f")
    refused("explain saw40", 4, "E404", "explain", saw)
    refused("a picture of saw40", 4, "E404", "explain", saw, "-o", folder + "/saw.svg")
    expect("no picture is left", not os.path.exists(folder + "/saw.svg"))
    example = os.path.join(VALID, "worked-example.ftc")
    for verb in ("pieces", "explain"):
        expect(f"{verb} of an honest certificate", run(FTCERT, verb, example)[0] == 0)
        refused(f"{verb} --max-work", 4, "E404", verb, example, "--max-work", 10_000)


with tempfile.TemporaryDirectory() as temporary:
    data_files(temporary)
    models(temporary)
    views(temporary)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
