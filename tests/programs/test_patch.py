"""ftcert patch: f + g as a file; f's part byte for byte; the numbers exactly, by another reader.

    test_patch.py FTCERT FTCHECK SOURCE"""
import json
import os
import sys
import tempfile

from expectations import expect, failures, run
from patch_files import (CHANGED, POINTS, Message, by_hand, graph_of, inputs_of, node_names, onnx, output_names, plain_model,
                         values, write)

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
LAST = "s PATCHED layers=2 neurons=1 samples=6 changed=2 kept_zero=4"


def certified(folder, model, *words, kind="float32"):
    """The model's file and a certificate for g, which is added to component 1."""
    f, data, g = inputs_of(folder, model)
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", f, "--output", 1, "--network", g, "--format", kind, "-o", folder + "/c.ftc", *words)
    expect("certify", code == 0, out + err)
    return f, folder + "/c.ftc"


def content(path):
    with open(path, "rb") as file:
        return file.read()


def expect_sum(name, path, patched, frozen):
    own, both = values(path, frozen), values(path, patched)
    for i, x in enumerate(POINTS):
        (f0, _), (f1, g) = by_hand(x, 0), by_hand(x, 1)
        expect(f"{name}: f at sample {i}", own[i] == [f0, f1], own[i])
        expect(f"{name}: f + g at sample {i}", both[i] == [f0, f1 + g] and (g != 0) == (i in CHANGED), both[i])


def default_patch(folder):
    f, certificate = certified(folder, plain_model())
    made = folder + "/p.onnx"
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", made, "--json", folder + "/p.json")
    lines = out.splitlines()
    expect("patch", code == 0 and lines[-1] == LAST, out + err)
    expect("its words", f"In {made} the tensor 'y' is f + g, and the output 'y_frozen' is f as it was (renamed)." in lines, out)
    expect("bits", "g is exactly 0 in every execution at all 4 kept samples: there f + g has the bits of the output 'y_frozen' of the same run."
           in lines, out)
    expect("no warning", "WARNING" not in out, out)
    summary = json.load(open(folder + "/p.json"))
    wanted = {"patched": "y", "frozen": "y_frozen", "outputs": ["y", "y_frozen"], "renamed": True, "rewired": False, "format": "float32",
              "model_format": "float32", "layers": 2, "neurons": 1, "widths": [1], "samples": 6, "changed": 2, "kept": 4, "kept_zero": 4,
              "kept_error": "0", "keeps_bits": True, "warnings": []}
    expect("--json", {key: summary[key] for key in wanted} == wanted, summary)
    expect_sum("default", made, "y", "y_frozen")
    # f's part: every field of the file but the nodes and outputs, and f's four nodes but for the new name.
    before, after = content(f), content(made)
    (old, old_rest), (new, new_rest) = graph_of(before), graph_of(after)
    expect("the file's other fields", old_rest == new_rest)
    expect("the graph's other fields", {n: v for n, v in old.items() if n not in (1, 12)} == {n: v for n, v in new.items() if n not in (1, 12)})
    expect("f's first nodes", new[1][:3] == old[1][:3])
    renamed = old[1][3][1].replace(onnx.field(2, "y"), onnx.field(2, "y_frozen"))
    expect("the node that makes f", renamed != old[1][3][1] and new[1][3] == (2, renamed))
    expect("outputs", new[12][0] == old[12][0] and output_names(after) == ["y", "y_frozen"])
    operators = [operator for operator, _, _ in node_names(after)[4:]]
    expect("g's nodes", sorted(operators) == sorted(["Constant"] * operators.count("Constant") + ["Sub"] * operators.count("Sub")
                                                    + ["Gemm", "Relu", "Gemm", "Add"]), operators)
    expect("the sum", node_names(after)[-1] == ("Add", ["y_frozen", "g_out"], ["y"]), node_names(after)[-1])
    # The same bytes again, and on standard output.
    run(FTCERT, "patch", certificate, "--model", f, "-o", folder + "/q.onnx")
    expect("the same bytes", content(folder + "/q.onnx") == after)
    # A patched model is a model: the next patch, of f + g.
    code, out, err = run(FTCERT, "recheck", certificate, "--model", f)
    expect("recheck", code == 0, out + err)


