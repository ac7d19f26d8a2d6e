#include "ftcert/explain/body_words.hpp"
#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/specification_words.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

// What a certificate states, as a decimal number where it is one with few digits: "0.00974".
std::string stated(const Rational& value) {
  constexpr unsigned kDigits = 6;
  if (value.is_zero()) return "0";
  const Rational digits = value * power_of_ten(static_cast<long>(kDigits) - 1 - decimal_exponent(value));
  return digits.denominator() == 1 ? rounded(value, kDigits) : readable(value);
}

class ExecutionWords {
 public:
  ExecutionWords(const ExecutionCertificate& c, const Residuals& residuals, const ExecutionFacts& facts,
                 const FileNames& files)
      : c_(c), residuals_(residuals), facts_(facts), files_(files) {}

  std::vector<std::string> write() {
    claim();
    scope();
    say_data(prose_, c_, residuals_);
    say_frozen(prose_, c_);
    operators();
    if (facts_.specification)
      say_specification(prose_, residuals_, *facts_.specification, files_.classes, Known::kInEveryExecution);
    correction();
    kept();
    changed();
    patched();
    say_how_to_check(prose_, c_, files_, "what every execution of g may return at every sample", Theorem::kNone);
    return prose_.lines();
  }

 private:
  void say(const std::string& text) { prose_.say(text); }
  std::string arithmetic() const { return ieee_name(c_.claim.arithmetic); }
  std::string format_of_g() const { return ieee_name(c_.claim.g); }
  std::string kept_components() const {
    return c_.outputs == 1
               ? counted(facts_.kept_components, "sample")
               : counted(facts_.kept_components, "component") + " of " + counted(c_.claim.samples, "sample");
  }

  void claim() {
    prose_.heading("What is claimed (" + c_.claim.text() + ")");
    say("A network g with " + counted(c_.claim.layers - 1, "hidden layer") + " and " +
        counted(c_.claim.neurons, "hidden ReLU neuron") + ", which runs in " + format_of_g() +
        ", is added to a function f in a model that runs in " + arithmetic() +
        ". In every floating-point execution, whatever the order of its sums:");
    if (facts_.kept_components > 0)
      say("- at " + kept_components() +
          (c_.specification ? " nothing is specified, or g is not needed" : " the label is kept, or f has it already") +
          ": there g returns 0. At a kept sample the patched output equals, bit "
          "for bit, the output f of the same run of the patched file (-0 may become +0, a subnormal may become 0 under "
          "flush), provided the last Add is executed as an operation of its own;");
    if (c_.specification)
      say("- in what is returned for f + g at each of " + counted(*c_.claim.specified, "specified sample") + " " +
          requirement(c_) + ";");
    else if (c_.claim.changed > 0)
      say("- at the other " + (c_.outputs == 1 ? counted(c_.claim.changed, "sample") : std::string("components")) +
          " g differs from y - f, f the real function, by at most " + stated(c_.claim.deviation) + ";");
    if (c_.output_deviation)
      say("- there the sum that is returned for f + g differs from the label y by at most " +
          stated(*c_.output_deviation) + ";");
    say("- no operation overflows.");
    if (!c_.output_deviation && !c_.specification)
      say("How executions of f round is not bounded: f is a real function here, and so the distance of the sum f + g "
          "from "
          "the label is not part of the claim.");
  }

  void scope() {
    prose_.heading("For which executions");
    say("Sums in any order and in any blocks, products added with or without rounding (FMA), rounding to nearest with "
        "ties "
        "either way, intermediate results in a wider format, subnormal numbers flushed to 0 or not.");
    say("Not covered: Strassen, Winograd and FFT products; layers that are multiplied into one another, or quantised; "
        "operands of fewer bits (TF32, bfloat16, binary16), which some runtimes use by themselves; other rounding than "
        "to nearest; inputs other than the samples. That f in the patched file returns what f in the original file "
        "returns "
        "is a property of the runtime.");
    if (c_.claim.g == FloatFormat::kBinary64 && c_.claim.arithmetic == FloatFormat::kBinary32)
      say("Where a runtime computes binary64 in binary32 the certificate is void.");
  }

