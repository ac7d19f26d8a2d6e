// The section of an explanation that says what samples may be, and how f, and f + g, are to that.
#pragma once

#include "ftcert/explain/prose.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

// Of what f + g is known.
enum class Known { kReal, kInEveryExecution, kNothing };

// Contract: residuals.specified; facts of the same.
void say_specification(Prose& prose, const Residuals& residuals, const SpecifiedFacts& facts, const ClassNames& names,
                       Known known);

// What f + g has to be at a specified sample, as the end of a sentence.
std::string requirement(const CertificateBody& body);

// "from 1 to 5/4", "at least 1", "exactly 1", "any number"; with `exactly` = "": "1".
std::string readable_text(const Interval& interval, const std::string& exactly = "exactly ");
// Of a bound: "" for one component, "output 2", "the difference of outputs 3 (cat) and 5 (dog), counted from 0".
std::string observed_text(const ObservedOutput& observed, std::size_t outputs, const ClassNames& names);

// "sample 7, component 2", "sample 7".
std::string place_text(const SpecifiedEntry& entry, const Specified& specified);
// "class 0 (clear) or 1 (left)", "1..5/4", with readable numbers.
std::string asked_text(const SpecifiedEntry& entry, const Specified& specified, const ClassNames& names);

}  // namespace ftcert