def options(folder):
    f, certificate = certified(folder, plain_model())
    made = folder + "/p.onnx"
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", made, "--output-name", "sum")
    expect("--output-name", code == 0 and output_names(content(made)) == ["sum", "y"], out + err)
    expect("--output-name: f's nodes", graph_of(content(made))[0][1][:4] == graph_of(content(f))[0][1])
    expect_sum("--output-name", made, "sum", "y")
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", made, "--only-g", "--quiet")
    expect("--only-g", code == 0 and out == LAST + "\n" and output_names(content(made)) == ["g"], out + err)
    expect("--only-g: values", values(made, "g") == [[0, by_hand(x, 1)[1]] for x in POINTS])
    f, certificate = certified(folder, plain_model(), kind="float64")
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", made, "--format", "float64", "--json", folder + "/p.json")
    nodes = node_names(content(made))
    expect("--format float64", code == 0 and "g runs in float64, between conversions: 2 layers, 1 neuron." in out, out + err)
    expect("two casts", [n[0] for n in nodes].count("Cast") == 2 and json.load(open(folder + "/p.json"))["format"] == "float64", nodes)
    last = [n for n in nodes if n[0] == "Gemm"][-1][2][0]
    expect("float64: values", values(made, last) == [[0, by_hand(x, 1)[1]] for x in POINTS])


def overridable(folder):
    model = plain_model(inputs=[onnx.field(11, onnx.value_info("w", [2, 3]))[2:]])
    f, certificate = certified(folder, model)
    made = folder + "/p.onnx"
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", made)
    expect("a warning", code == 0 and "WARNING: The model lists 1 of its stored tensors as inputs ('w')" in out, out + err)
    expect("inputs stay", graph_of(content(made))[0][11] == graph_of(model)[0][11])
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", made, "--constant-weights")
    expect("--constant-weights", code == 0 and "1 stored tensors are inputs no more" in out, out + err)
    expect("one input", [m.bytes(1) for m in Message(content(made)).part(7).parts(11)] == [b"x"])
    expect_sum("--constant-weights", made, "y", "y_frozen")


def quantised(folder):
    model = plain_model(more=[onnx.node("QuantizeLinear", "y w b", "other")], outputs="y other")
    f, certificate = certified(folder, model, "--tensor", "y")
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", folder + "/p.onnx", "--tensor", "y", "--json", folder + "/p.json")
    expect("quantised", code == 0 and "keep their bits is not claimed" in out and "see below" in out, out + err)
    expect("quantised: --json", json.load(open(folder + "/p.json"))["keeps_bits"] is False)
    expect("the other output reads f", ("QuantizeLinear", ["y_frozen", "w", "b"], ["other"]) in node_names(content(folder + "/p.onnx")))


