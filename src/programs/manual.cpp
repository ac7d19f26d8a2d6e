#include "programs/manual.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr const char* kDiabetes = "--data data/diabetes/changed.csv --model data/diabetes/model.onnx";

std::vector<Manual> verbs() {
  const std::string diabetes = kDiabetes;
  return {
      {"certify",
       {"A network g is added to the frozen network f, so that f + g equals the label at every sample, and what the "
        "certificate says is recomputed before it is "
        "written. An empty label keeps what f says.",
        "With --format float32 or float64, or --patch, the certificate is about every floating-point execution."},
       {"s CERTIFIED interpolation layers=L neurons=M samples=K changed=N",
        "s CERTIFIED specification layers=L neurons=M samples=K changed=N specified=S",
        "s CERTIFIED execution arithmetic=A g=A layers=L neurons=M samples=K changed=N deviation<=Q",
        "s CERTIFIED execution arithmetic=A g=A layers=L neurons=M samples=K changed=N specification specified=S",
        "s CONSTRUCTIONS count=C"},
       {{"OUT.ftc",
         "the certificate, a text file: the format is described in certificate-format.md, which is installed"},
        {"P.onnx", "with --patch: f + g, to deploy"}},
       {{"ftcert certify " + diabetes + " -o net.ftc --quiet",
         {"s CERTIFIED interpolation layers=2 neurons=7 samples=442 changed=20"}}},
       {{5, "No network was found that keeps what has to be kept in floating point (E501)."}}},
      {"pieces",
       {"Beside every fraction stands a decimal: behind = the same number, behind ~ one that is rounded to the nearest "
        "with 6 significant digits."},
       {"s PIECES layers=L neurons=M pieces=P kinks=Q", "s PIECES layers=L neurons=M forms=F pieces=P kinks=Q"},
       {{"CERT", "the certificate"}},
       {{"printf 'x,label\\n0,\\n1,\\n2,1/3\\n3,\\n4,\\n' > hat.csv", {}},
        {"ftcert certify --data hat.csv -o hat.ftc --quiet",
         {"s CERTIFIED interpolation layers=2 neurons=3 samples=5 changed=1"}},
        {"ftcert pieces hat.ftc --quiet", {"s PIECES layers=2 neurons=3 pieces=4 kinks=3"}}},
       {}},
      {"explain",
       {"Two certificates, of any kinds and about any data, are compared: what is the same in both, what differs, the "
        "largest difference of g at the samples that "
        "both have, and of a network and a bound whether they meet."},
       {"s EXPLAINED CLAIM", "s COMPARED same=S different=D shared_samples=K [g_differs=N] [pair=exact|interval]"},
       {{"X.svg", "the picture"}, {"X.v", "the theorem, for Coq"}},
       {{"ftcert explain hat.ftc -o hat.svg --quiet",
         {"s EXPLAINED interpolation layers=2 neurons=3 samples=5 changed=1"}},
        {"ftcert refute --data hat.csv -o low.ftc --quiet", {"s BOUND layers=2 neurons>=3 samples=5 changed=1"}},
        {"ftcert explain hat.ftc low.ftc | tail -n 1", {"s COMPARED same=9 different=14 shared_samples=5 pair=exact"}}},
       {}},
      {"recheck",
       {"A checker compares digests and reads no model; this verb reads it and compares both functions exactly at "
        "every sample."},
       {"s VERIFIED CLAIM", "s NOT VERIFIED E204 line 12: .."},
       {{"CERT", "the certificate"}, {"F", "the model file that it binds"}},
       {{"ftcert recheck net.ftc --model data/diabetes/model.onnx --quiet",
         {"s VERIFIED interpolation layers=2 neurons=7 samples=442 changed=20"}}},
       {}},
      {"evaluate",
       {"The rows need no label: they may be others than those of the certificate."},
       {"s EVALUATED rows=K outputs=P [changed=C] [decisions_changed=D] [right_before=R] [right_after=R] "
        "[rows_changed=N]"},
       {{"FILE.csv", "the table"}},
       {{"ftcert evaluate --data hat.csv --certificate hat.ftc -o values.csv --quiet",
         {"s EVALUATED rows=5 outputs=1 changed=1 rows_changed=1"}}},
       {}},
      {"refute",
       {"With one hidden layer in any dimension, with two along a line."},
       {"s BOUND layers=L neurons>=M samples=K changed=N", "s BOUND layers=L neurons>=M samples=K specified=S"},
       {{"OUT.ftc", "the certificate"}, {"OUT.ftc.state", "the state of a long search by patterns, for --resume"}},
       {{"ftcert refute --data hat.csv -o low.ftc --quiet", {"s BOUND layers=2 neurons>=3 samples=5 changed=1"}}},
       {{5, "It could not be shown (E501)."}}},
      {"solve",
       {"The certificates are compared as ftcheck --pair does. It is said what would close a gap."},
       {"s SOLVED exact layers=L neurons=M samples=K changed=N",
        "s SOLVED interval layers=L neurons=M..M samples=K changed=N",
        "s SOLVED exact|interval layers=L neurons=M[..M] samples=K specified=S"},
       {{"NET.ftc", "the certificate of the network"},
        {"BOUND.ftc", "the certificate that fewer neurons do not suffice; not written where none is needed"}},
       {{"ftcert solve --data hat.csv -o net3.ftc --bound low3.ftc --quiet",
         {"s SOLVED exact layers=2 neurons=3 samples=5 changed=1"}}},
       {}},
      {"bounds",
       {"K samples, N of which change; networks with L affine maps, all of them. For ranges there is a row for each "
        "pair with N <= K: 20 are told, -o FILE.csv has "
        "all, and -o FILE.svg draws them along the range."},
       {"s BOUNDS layers=L neurons=M[..M] samples=K changed=N [dimension=D] [rows=R]"},
       {{"FILE.csv", "a header and a line for each row, the same columns for every depth"},
        {"FILE.svg", "the picture"}},
       {{"ftcert bounds --samples 442 --changed 20 --quiet", {"s BOUNDS layers=2 neurons=60 samples=442 changed=20"}},
        {"ftcert bounds --samples 10..1000 --changed 5 -o table.csv -o plot.svg --quiet",
         {"s BOUNDS layers=2 neurons=8..15 samples=10..1000 changed=5 rows=991"}}},
       {}},
      {"worst",
       {"The labels are explicit: certify finds a network for them, and refute proves that fewer neurons do not "
        "suffice."},
       {"s WORST layers=L [neurons>=M] samples=K changed=N [dimension=D]"},
       {{"OUT.csv", "the data: a column of features for each dimension, and a column label"}},
       {{"ftcert worst --samples 20 --changed 3 -o worst.csv --quiet",
         {"s WORST layers=2 neurons>=9 samples=20 changed=3"}}},
       {{5, "In general position: no data were found that need more than one neuron; nothing is written."}}},
      {"patch",
       {"The patched file is the model's byte for byte, with g beside it and one tensor renamed."},
       {"s PATCHED layers=L neurons=M samples=K changed=N kept_zero=Z"},
       {{"P.onnx", "f + g, to deploy"}, {"NEW.ftc", "the certificate, which now binds P.onnx"}},
       {{"ftcert certify " + diabetes + " --format float32 -o runs.ftc --quiet | cut -d ' ' -f 1-5",
         {"s CERTIFIED execution arithmetic=binary32 g=binary32"}},
        {"ftcert patch runs.ftc --model data/diabetes/model.onnx -o patched.onnx --quiet | cut -d ' ' -f 1-2",
         {"s PATCHED"}}},
       {}},
      {"audit",
       {"Each claim is decided with its evidence, on worst-case data and by theorems."},
       {"s AUDIT rows=R certificates=C STATUS=N .."},
       {{"DIR/report.html, DIR/report.md", "the report"},
        {"DIR/audit.json", "the same for machines"},
        {"DIR/certificates/*.ftc", "the certificates"},
        {"DIR/audit.files", "what belongs to the audit; nothing else is touched"}},
       {{"ftcert audit --max-samples 5 --layers 4 -o audit --quiet | cut -d ' ' -f 1-2", {"s AUDIT"}}},
       {{5, "Some rows are undecided; the report says what is missing."}}},
      {"sweep",
       {"What a plan is, is described in sweep-format.md. The same bytes come out of one program and of many: under "
        "mpirun, in Slurm arrays, or with --rank and --size."},
       {"s SWEPT units=U certified=C refuted=R undecided=D", "s SHARE rank=R size=S share=U"},
       {{"PLAN", "which families of data, sizes and seeds, and what is asked"},
        {"DIR", "a table, and the certificates"}},
       {{"printf 'FTCERT-PLAN 1.0\\nfamily worst\\nsamples 8\\nchanged 2\\nsolve\\nEND\\n' > tiny.plan", {}},
        {"ftcert sweep tiny.plan -o sweep --quiet", {"s SWEPT units=1 certified=1 refuted=1 undecided=0"}}},
       {}},
  };
}

