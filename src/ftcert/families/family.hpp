// Families of data: samples and residuals by name, size and seed.
//
// Purpose: what a sweep goes through. To add a family: write its function in a file of this folder and add its line to the table in family.cpp. All are
// made by integers alone, the same on every machine. f = 0, so that residuals are labels.
//
//   const Family* family = find_family("line-random");
//   FamilyData data = family->make({.samples = 100, .changed = 7, .seed = 3});
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ftcert/core/network.hpp"

namespace ftcert {

struct FamilyShape {
  std::size_t samples = 0, dimension = 1, outputs = 1, changed = 0;
  std::uint64_t seed = 1;
  std::size_t layers = 2;  // affine maps of the networks that are asked about
};

struct FamilyData {
  PointMatrix points;     // K x d, pairwise distinct
  PointMatrix residuals;  // K x P
};

// Of what, beside the number of samples, the data of a family are a function.
struct FamilyKeys {
  bool dimension = false, outputs = false, changed = false, seeds = false;
  bool layers = false;  // the worst for networks of this depth
  bool block = false;   // all data at once: label_patterns()
};

struct Family {
  std::string_view name;
  FamilyKeys keys;
  // Whether there are such data.
  bool (*has)(const FamilyShape& shape);
  // Contract: has(shape). Null with keys.block.
  FamilyData (*make)(const FamilyShape& shape);
};

std::span<const Family> families();
// nullptr: no family of this name.
const Family* find_family(std::string_view name);

// On the line x = 1, .., K.
FamilyData on_integers_of(const std::vector<int>& labels);

// line.cpp
bool has_changed(const FamilyShape& shape);  // 1 <= changed <= samples
FamilyData random_on_a_line(const FamilyShape& shape);
FamilyData clustered_on_a_line(const FamilyShape& shape);
FamilyData alternating_on_a_line(const FamilyShape& shape);
FamilyData one_sign_on_a_line(const FamilyShape& shape);
FamilyData worst_on_a_line(const FamilyShape& shape);
bool has_hard(const FamilyShape& shape);
FamilyData hard_on_a_line(const FamilyShape& shape);
// space.cpp
FamilyData random_in_space(const FamilyShape& shape);
FamilyData cloud_in_space(const FamilyShape& shape);
FamilyData stars_in_space(const FamilyShape& shape);
FamilyData rays_in_space(const FamilyShape& shape);
FamilyData normal_in_space(const FamilyShape& shape);
FamilyData normal_with_loss(const FamilyShape& shape);

}  // namespace ftcert
