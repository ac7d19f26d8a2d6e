"""The verified checker's line for a certificate, computed by Coq from its bytes, and the theorems about that line: these apply, and rest on no axiom.

    test_verified_coq.py VERIFIED SOURCE

With labels and with specifications, of every kind, with samples in two files, with labels in a second file, other delimiters, and a function of which some
values are known; a line that is not the one is not computed."""
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

VERIFIED, SOURCE = sys.argv[1:]
CORPUS = os.path.join(SOURCE, "tests", "certificates")
COMPILED = os.path.join(os.path.dirname(os.path.abspath(VERIFIED)), "proofs")  # the compiled theories
passed, failed = 0, 0


def expect(name, condition, shown=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print("FAILED", name, str(shown)[:500])


coqc = shutil.which("coqc")
if not coqc or not os.path.exists(os.path.join(COMPILED, "theories", "MainChecker.vo")):
    print("Coq or the compiled theories are missing: the line is not computed by Coq")
    sys.exit(0)

with tempfile.TemporaryDirectory() as folder:
    head = """From Coq Require Import String NArith QArith.
Local Open Scope nat_scope.
From FTCert Require Import Statements Meaning Certificate CheckFile CheckSpecifiedFile Work Verdict CheckerStatements SourceStatements FunctionMeaning FunctionStatements MainChecker.
Local Open Scope string_scope.
Definition bytes : string := "%s".
Definition limit : option N := Some 10000000000%%N.
Definition files : supplied_tables := SuppliedTables (%s nil)%%list (%s).
Lemma printed : verdict_line (answer limit bytes files None None) = "%s".
Proof. vm_compute; reflexivity. Qed.
"""
    said = """Lemma said : "%s" = %s_line %s.
Proof. vm_compute; reflexivity. Qed.
Theorem within : exists c ss, certificate_in limit bytes files None None c ss /\\ (work_of c ss <= 10000000000)%%N.
Proof. apply (proj1 (within_limitT _ bytes files None None %s 0)); %s; exact (eq_trans printed said). Qed.
Print Assumptions within.
"""
    specified = """Lemma said : "%s" = %s_line %s.
Proof. vm_compute; reflexivity. Qed.
Theorem within : exists c ss, specified_in limit bytes files None None c ss /\\ (specified_work c ss <= 10000000000)%%N.
Proof. apply (proj2 (within_limitT _ bytes files None None %s)); %s; exact (eq_trans printed said). Qed.
Print Assumptions within.
Definition holds := %s (proj2 (proj2 (proj2 (checker_soundT limit bytes files None None %s)))) %s (eq_trans printed said).
Print Assumptions holds.
"""
    claim = """Theorem holds : holds_of limit bytes files None None (fun F D P data => %s_claim F D P data %s).
Proof. exact (%s (checker_soundT limit bytes files None None %s) (eq_trans printed said)). Qed.
Print Assumptions holds.
"""
    sources = """Theorem sources : exists c ss, certificate_in limit bytes files None None c ss /\\ (external (body_of c) = true -> exists d ss',
  data (body_of c) = Some d /\\ from_files (ReadData.samples_in limit (body_of c) d) d files ss').
Proof.
destruct within as [c [ss [cin _]]]; exists c, ss; split; [exact cin|intros ext].
destruct (external_samplesT _ _ _ _ _ _ _ cin ext) as [d [ss' [e from _]]]; exists d, ss'; split; assumption.
Qed.
Print Assumptions sources.
"""
    functions = """Definition functions := %s (functions_soundT limit bytes files None None %s) (eq_trans printed said).
Print Assumptions functions.
"""
    execution = """Definition holds := proj1 (proj2 (proj2 (checker_soundT limit bytes files None None %s))) %s (eq_trans printed said).
Print Assumptions holds.
"""

    def theorems(line):
        """What the theorems of the checker say of this line."""
        kind = line.split()[2]
        words = dict(word.split("=") for word in line.split()[3:] if "=" in word)
        if "specified" in words:
            # what a line does not state is any number
            numbers = [words.get(name) or words.get(name + ">") or "0" for name in ("layers", "neurons", "samples", "changed", "specified")]
            stated = " ".join(numbers[:3] + numbers[4:] if kind == "bound" else numbers)
            formats = " ".join(words[name].title() for name in ("arithmetic", "g") if name in words)
            name, which, part = {"specification": ("specification", "1", "proj1"),
                                 "bound": ("specified_bound", "2", "(fun s => proj1 (proj2 s))"),
                                 "execution": ("specified_execution", "3; do 2 eexists", "(fun s => proj2 (proj2 s))")}[kind]
            return specified % (line, name, stated + " " + formats, " ".join(numbers), "constructor " + which, part, " ".join(numbers[:4]),
                                numbers[4] + " " + formats)
        numbers = " ".join(words.get(name) or words[name + ">"] for name in ("layers", "neurons", "samples", "changed"))
        if kind == "execution":
            deviation = words["deviation<"] if "/" in words["deviation<"] else words["deviation<"] + "/1"
            more = "%s %s (%s)%%Q" % (words["arithmetic"].title(), words["g"].title(), deviation.replace("/", "#"))
            return said % (line, kind, numbers + " " + more, numbers, "constructor 3; do 3 eexists") + execution % (numbers, more)
        which, part = ("2", "(fun s => proj1 (proj2 s))") if kind == "bound" else ("1", "proj1")
        of_four = "(fun s => match s with and4%s => h end)" % (" _ h _ _" if kind == "bound" else " h _ _ _")
        return (said % (line, kind, numbers, numbers, "constructor " + which) + claim % (kind, numbers, part, numbers)
                + functions % (of_four.replace("and4", "ssrbool.And4"), numbers))

    def compiles(text):
        with open(os.path.join(folder, "line.v"), "w") as file:
            file.write(text)
        command = [coqc, "-w", "none", "-Q", os.path.join(COMPILED, "theories"), "FTCert", os.path.join(folder, "line.v")]
        done = subprocess.run(command, capture_output=True, text=True)
        return done.returncode == 0, done.stdout + done.stderr

    def quoted(path):
        with open(path, newline="") as file:
            return file.read().replace('"', '""')

    def supplied(path):
        with open(path, "rb") as file:
            return 'SuppliedFile "%s" "%s"' % (hashlib.sha256(file.read()).hexdigest(), quoted(path))
    # All in one file, each in a module: loading the theories and looking for axioms take longer than the theorems.
    modules, theorem_names = [], []
    for folder_, name in (("valid", "worked-example"), ("valid", "frozen-network"), ("valid", "lower-signs-zigzag"),
                          ("valid", "patterns-worked-example"), ("invalid", "patterns-e223-split-twin-assignment"),
                          ("valid", "execution-worked-example"), ("valid", "execution-sum-after-step"), ("valid", "parts-worked-example"), ("valid", "parts-bound"),
                          ("valid", "table-semicolon"), ("valid", "table-labels"), ("valid", "computed-worked-example"), ("valid", "computed-lower-kept"),
                          ("valid", "specification-words"), ("valid", "specification-classes"), ("valid", "specification-bound-classes"),
                          ("valid", "specification-exhaustion"), ("valid", "specification-patterns"),
                          ("valid", "specification-execution-classes"), ("valid", "specification-execution-intervals-mixed"),
                          ("invalid", "e204-keep"), ("invalid", "e214-one-neuron-more")):
        certificate = os.path.join(CORPUS, folder_, name + ".ftc")
        words = certificate[:-4] + ".args"
        arguments = open(words).read().split() if os.path.exists(words) else []
        arguments = [os.path.join(CORPUS, folder_, word) if word.endswith(".csv") else word for word in arguments]
        named = list(zip(arguments[::2], arguments[1::2]))
        files = [path for option, path in named if option == "--data"]
        labels = [path for option, path in named if option == "--labels"]
        printed = subprocess.run([VERIFIED, certificate] + arguments, capture_output=True, text=True).stdout.splitlines()[0]
        source = head % (quoted(certificate), " :: ".join(map(supplied, files)) + " ::" * (len(files) > 0),
                         "Some (%s)" % supplied(labels[0]) if labels else "None", printed.replace('"', '""'))
        if folder_ == "valid":
            source += theorems(printed) + sources * (len(files) > 0)
        kind = printed.split()[2]
        labelled = kind == "interpolation" or kind == "bound" and "changed=" in printed
        closed = 2 + (len(files) > 0) + labelled if folder_ == "valid" else 0
        asserted = re.findall(r"^Print Assumptions (\w+)\.$", source, re.M)
        expect("theorems about the line of " + name, len(asserted) == closed, source)
        module = "M%d" % len(modules)
        modules.append("Module %s.  (* %s *)\n%sEnd %s.\n" % (module, name, re.sub("^Print Assumptions .*\n", "", source, flags=re.M), module))
        theorem_names += ["%s.%s" % (module, theorem) for theorem in asserted]
    done, shown = compiles("".join(modules) + "Definition all : True :=\n%s  I.\nPrint Assumptions all.\n" % "".join("  let _ := @%s in\n" % n for n in theorem_names))
    expect("Coq prints every line, and the theorems rest on no axiom", done and shown == "Closed under the global context\n", shown)
    done, shown = compiles(source.replace("NOT VERIFIED", "VERIFIED"))
    expect("Coq prints no other line", not done and "line.v" in shown, shown)

print("%d passed, %d failed" % (passed, failed))
sys.exit(1 if failed else 0)
