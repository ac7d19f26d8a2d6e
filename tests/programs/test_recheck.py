"""ftcert recheck, and explain --model: is the f of a certificate the function of the model file that it binds?

    test_recheck.py FTCERT FTCHECK SOURCE

The model file of the forged certificate is max(0, x); its certificate prints f = 2x + 3, bound to the digest of that file."""
import hashlib
import json
import os
import sys
import tempfile

from expectations import expect, failures, run

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
CASES = os.path.join(SOURCE, "tests", "cases", "hostile")
# Of the diabetes model: its points are standardised before its first layer, its output is scaled back behind the last.
STEPS = {"sub", "div", "mul", "add"}
DIABETES = os.path.join(SOURCE, "data", "diabetes")


def case(name):
    return os.path.join(CASES, name)


def forged(folder):
    certificate, files = case("forged.ftc"), ["--data", case("m.csv"), "--model", case("m.onnx")]
    code, out, _ = run(FTCHECK, certificate, *files)
    expect("ftcheck says what it believes", code == 0 and "c model file: digest compared" in out, out)
    wrong = "sample 1: f = 5 by the certificate, 1 by the model"
    line = open(certificate).read().splitlines().index("sample 1 : 5") + 1
    for words in (files, files[2:]):
        code, out, err = run(FTCERT, "recheck", certificate, *words)
        expect("recheck refuses it", code == 1 and out == f"s NOT VERIFIED E204 line {line}: {wrong}\n" and wrong in err, out + err)
    code, out, err = run(FTCERT, "recheck", certificate, *files, "--json", folder + "/r.json")
    summary = json.load(open(folder + "/r.json"))
    expect("recheck --json", code == 1 and summary == {"verified": False, "error": "E204", "text": wrong}, summary)
    code, out, err = run(FTCERT, "explain", certificate, *files, "-o", folder + "/f.svg")
    expect("explain --model refuses it", code == 1 and wrong in err and not os.path.exists(folder + "/f.svg"), out + err)
    expect("explain without a model", run(FTCERT, "explain", certificate)[0] == 0)
    # f = x is the model where a sample is not negative, though it is another network.
    same = open(certificate).read().replace("network f 1\nlayer 1 1\nrow 3 2\n", "network f 1\nlayer 1 1\nrow 0 1\n")
    same = same.replace("sample 1 : 5", "sample 1 : 1").replace("sample 2 : 7", "sample 2 : 2")
    open(folder + "/same.ftc", "w").write(same)
    model = files[2:]
    code, out, err = run(FTCERT, "recheck", folder + "/same.ftc", *model)
    expect("another network, the same values",
           code == 0 and "at all 2 samples; the networks differ." in out
           and out.endswith("\ns VERIFIED interpolation layers=2 neurons=0 samples=2 changed=0\n"), out + err)
    # The model is 0 at -1, f = x is not; nor at a sample whose label says keep, which no checker evaluates.
    for label in ("-1", "keep"):
        open(folder + "/negative.ftc", "w").write(same.replace("sample 2 : 2", f"sample -1 : {label}"))
        expect("the checker accepts it", run(FTCHECK, folder + "/negative.ftc")[0] == 0)
        code, out, err = run(FTCERT, "recheck", folder + "/negative.ftc", *model)
        expect(f"differs at sample 2, label {label}",
               code == 1 and "sample 2: f = -1 by the certificate, 0 by the model" in out, out + err)


def forged_execution(folder):
    """The same of a certificate of executions, whose f stands in it with operations between its layers: f = 2x + 3, and x where x is not negative."""
    model = case("m.onnx")
    digest = hashlib.sha256(open(model, "rb").read()).hexdigest()
    text = ("FTCERT 1.2\nclaim execution arithmetic=binary32 g=binary32 layers=2 neurons=0 samples=2 changed=0 deviation<=0\ndimension 1\noutputs 1\n"
            f"data none\nmodel onnx sha256={digest} outputs=0\nfrozen network\nnetwork f 1\nSTEPSlayer 1 1\nrow 0 1\nBEHINDcentre none\nnetwork g 2\n"
            "layer 0 1\nlayer 1 0\nrow 0\nsamples embedded 2\nsample 1 : Y1\nsample 2 : Y2\noutput-deviation none\npatched none\nEND\n")

    def write(name, steps, behind, first, second):
        path = os.path.join(folder, name)
        with open(path, "w") as file:
            file.write(text.replace("STEPS", steps).replace("BEHIND", behind).replace("Y1", first).replace("Y2", second))
        return path

    path = write("steps.ftc", "step mul 4\nstep div 2\n", "step sub -2\nstep add 1\n", "5", "7")
    line = open(path).read().splitlines().index("sample 1 : 5") + 1
    expect("ftcheck believes the steps", run(FTCHECK, path, "--model", model)[0] == 0)
    code, out, err = run(FTCERT, "recheck", path, "--model", model)
    expect("recheck refuses the steps", code == 1 and out == f"s NOT VERIFIED E204 line {line}: sample 1: f = 5 by the certificate, 1 by the model\n", out + err)
    path = write("identity.ftc", "step mul 4\nstep div 4\n", "step sub 1\nstep add 1\n", "1", "2")
    code, out, err = run(FTCERT, "recheck", path, "--model", model)
    claim = "execution arithmetic=binary32 g=binary32 layers=2 neurons=0 samples=2 changed=0 deviation<=0"
    expect("steps that are the identity", code == 0 and out.endswith(f"the networks differ.\ns VERIFIED {claim}\n"), out + err)


