#include "ftcert/verbs/quality_said.hpp"

#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/text.hpp"

namespace ftcert {

namespace {

constexpr unsigned kDigits = 3;

std::string bound(const Rational& value) { return rounded_up(value, kDigits); }

// "Run in float32 this network ..."
std::string run_line(const FormatQuality& format, bool specified = false) {
  const std::string run = "Run in " + text(format.format) + " this network ";
  if (!format.known) return "What this network does in " + text(format.format) + " was not computed: too much work.";
  if (!format.error)
    return run + "may overflow: what comes out may be infinite or no number, also where nothing was to change.";
  const ExecutionError& error = *format.error;
  std::string line = run;
  if (error.kept == 0) {
    line += "keeps no sample";
  } else if (error.keeps_all()) {
    line += "leaves f at " +
            (error.kept == 1 ? "the one kept sample" : "all " + std::to_string(error.kept) + " kept samples") +
            " as it is, to the last bit";
  } else {
    line += "may change " + std::to_string(error.kept - error.kept_zero) + " of " + counted(error.kept, "kept sample") +
            " (by up to " + bound(error.kept_error) + ")";
  }
  if (error.changed > 0 && specified) {
    line += ", and differs from g by up to " + bound(error.changed_error) + " at the changed ones";
  } else if (error.changed > 0) {
    line += error.changed_error.is_zero() ? ", and meets the changed labels exactly"
                                          : ", and meets the changed labels up to " + bound(error.changed_error);
  }
  return line + ".";
}

nlohmann::ordered_json error_json(const FormatQuality& format) {
  if (!format.known) return nullptr;
  nlohmann::ordered_json json;
  json["overflows"] = !format.error.has_value();
  json["kept"] = nullptr;
  json["kept_exact"] = nullptr;
  json["kept_bound"] = nullptr;
  json["changed_bound"] = nullptr;
  if (format.error) {
    json["kept"] = format.error->kept;
    json["kept_exact"] = format.error->kept_zero;
    if (format.error->kept > 0) json["kept_bound"] = bound(format.error->kept_error);
    if (format.error->changed > 0) json["changed_bound"] = bound(format.error->changed_error);
  }
  return json;
}

nlohmann::ordered_json touched_json(const Quality& quality) {
  if (!quality.touched) return nullptr;
  nlohmann::ordered_json json;
  json["points"] = kMovedPoints;
  json["seed"] = kTouchedSeed;
  json["radii"] = nlohmann::ordered_json::array();
  for (const TouchedVolume& v : *quality.touched) {
    json["radii"].push_back(
        {{"radius", v.radius.text()},
         {"touched", v.touched},
         {"share", decimal(Rational(v.touched, v.points), kDigits)},
         {"mean", v.touched == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(bound(v.mean))}});
  }
  return json;
}

std::string touched_line(const std::array<TouchedVolume, 3>& volumes) {
  std::string line = "Near kept samples (each feature moved by up to r standard deviations; " +
                     std::to_string(kMovedPoints) + " points, seed " + std::to_string(kTouchedSeed) + ") g is not 0 at";
  std::string before = " ";
  for (const TouchedVolume& v : volumes) {
    line += before + decimal(Rational(v.touched, v.points) * Rational(100), 1) + " %" +
            (v.touched == 0 ? "" : " (mean size " + bound(v.mean) + ")") + " for r = " + decimal(v.radius, 2);
    before = ", ";
  }
  return line + ".";
}

}  // namespace

std::vector<std::string> quality_warnings(const Quality& quality, bool specified) {
  std::vector<std::string> lines;
  for (const FormatQuality* format : {&quality.float32, &quality.float64}) {
    if (format->known && !format->survives()) lines.push_back(run_line(*format, specified));
  }
  return lines;
}

std::vector<std::string> quality_lines(const Quality& quality, bool certified, bool specified) {
  std::vector<std::string> lines;
  if (!certified) lines = {run_line(quality.float32, specified), run_line(quality.float64, specified)};
  if (!certified && (quality.float32.known || quality.float64.known)) {
    lines.push_back(
        "(Upper bounds over all orders of the additions, fused or not, with weights rounded to the format; the "
        "certificate does not claim them.)");
  }
  if (quality.kappa) {
    lines.push_back("kappa, the sums of the first layer beside what they have to resolve: at most " +
                    bound(*quality.kappa) + ".");
  }
  if (quality.touched) lines.push_back(touched_line(*quality.touched));
  return lines;
}

void add_quality(nlohmann::ordered_json& json, const Quality& quality) {
  json["kappa"] = quality.kappa ? nlohmann::ordered_json(bound(*quality.kappa)) : nlohmann::ordered_json();
  json["touched"] = touched_json(quality);
  json["float32_error"] = error_json(quality.float32);
  json["float64_error"] = error_json(quality.float64);
}

}  // namespace ftcert
