"""ftcheck --patched: the file that certify or patch wrote is accepted with its model and without; one that was changed is not.

    test_patched.py FTCERT FTCHECK SOURCE"""
import os
import random
import sys
import tempfile

from expectations import expect, failures, run
from patch_files import inputs_of, onnx, plain_model, write

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
BOTH = "c patched file: its g is the certificate's, its other part is the model file"
ALONE = "c patched file: its g is the certificate's; model file not supplied: its other part is not compared"
BELIEVED = "; that f is this tensor is believed"


def content(path):
    with open(path, "rb") as file:
        return file.read()


def accepted(name, certificate, patched, model, tensor=(), bound=False):
    for words, note in ([], ALONE), (["--model", model], BOTH):
        note += BELIEVED if tensor or bound else ""
        code, out, err = run(FTCHECK, certificate, "--patched", patched, *words, *tensor)
        lines = out.splitlines()
        expect(f"{name} {note[2:40]}", code == 0 and lines[0].startswith("s VERIFIED execution ") and lines[-1] == note, out + err)


def rejected(name, identifier, certificate, *words):
    code, out, err = run(FTCHECK, certificate, *words)
    expect(name, code == 1 and out.startswith("s NOT VERIFIED " + identifier + " line ") and out.count("\n") == 1, out + err)
    return out


def every_form(folder):
    """Both formats, with the digest in the certificate and without."""
    softmax = plain_model(more=[onnx.node("Softmax", "y", "probabilities")], outputs="probabilities")
    stored = plain_model(inputs=[onnx.field(11, onnx.value_info("w", [2, 3]))[2:]])
    for name, model, words in (("plain", plain_model(), []), ("a name", plain_model(), ["--output-name", "sum"]),
                               ("in the middle", softmax, ["--tensor", "y"]), ("inputs", stored, ["--constant-weights"])):
        for kind in "float32", "float64":
            f, data, g = inputs_of(folder, model)
            certificate, bound, made, again = (folder + "/" + file for file in ("c.ftc", "b.ftc", "p.onnx", "q.onnx"))
            tensor = words if words[:1] == ["--tensor"] else []
            code, out, err = run(FTCERT, "certify", "--data", data, "--model", f, "--output", 1, "--network", g, "--format", kind, *tensor,
                                 "-o", certificate)
            expect(f"certify {name}", code == 0, out + err)
            code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", made, *words, "--certificate", bound)
            expect(f"patch {name}", code == 0, out + err)
            accepted(f"{name} {kind}", certificate, made, f, tensor)
            accepted(f"{name} {kind}, bound", bound, made, f, tensor)
            # Another tensor than the one behind which g stands; an inner one that is named is in the certificate.
            for with_model in [], ["--model", f]:
                rejected(f"{name} {kind}, another tensor {with_model}", "E208" if tensor else "E221", certificate, "--patched", made, *with_model, "--tensor", "x")
            accepted(f"{name} {kind}, not named", certificate, made, f, [], bool(tensor))
            accepted(f"{name} {kind}, named", certificate, made, f, ["--tensor", "y"])
            code, out, err = run(FTCHECK, bound)
            expect("not supplied", code == 0 and out.splitlines()[-1] == "c patched file not supplied", out + err)
            if words == ["--constant-weights"]:  # an option of patch alone
                continue
            code, out, err = run(FTCERT, "certify", "--data", data, "--model", f, "--output", 1, "--network", g, "--format", kind, *words,
                                 "--patch", again, "-o", certificate)
            expect(f"certify --patch {name}", code == 0 and content(again) == content(made), out + err)
            accepted(f"{name} {kind}, certify --patch", certificate, again, f, tensor)


def changes(folder):
    f, data, g = inputs_of(folder, plain_model())
    certificate, made, bound = folder + "/c.ftc", folder + "/p.onnx", folder + "/b.ftc"
    run(FTCERT, "certify", "--data", data, "--model", f, "--output", 1, "--network", g, "--format", "float32", "-o", certificate)
    run(FTCERT, "patch", certificate, "--model", f, "-o", made, "--certificate", bound)
    whole = content(made)
    choose = random.Random(7)
    for at in sorted(choose.sample(range(len(whole)), 60)):
        other = write(folder, "o.onnx", whole[:at] + bytes([whole[at] ^ 1 << choose.randrange(8)]) + whole[at + 1:])
        rejected(f"byte {at}", "E221", certificate, "--patched", other, "--model", f)
        rejected(f"byte {at}, bound", "E207", bound, "--patched", other)
    out = rejected("no model", "E221", certificate, "--patched", data)
    line = open(certificate).read().split("\n").index("patched none") + 1
    expect("its line and its name", out.startswith(f"s NOT VERIFIED E221 line {line}: '{data}': "), out)
    rejected("the model itself", "E221", certificate, "--patched", f)
    rejected("another digest", "E207", bound, "--patched", f)
    exact = folder + "/exact.ftc"
    run(FTCERT, "certify", "--data", data, "--model", f, "--output", 1, "--network", g, "-o", exact)
    out = rejected("another kind", "E209", exact, "--patched", made)
    expect("its line", " line 2: " in out, out)
    code, out, err = run(FTCHECK, certificate, "--patched", folder + "/none.onnx")
    expect("no file", code == 3 and "E301" in out, out + err)
    code, out, err = run(FTCHECK, certificate, "--tensor", "y")
    expect("a tensor without a file", code == 2 and "E101" in err, out + err)


with tempfile.TemporaryDirectory() as temporary:
    for number, test in enumerate((every_form, changes)):
        folder = os.path.join(temporary, str(number))
        os.mkdir(folder)
        test(folder)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