  void operators() {
    std::size_t steps = 0;
    if (c_.operators) {
      for (const auto& some : c_.operators->steps) steps += some.size();
    }
    if (steps > 0)
      say("It stands there as the operators of its model: between its layers, " + counted(steps, "operation") +
          " on each component (addition, subtraction, multiplication or division).");
  }

  void correction() {
    prose_.heading("The correction g");
    say("g is a ReLU network " + shape_of(c_.g) + "; its weights and biases are numbers of " + format_of_g() + ". " +
        (c_.centre.empty() ? "It reads the point itself."
                           : "It reads the point minus a centre, which " + format_of_g() + " subtracts first."));
    if (c_.claim.g != c_.claim.arithmetic)
      say("What it reads is converted from " + arithmetic() + " to " + format_of_g() +
          ", and what it returns back to " + arithmetic() + ".");
  }

  void kept() {
    if (facts_.kept_components == 0) return;
    prose_.heading("Where g has to be 0");
    say("g is 0, to the last bit, in every execution at " + kept_components() + "; " +
        counted(facts_.kept_samples, "sample") + (facts_.kept_samples == 1 ? " is" : " are") + " kept in " +
        (c_.outputs == 1 ? "this way." : "all components."));
    const KeptUnits& units = facts_.units;
    if (units.off + units.exact + units.other == 0) return;
    say("At the kept samples hidden units are off " + counted(units.off, "time") +
        ", on with a value that no execution "
        "rounds " +
        counted(units.exact, "time") + ", and on or near their kink with rounding " + counted(units.other, "time") +
        ".");
    if (!units.nearest) return;
    const std::string where = "hidden layer " + std::to_string(units.nearest->layer) + ", sample " +
                              std::to_string(units.nearest->sample + 1);
    say(units.nearest->margin.is_zero()
            ? "The least margin by which a unit is off is 0 (" + where +
                  "): its input reaches its kink and no execution passes it."
            : "The least margin by which a unit is off is " + readable(units.nearest->margin) + " (" + where +
                  "): so far its input stays below 0 in every execution.");
  }

  std::string at(const Distance& d) const {
    return "sample " + std::to_string(d.sample + 1) +
           (c_.outputs == 1 ? std::string() : ", component " + std::to_string(d.component + 1));
  }

  static std::string parts(const Distance& d) {
    return readable(d.total()) + ", of which " + readable(d.rounding) + " for rounding";
  }

  void changed() {
    if (!facts_.closest) return;
    prose_.heading("Where labels change");
    say("The sample that comes closest to the stated deviation " + stated(c_.claim.deviation) + ": " +
        at(*facts_.closest) + ". There g as a real function is " + readable(facts_.closest->real) +
        " from y - f, and an execution may be " + parts(*facts_.closest) + ".");
    say("Rounding alone moves g by at most " + readable(facts_.most_rounded->rounding) + " (" +
        at(*facts_.most_rounded) + ").");
    if (!facts_.closest_output) return;
    say("f + g: an execution may be " + parts(*facts_.closest_output) + ", from the label at " +
        at(*facts_.closest_output) + "; stated is " + stated(*c_.output_deviation) + ".");
  }

  void patched() {
    prose_.heading("The file to deploy");
    say(c_.patched ? "The certificate binds a patched model with SHA-256 " + *c_.patched + "."
                   : "The certificate binds no patched model: any file whose g is this one, added to this f, will do.");
    say("ftcheck reads a patched model and compares its g with the certificate's, and its other part with the model "
        "file:");
    prose_.command("ftcheck " + quoted(files_.certificate) + " --patched PATCHED" + (c_.model ? " --model MODEL" : ""));
  }

  const ExecutionCertificate& c_;
  const Residuals& residuals_;
  const ExecutionFacts& facts_;
  const FileNames& files_;
  Prose prose_;
};

}  // namespace

std::vector<std::string> words(const ExecutionCertificate& certificate, const Residuals& residuals,
                               const ExecutionFacts& facts, const FileNames& files) {
  return ExecutionWords(certificate, residuals, facts, files).write();
}

}  // namespace ftcert
