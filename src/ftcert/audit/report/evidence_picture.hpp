// Small pictures of certificates about samples on a line, for a report.
//
// Purpose: the data of a counterexample at a glance. Of a certificate of interpolation: the samples, the graph of g and its kinks. Of a
// bound by forced kinks: the samples, and the intervals each of which holds a kink of the marked sign in every interpolant.
//
//   auto picture = evidence_picture("fig-3.N2.ftc", bytes, "claimed: 4 pieces");   // nullopt: not drawn
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ftcert/explain/svg.hpp"

namespace ftcert::audit {

struct EvidencePicture {
  Svg svg;
  bool forced_kinks = false;  // it has bars, the intervals of forced kinks
};

// `title` is for readers without the picture. Nullopt for samples in space, several outputs, no hidden neuron, or more samples than can be
// told apart. Errors: those of read_certificate().
std::optional<EvidencePicture> evidence_picture(const std::string& name, const std::string& bytes,
                                                const std::string& title);
// CSS of the marks that no other picture has.
std::string_view picture_style();

}  // namespace ftcert::audit
