// Certificates of kind `bound`: no network of this depth with fewer neurons fits the samples.
//
// Purpose: a line through samples, in order, and what a method needs to count kinks along it (proofs/certificate-format.md, section 9); or trees
// of activation patterns (section 16). Invariant kept by the reader: the line of a method on a line has at least two points.
//
//   BoundCertificate c;
//   c.claim = {3, 25, 1000, 49};
//   c.method = &kSigns;
//   c.line.points = {{0, 0, 0}, {1, 1, 0}, {2, 0, 0}};   // sample 1 forces a convex kink
#pragma once

#include <algorithm>
#include <utility>

#include "ftcert/certificate/body.hpp"
#include "ftcert/certificate/method.hpp"
#include "ftcert/certificate/patterns.hpp"

namespace ftcert {

struct BoundClaim {
  std::size_t layers = 0;                  // affine maps of the networks that are excluded
  std::size_t neurons = 0;                 // every network that fits has at least so many hidden neurons
  std::size_t samples = 0;                 // K
  std::size_t changed = 0;                 // N; without a specification
  std::optional<std::size_t> specified{};  // S, with one
  bool operator==(const BoundClaim&) const = default;
  // "bound layers=3 neurons=25 samples=1000 changed=49", as in the file; "bound layers=2 neurons=2 samples=1797 specified=25"
  std::string text() const;
  // "bound layers=3 neurons>=25 samples=1000 changed=49", as programs print it
  std::string verdict() const;
};

// A sample on the line.
struct LinePoint {
  std::size_t sample = 0;  // 0-based
  int kink = 0;            // sign of a kink that this sample and its two neighbours on the line force; 0: none is used
  std::size_t line = 0;    // in the file
};

struct SampleLine {
  ObservedOutput output;
  std::vector<LinePoint> points;  // in order along the line
  // Kinks that are used.
  std::size_t marks() const {
    return static_cast<std::size_t>(std::ranges::count_if(points, [](const LinePoint& p) { return p.kink != 0; }));
  }
};

// The slope before position 2 and the slope changes at these positions have a sum of this sign (section 11).
struct SlopeSum {
  std::vector<std::size_t> positions;  // on the line, 0-based, increasing, neither first nor last
  int sign = 0;
  std::size_t line = 0;  // in the file
};

// The conditions of method exhaustion beside the kinks of the line, and the nodes of the tree that shows that too few patterns do not meet
// all of them.
struct ExhaustionTree {
  std::vector<SlopeSum> sums;
  std::size_t nodes = 0;
  std::size_t line = 0;  // in the file
};

struct BoundLines : BodyLines {
  std::size_t method = 0, line = 0;
};

// What is said of the samples.
struct BoundStatement {
  BoundClaim claim;
  const Method* method = nullptr;  // of the table; the reader and the finders set it
  SampleLine line;
  ExhaustionTree tree;       // empty unless the method is exhaustion
  PatternEvidence patterns;  // empty unless the method is patterns, and then the line is
};

struct BoundCertificate : CertificateBody, BoundStatement {
  BoundCertificate() = default;
  BoundCertificate(CertificateBody body, BoundStatement statement)
      : CertificateBody(std::move(body)), BoundStatement(std::move(statement)) {}

  BoundLines lines;
};

}  // namespace ftcert
