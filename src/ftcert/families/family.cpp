#include "ftcert/families/family.hpp"

#include <algorithm>
#include <array>

namespace ftcert {

namespace {

bool in_space(const FamilyShape& shape) { return has_changed(shape) && shape.dimension >= 2; }
bool enough_for_one_sign(const FamilyShape& shape) { return has_changed(shape) && shape.samples >= 5; }

constexpr FamilyKeys kPlain{.changed = true}, kSeeded{.changed = true, .seeds = true},
    kRandomLine{.outputs = true, .changed = true, .seeds = true},
    kSpace{.dimension = true, .changed = true, .seeds = true},
    kRandomSpace{.dimension = true, .outputs = true, .changed = true, .seeds = true};

constexpr auto kFamilies = std::to_array<Family>({
    {"line-random", kRandomLine, has_changed, random_on_a_line},
    {"line-clustered", kSeeded, has_changed, clustered_on_a_line},
    {"alternating", kPlain, has_changed, alternating_on_a_line},
    {"one-sign", kPlain, enough_for_one_sign, one_sign_on_a_line},
    {"worst", {.changed = true, .layers = true}, has_changed, worst_on_a_line},
    {"hard", {.seeds = true}, has_hard, hard_on_a_line},
    {"patterns", {.changed = true, .block = true}, has_changed, nullptr},
    {"space-random", kRandomSpace, has_changed, random_in_space},
    {"cloud", kSpace, in_space, cloud_in_space},
    {"stars", kSpace, in_space, stars_in_space},
    {"rays", kSpace, in_space, rays_in_space},
    {"normal", kSpace, has_changed, normal_in_space},
    {"normal-loss", kSpace, has_changed, normal_with_loss},
});

}  // namespace

std::span<const Family> families() { return kFamilies; }

const Family* find_family(std::string_view name) {
  const auto found = std::ranges::find(kFamilies, name, &Family::name);
  return found == kFamilies.end() ? nullptr : &*found;
}

bool has_changed(const FamilyShape& shape) { return shape.changed >= 1 && shape.changed <= shape.samples; }

FamilyData on_integers_of(const std::vector<int>& labels) {
  FamilyData data{PointMatrix(labels.size(), 1), PointMatrix(labels.size(), 1)};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    data.points.entries[i] = Rational(i + 1);
    data.residuals.entries[i] = Rational(labels[i]);
  }
  return data;
}

}  // namespace ftcert
