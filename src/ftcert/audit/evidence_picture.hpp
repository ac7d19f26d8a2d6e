// Small pictures of certificates about samples on a line, for a report.
//
// Purpose: the data of a counterexample at a glance. Of a certificate of interpolation: the samples, the graph of g and its kinks. Of a
// bound by forced kinks: the samples, and the intervals each of which holds a kink of the marked sign in every interpolant.
//
//   std::string svg = evidence_picture("fig-3.N2.ftc", bytes, "claimed: 4 pieces", "");   // empty: not drawn
#pragma once

#include <string>
#include <string_view>

namespace ftcert::audit {

// `title` is for readers without the picture; `style` as in Svg. Empty for samples in space, several outputs, no hidden neuron, or more samples
// than can be told apart. Errors: those of read_certificate().
std::string evidence_picture(const std::string& name, const std::string& bytes, const std::string& title,
                             std::string_view style);
// CSS of the marks that no other picture has.
std::string_view picture_style();

}  // namespace ftcert::audit
