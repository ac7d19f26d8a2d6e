#include "page/explanation.hpp"

#include <algorithm>

#include "ftcert/core/error.hpp"
#include "ftcert/explain/picture.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/explain/words.hpp"

namespace ftcert::page {

namespace {

// What is shown of a large network: its rows and their numbers from the first on, long fractions shortened.
constexpr std::size_t kMostRows = 60, kMostNumbers = 40, kMostDigits = 60;

std::string number(const Rational& value) { return shortened(value.text(), kMostDigits); }

std::string left_out(std::size_t count, std::size_t most, const std::string& noun) {
  return count <= most ? "" : "  .. and " + counted(count - most, "further " + noun);
}

void add_layer(std::vector<std::string>& lines, const AffineMap& map) {
  for (std::size_t r = 0; r < std::min(map.rows, kMostRows); ++r) {
    std::string line = "  " + std::to_string(r + 1) + ": bias " + number(map.bias[r]) + ", weights";
    for (std::size_t c = 0; c < std::min(map.columns, kMostNumbers); ++c) line += " " + number(map.weight(r, c));
    lines.push_back(line + left_out(map.columns, kMostNumbers, "weight"));
  }
  if (map.rows > kMostRows) lines.push_back(left_out(map.rows, kMostRows, "row"));
}

void add_network(std::vector<std::string>& lines, const std::string& name, const Network& network) {
  std::string shape = std::to_string(network.inputs());
  for (const AffineMap& map : network.layers()) shape += "-" + std::to_string(map.rows);
  lines.push_back(name + ": a ReLU network " + shape + ", " + counted(network.neurons(), "hidden neuron"));
  for (std::size_t l = 0; l < network.depth(); ++l) {
    const AffineMap& map = network.layers()[l];
    const bool hidden = l + 1 < network.depth();
    lines.push_back((hidden ? "Hidden layer " + std::to_string(l + 1) + ", " + counted(map.rows, "neuron")
                            : "Outputs, " + std::to_string(map.rows)) +
                    " of " + counted(map.columns, "input"));
    add_layer(lines, map);
  }
}

void add_f(std::vector<std::string>& lines, const CertificateBody& body) {
  if (body.f) add_network(lines, "f", *body.f);
}
std::vector<std::string> networks(const InterpolationCertificate& c) {
  std::vector<std::string> lines;
  add_network(lines, "g", c.g);
  add_f(lines, c);
  return lines;
}
std::vector<std::string> networks(const ExecutionCertificate& c) {
  std::vector<std::string> lines;
  add_network(lines, c.centre.empty() ? "g" : "g, of x less the centre", c.g);
  add_f(lines, c);
  return lines;
}
std::vector<std::string> networks(const BoundCertificate& c) {
  std::vector<std::string> lines;
  add_f(lines, c);
  return lines;
}

// Tells where a picture is missing.
template <class Draw>
void draw(Explanation& shown, const Draw& picture_of) {
  try {
    shown.picture = picture_of();
  } catch (const Error& error) {
    shown.words.push_back("No picture: " + error.text());
  }
}

void add(Explanation& shown, const InterpolationCertificate& c, const Residuals& residuals, const FileNames& names,
         const std::optional<Integer>& most_work) {
  shown.words = words(c, residuals, names, most_work);
  draw(shown, [&] { return picture(c, residuals, most_work); });
}
void add(Explanation& shown, const BoundCertificate& c, const Residuals& residuals, const FileNames& names,
         const std::optional<Integer>&) {
  shown.words = words(c, residuals, names);
  draw(shown, [&] { return picture(c, residuals); });
}
void add(Explanation& shown, const ExecutionCertificate& c, const Residuals& residuals, const FileNames& names,
         const std::optional<Integer>& most_work) {
  const ExecutionFacts facts = execution_facts(c, residuals);
  shown.words = words(c, residuals, facts, names);
  draw(shown, [&] { return picture(c, residuals, facts, most_work); });
}

}  // namespace

Explanation explain(const Certificate& certificate, const std::string& name, const Supplied& supplied) {
  FileNames names{name, {}, supplied.model ? supplied.model->name : ""};
  for (const SuppliedData& file : supplied.data) names.data.push_back(file.name);
  if (supplied.labels) names.labels = supplied.labels->name;
  return std::visit(
      [&](const auto& c) {
        Explanation shown;
        shown.networks = networks(c);
        add(shown, c, residuals_of(c, name, supplied), names, supplied.most_work);
        return shown;
      },
      certificate);
}

}  // namespace ftcert::page
