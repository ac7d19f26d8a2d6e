// A certificate in words.
//
// Purpose: says to a user what a certificate claims, about which data, how its network was found and how far it
// is from being wrong (of a lower bound: which samples force which kinks, and how these are counted; of executions: which are meant, and which samples
// come closest to what is stated), what has
// to be trusted and how to check it. Numbers that are not exact are marked: "about 1.23e-7". What the words say
// about g, and about kinks, is recomputed; what they say about margins was recomputed by the checker, which has
// to be run first.
//
//   check(certificate, name, supplied);
//   for (const std::string& line : words(c, residuals_of(c, name, supplied), {name, {}, ""})) std::cout <<
//   line << "\n";
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/explain/class_names.hpp"
#include "ftcert/explain/execution_facts.hpp"
#include "ftcert/explain/residuals.hpp"

namespace ftcert {

// As the user typed them, for the command lines; empty: not given. And what the components of f are called.
struct FileNames {
  std::string certificate;
  std::vector<std::string> data;
  std::string model;
  ClassNames classes{};
  std::string labels{};  // the file with the labels, where they are in a second one
};

// Where a construction comes from, and the number of neurons that it promises, as a formula.
struct ConstructionSource {
  std::string source, promise;
};
// That of a construction of this name; nullopt: there is none. Empty: nothing is said about it.
using KnownConstructions = std::function<std::optional<ConstructionSource>(const std::string& name)>;

// Lines of text: headings, and paragraphs indented by two spaces. Errors: kWork when g has too many pieces.
std::vector<std::string> words(const InterpolationCertificate& certificate, const Residuals& residuals,
                               const FileNames& files, const std::optional<Integer>& most_work = kMostWork,
                               const KnownConstructions& known = {});
std::vector<std::string> words(const BoundCertificate& certificate, const Residuals& residuals, const FileNames& files);
std::vector<std::string> words(const ExecutionCertificate& certificate, const Residuals& residuals,
                               const ExecutionFacts& facts, const FileNames& files);

}  // namespace ftcert