def tensors(folder):
    """f is a tensor before a Softmax, in every verb that reads models and in ftcheck.py."""
    model = plain_model(more=[onnx.node("Softmax", "y", "probabilities")], outputs="probabilities y h3")
    f, data, g = inputs_of(folder, model)
    words = ["--data", data, "--model", f, "--output", 1]
    code, out, err = run(FTCERT, "certify", *words, "--network", g, "-o", folder + "/c.ftc")
    expect("which output?", code == 3 and "E325" in err and "'probabilities', 'y', 'h3': choose one with --tensor NAME" in err, err)
    code, out, err = run(FTCERT, "certify", *words, "--tensor", "z", "--network", g, "-o", folder + "/c.ftc")
    expect("no such tensor", code == 3 and "no tensor 'z'" in err and not os.path.exists(folder + "/c.ftc"), err)
    code, out, err = run(FTCERT, "refute", *words, "--tensor", "y", "--neurons", 0, "-o", folder + "/b.ftc")
    expect("refute --tensor", code == 0, out + err)
    model = plain_model(more=[onnx.node("Softmax", "y", "probabilities")], outputs="probabilities")
    f, certificate = certified(folder, model, "--tensor", "y", kind="rational")
    python = [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py"), certificate, "--model", f]
    code, out, _ = run(*python, "--tensor", "y")
    expect("ftcheck.py --tensor", code == 0 and "network f is the function of that file at all 6 samples" in out, out)
    code, out, _ = run(*python)
    expect("ftcheck.py: the tensor is in the certificate", code == 0 and "network f is the function of that file at all 6 samples" in out, out)
    code, out, _ = run(*python, "--tensor", "h3")
    expect("ftcheck.py, another tensor", code == 1 and "E208" in out, out)
    expect("ftcheck.py --tensor needs --model", run(*python[:3], "--tensor", "y")[0] == 2)
    for verb in ("recheck", "explain"):
        code, out, err = run(FTCERT, verb, certificate, "--model", f, "--tensor", "y")
        expect(f"{verb} --tensor", code == 0 and "at all 6 samples" in out, out + err)
        code, out, err = run(FTCERT, verb, certificate, "--model", f)
        expect(f"{verb}: the tensor is in the certificate", code == 0 and "at all 6 samples" in out, out + err)
    made = folder + "/p.onnx"
    code, out, err = run(FTCERT, "patch", certificate, "--model", f, "--tensor", "y", "-o", made, "--uncertified")
    nodes = node_names(content(made))
    expect("patch --tensor", code == 0 and "what f computes from this tensor, it computes from f + g" in out, out + err)
    expect("its outputs", output_names(content(made)) == ["probabilities", "y_frozen"], output_names(content(made)))
    expect("the Softmax reads the sum", nodes[-1] == ("Softmax", ["y"], ["probabilities"]) and nodes[-2][2] == ["y"], nodes[-2:])
    expect("in order", all(node[1][0] in ["x"] + [name for other in nodes[:i] for name in other[2]] for i, node in enumerate(nodes) if node[1]))
    expect_sum("--tensor", made, "y", "y_frozen")
    # Once more: the certificate's f is the tensor that was patched first.
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", made, "--tensor", "y_frozen", "--output", 1, "--network", g, "-o",
                         folder + "/d.ftc", "--format", "float32")
    expect("f in a patched model", code == 0, out + err)
    code, out, err = run(FTCERT, "patch", folder + "/d.ftc", "--model", made, "--tensor", "y_frozen", "-o", folder + "/q.onnx")
    expect("a patch beside a patch", code == 0 and output_names(content(folder + "/q.onnx"))
           == ["probabilities", "y_frozen", "y_frozen_frozen"], out + err)
    expect_sum("a patch beside a patch", folder + "/q.onnx", "y_frozen", "y_frozen_frozen")


def refusals(folder):
    f, certificate = certified(folder, plain_model())
    made = folder + "/none.onnx"
    text = open(certificate).read()
    wrong = write(folder, "wrong.ftc", text.replace("-3/8", "-3/4"))
    assert text != open(wrong).read()
    zero = write(folder, "zero.csv", "x1,x2,label\n1,2,3\n4,5,6\n7,8,%d\n" % 2 ** 200)
    run(FTCERT, "certify", "--data", zero, "-o", folder + "/zero.ftc")
    run(FTCERT, "refute", "--data", folder + "/d.csv", "--model", f, "--output", 1, "--neurons", 0, "-o", folder + "/bound.ftc")
    other = write(folder, "other.onnx", content(f) + onnx.field(5, 1))
    large = write(folder, "large.csv", "x1,x2,label\n0,0,\n%d,0,%s\n" % (1, 2 ** 200))
    network = write(folder, "large.g.csv", "layer,bias,weights\n1,0,1,0\n2,0,%d\n" % (2 ** 200 - by_hand((1, 0), 1)[0]))
    code, out, err = run(FTCERT, "certify", "--data", large, "--model", f, "--output", 1, "--network", network, "-o", folder + "/large.ftc")
    expect("certify a large weight", code == 0, err)
    for name, code, words, arguments in (
            ("a certificate that does not hold", 1, "E219", [wrong, "--model", f]),
            ("another model", 1, "E207", [certificate, "--model", other]),
            ("a certificate without a model", 1, "E209", [folder + "/zero.ftc", "--model", f]),
            ("a bound", 2, "E104", [folder + "/bound.ftc", "--model", f]),
            ("a name that is taken", 2, "E101", [certificate, "--model", f, "--output-name", "h1"]),
            ("another tensor", 1, "E202", [certificate, "--model", f, "--tensor", "h9"][:3] + ["--tensor", "h2", "--max-work", 10 ** 9]),
            ("a weight out of range", 2, "E104", [folder + "/large.ftc", "--model", f, "--uncertified"])):
        found, out, err = run(FTCERT, "patch", *arguments, "-o", made)
        if name == "another tensor":  # three components instead of two: the values differ
            expect(name, found == 1 and not os.path.exists(made), (found, out + err))
            continue
        expect(name, found == code and words in err and not os.path.exists(made), (found, out + err))
    for output in (f, certificate):
        before = content(output)
        found, out, err = run(FTCERT, "patch", certificate, "--model", f, "-o", output)
        expect("an input as the output", found == 2 and "E103" in err and content(output) == before, out + err)
    expect("--model is needed", run(FTCERT, "patch", certificate, "-o", made)[0] == 2)
    # In float64 the large weight has room.
    found, out, err = run(FTCERT, "patch", folder + "/large.ftc", "--model", f, "-o", made, "--format", "float64", "--uncertified")
    expect("a conversion back that overflows", found == 2 and "overflow" in err and not os.path.exists(made), (found, out + err))