std::vector<Manual> all() {
  std::vector<Manual> result = verbs();
  result.push_back(
      {"ftcert",
       {"Nothing that it says need be believed: ftcheck checks what it wrote.",
        "f is a frozen network (ONNX, .nnet), a column with its values, or 0; g is a small network with ReLUs. All "
        "arithmetic is exact."},
       {},
       {},
       {{"ftcert certify --data hat.csv -o hat.ftc --quiet",
         {"s CERTIFIED interpolation layers=2 neurons=3 samples=5 changed=1"}},
        {"ftcheck hat.ftc | head -n 1", {"s VERIFIED interpolation layers=2 neurons=3 samples=5 changed=1"}}},
       {}});
  result.push_back(
      {"ftcheck",
       {"Every statement of a certificate is recomputed; nothing else is trusted. With several certificates a line c "
        "file NAME stands before each verdict. "
        "Lines that begin with c say what was not checked."},
       {"s VERIFIED CLAIM", "s NOT VERIFIED E204 line 12: .."},
       {{"CERT", "a certificate, also packed by gzip"}, {"DIR", "all files *.ftc in it"}},
       {{"ftcheck --pair hat.ftc low.ftc | tail -n 1", {"s VERIFIED exact layers=2 neurons=3 samples=5 changed=1"}}},
       {{0, "Zero only when every certificate was fully verified."}}});
  return result;
}

}  // namespace

const std::vector<Manual>& manuals() {
  static const std::vector<Manual> result = all();
  return result;
}

const Manual& manual_of(std::string_view name) {
  const auto found = std::ranges::find(manuals(), name, &Manual::name);
  require(found != manuals().end(), "a manual page for each verb");
  return *found;
}

const std::vector<std::pair<int, std::string>>& exit_codes() {
  static const std::vector<std::pair<int, std::string>> result{
      {kExitDone, "Done; of a checker: verified."},
      {kExitRejected, "Rejected: a statement of the certificate is false (E2xx)."},
      {kExitUsage, "Usage: the command line cannot be understood (E1xx)."},
      {kExitMalformed, "Malformed input, or a version that is not known (E3xx)."},
      {kExitResources, "Resources: memory, time, work, a full disk, an interrupt (E4xx)."},
      {kExitIncomplete, "Incomplete: it could not be shown, or a file is missing (E5xx)."},
      {kExitInternal, "An internal error (E9xx)."}};
  return result;
}

}  // namespace ftcert
