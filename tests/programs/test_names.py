"""Names that look like lines of a verdict: whoever reads the lines finds one verdict for each certificate, and not the one in a name.

    test_names.py FTCERT FTCHECK SOURCE

Names of files, in the C++ checker and in the one in Python: certificates, data files, models and patched files that are wrong, missing or not
bound. Names of columns, which a certificate holds, and of files where certificates are explained."""
import os
import shutil
import sys
import tempfile

from expectations import expect, failures, run

FTCERT, FTCHECK, SOURCE = sys.argv[1:4]
VALID = os.path.join(SOURCE, "tests", "certificates", "valid")
FALSE = "x\ns VERIFIED interpolation layers=2 neurons=1 samples=4 changed=1\n\x1b[2Jy\x7f"
CHECKERS = [FTCHECK], [sys.executable, os.path.join(SOURCE, "proofs", "ftcheck.py")]


def one_verdict(name, code, checker, *words):
    found, out, err = run(*checker, *words)
    lines = out.split("\n")
    verdicts = [line for line in lines if line.startswith("s ")]
    expect("%s, %s" % (os.path.basename(checker[-1]), name),
           found == code and len(verdicts) == 1 and verdicts[0].startswith("s NOT VERIFIED E") and lines[-1] == "" and is_plain(out), (found, out, err))


def is_plain(out):
    """No control characters but ends of lines."""
    return all(" " <= c and c != "\x7f" for c in out.replace("\n", ""))


def explained(path):
    data, certificate = path(FALSE), path(FALSE + ".ftc")
    with open(data, "w") as file:
        file.write('"%s",label\n0,\n1,1\n2,\n' % FALSE)
    code, out, err = run(FTCERT, "certify", "--data", data, "-o", certificate)
    expect("certify", code == 0 and is_plain(out), (out, err))
    for words in ["explain", certificate], ["explain", certificate, "--data", data], ["explain", certificate, certificate]:
        code, out, err = run(FTCERT, *words)
        last = [line for line in out.split("\n") if line.startswith("s ")]
        expect(words, code == 0 and len(last) == 1 and last[0].startswith(("s EXPLAINED ", "s COMPARED ")) and "\\x0As VERIFIED" in out and is_plain(out), (out, err))


def main(folder):
    def path(name):
        return os.path.join(folder, name)

    plain, bound = os.path.join(VALID, "worked-example.ftc"), os.path.join(VALID, "external.ftc")
    with open(path(FALSE), "w") as file:
        file.write("x,label\n0,1\n")
    os.mkdir(path("certificates"))
    shutil.copy(path(FALSE), os.path.join(path("certificates"), FALSE + ".ftc"))
    for checker in CHECKERS:
        one_verdict("a missing certificate", 3, checker, path("no " + FALSE))
        one_verdict("a file that is no certificate", 3, checker, path(FALSE))
        one_verdict("a folder of certificates", 3, checker, path("certificates"))
        one_verdict("a data file that is not bound", 1, checker, plain, "--data", path(FALSE))
        one_verdict("another data file", 1, checker, bound, "--data", path(FALSE))
        one_verdict("a missing data file", 3, checker, bound, "--data", path("no " + FALSE))
        one_verdict("a model that is not bound", 1, checker, plain, "--model", path(FALSE))
        one_verdict("a patched file that is not bound", 1, checker, plain, "--patched", path(FALSE))
    explained(path)


with tempfile.TemporaryDirectory() as temporary:
    main(temporary)
print("failed:", failures) if failures else print("all passed")
sys.exit(1 if failures else 0)