def wishes(folder):
    """What certify cannot do for a patch is said, and an option without its use is refused."""
    data = write(folder, "wish.csv", "x1,x2,label\n0.1,0.2,\n0.3,-1,16/3\n2,3,\n4,5,-1\n")
    for wish in ("0", "1/1000"):
        target = folder + f"/w{wish[0]}.ftc"
        code, out, err = run(FTCERT, "certify", "--data", data, "--format", "float32", "--deviation", wish, "-o", target, "--json", folder + "/w.json")
        if wish == "0":  # 16/3 is no sum of products of binary numbers
            expect("--deviation 0", code == 5 and "E501" in err and "expected at most 0" in err and not os.path.exists(target), out + err)
            continue
        summary = json.load(open(folder + "/w.json"))
        expect("--deviation " + wish, code == 0 and summary["deviation_met"] and summary["deviation_asked"] == wish
               and 0 < Fraction(summary["deviation"]) <= Fraction(wish) and "WARNING" not in out, out + err)
    code, out, err = run(FTCERT, "certify", "--data", data, "-o", folder + "/n.ftc", "--output-name", "z")
    expect("--output-name without --patch", code == 2 and "--patch" in err and not os.path.exists(folder + "/n.ftc"), out + err)


def cancelling(folder):
    """A slab between samples that are no floats: what is off by cancellation need not be off when it runs."""
    f = write(folder, "f.onnx", plain_model())
    data = write(folder, "slab.csv", "x1,x2,label\n" + "".join(
        "%d/3,%d/7,%s\n" % (10 * i, i, by_hand((Fraction(10 * i, 3), Fraction(i, 7)), 1)[0] + 1 if i == 2 else "") for i in range(1, 7)))
    code, out, err = run(FTCERT, "certify", "--data", data, "--model", f, "--output", 1, "--construction", "hats", "-o", folder + "/slab.ftc")
    expect("certify a slab", code == 0, out + err)
    code, out, err = run(FTCERT, "patch", folder + "/slab.ftc", "--model", f, "-o", folder + "/slab.onnx", "--json", folder + "/slab.json", "--uncertified")
    summary = json.load(open(folder + "/slab.json"))
    moved = summary["kept"] - summary["kept_zero"]
    expect("it is said first", code == 0 and 0 < moved <= 5 and f"WARNING: at {moved} of 5 kept samples g need not be 0" in out, out + err)
    expect("and last", out.splitlines()[-1].endswith(f"changed=1 kept_zero={5 - moved}") and not summary["keeps_bits"], out)


from fractions import Fraction  # noqa: E402

with tempfile.TemporaryDirectory() as temporary:
    for number, test in enumerate((default_patch, options, overridable, quantised, tensors, refusals, wishes, cancelling)):
        folder = os.path.join(temporary, str(number))
        os.mkdir(folder)
        test(folder)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