def honest(folder):
    data, model = os.path.join(DIABETES, "changed.csv"), os.path.join(DIABETES, "model.onnx")
    made = {}
    for name, words in (("embedded", []), ("external", ["--external-data"])):
        made[name] = f"{folder}/{name}.ftc"
        run(FTCERT, "certify", "--data", data, "--model", model, *words, "-o", made[name], "--quiet")
    for name, words in (("execution", []), ("execution, external", ["--external-data"])):
        made[name] = f"{folder}/{name[-8:]}-execution.ftc"
        run(FTCERT, "certify", "--data", data, "--model", model, "--format", "float32", *words, "-o", made[name], "--quiet")
    steps = {line.split()[1] for line in open(made["execution"]) if line.startswith("step ")}
    expect("f stands in the certificate with the operations of the model", steps == STEPS, steps)
    made["bound"] = folder + "/bound.ftc"
    run(FTCERT, "refute", "--data", data, "--model", model, "--neurons", 0, "-o", made["bound"], "--quiet")
    for name, certificate in made.items():
        _, verdict, _ = run(FTCHECK, certificate, "--data", data, "--model", model)
        code, out, err = run(FTCERT, "recheck", certificate, "--data", data, "--model", model, "--json", folder + "/h.json")
        expect(f"{name}: the checker's verdict", code == 0 and out.splitlines()[-1] == verdict.splitlines()[0], out + err)
        expect(f"{name}: the same network", "at all 442 samples, and the same network number by number." in out, out)
        summary = json.load(open(folder + "/h.json"))
        expect(f"{name}: --json", summary["verified"] and summary["samples"] == 442 and summary["same_weights"], summary)
        code, out, err = run(FTCERT, "explain", certificate, "--data", data, "--model", model)
        expect(f"{name}: explain says it", code == 0 and f"f is the function of {model} at all 442 samples." in out, out + err)
    code, out, _ = run(FTCERT, "recheck", made["embedded"], "--model", model, "--quiet")
    expect("--quiet", code == 0 and len(out.splitlines()) == 1, out)
    code, out, err = run(FTCERT, "recheck", made["external"], "--model", model)
    expect("external samples need --data", code == 5 and "E502" in err, out + err)
    code, out, err = run(FTCERT, "recheck", made["embedded"], "--model", model, "--max-work", 1000)
    expect("--max-work", code == 4 and "s NOT VERIFIED E404" in out, out + err)
    # One weight of the certificate's f, changed in the last place, and the certificate no longer holds or differs from the file.
    text = open(made["embedded"]).read()
    expect("recheck needs --model", run(FTCERT, "recheck", made["embedded"])[0] == 2)
    open(folder + "/other.onnx", "wb").write(open(model, "rb").read() + b"")
    other = open(model, "rb").read()
    open(folder + "/other.onnx", "wb").write(other[:-1] + bytes([other[-1] ^ 1]))
    code, out, err = run(FTCERT, "recheck", made["embedded"], "--model", folder + "/other.onnx")
    expect("another file", code == 1 and "E207" in out, out + err)
    plain = os.path.join(SOURCE, "tests", "certificates", "valid", "worked-example.ftc")
    code, out, err = run(FTCERT, "recheck", plain, "--model", model)
    expect("a certificate that binds no model", code == 1 and "E209" in out, out + err)
    # A model with fewer outputs than the certificate names, and one with other inputs.
    digest = hashlib.sha256(open(case("m.onnx"), "rb").read()).hexdigest()
    forged_text = open(case("forged.ftc")).read()
    assert digest in forged_text and text
    open(folder + "/third.ftc", "w").write(forged_text.replace("outputs=0", "outputs=2"))
    code, out, err = run(FTCERT, "recheck", folder + "/third.ftc", "--model", case("m.onnx"))
    expect("a component that the model has not", code == 1 and "E202" in out and "component 2" in out, out + err)
    code, out, err = run(FTCERT, "recheck", case("tw.ftc"), "--model", case("two.onnx"), "--data", case("tw.csv"))
    expect("outputs=0,0 is malformed", code == 3 and "E303" in out, out + err)


with tempfile.TemporaryDirectory() as temporary:
    forged(temporary)
    forged_execution(temporary)
    honest(temporary)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
