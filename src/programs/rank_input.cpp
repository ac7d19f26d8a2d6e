#include "programs/rank_input.hpp"

#include <charconv>
#include <string_view>

#include "ftcert/core/error.hpp"

namespace ftcert {

namespace {

constexpr std::size_t kMostRanks = 1'000'000;

// An empty variable is none.
std::optional<std::size_t> number_in(const Environment& environment, const std::string& name) {
  const char* text = environment(name.c_str());
  if (text == nullptr || *text == '\0') return std::nullopt;
  const std::string_view word = text;
  std::size_t value = 0;
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (failure != std::errc() || end != word.data() + word.size() || value > kMostRanks)
    throw Error(Code::kUsage,
                name + ": expected a number up to " + std::to_string(kMostRanks) + ", found " + shown(word));
  return value;
}

Rank checked(std::size_t rank, std::size_t size, const std::string& source, const std::string& other) {
  if (rank >= size) {
    throw Error(Code::kUsage, source + ": expected a number below " + other + " = " + std::to_string(size) +
                                  ", found " + std::to_string(rank));
  }
  return {rank, size, source};
}

std::optional<Rank> of_pair(const Environment& environment, const std::string& rank_name,
                            const std::string& size_name) {
  const std::optional<std::size_t> rank = number_in(environment, rank_name);
  if (!rank) return std::nullopt;
  const std::optional<std::size_t> size = number_in(environment, size_name);
  if (!size)
    throw Error(Code::kUsage, rank_name + " = " + std::to_string(*rank) + ": expected " + size_name + ", found none");
  return checked(*rank, *size, rank_name, size_name);
}

std::optional<Rank> of_array(const Environment& environment) {
  const std::string name = "SLURM_ARRAY_TASK_ID";
  const std::optional<std::size_t> id = number_in(environment, name);
  if (!id) return std::nullopt;
  const std::optional<std::size_t> first = number_in(environment, "SLURM_ARRAY_TASK_MIN"),
                                   count = number_in(environment, "SLURM_ARRAY_TASK_COUNT"),
                                   last = number_in(environment, "SLURM_ARRAY_TASK_MAX");
  const std::size_t step = number_in(environment, "SLURM_ARRAY_TASK_STEP").value_or(1), least = first.value_or(0);
  if (!first || !(count || last)) {
    throw Error(Code::kUsage, name + " = " + std::to_string(*id) +
                                  ": expected SLURM_ARRAY_TASK_MIN, and SLURM_ARRAY_TASK_COUNT or _MAX, found none");
  }
  if (step == 0 || *id < least || (*id - least) % step != 0) {
    throw Error(Code::kUsage, name + ": expected " + std::to_string(least) + " and steps of " + std::to_string(step) +
                                  " from there, as in an array without holes, found " + std::to_string(*id));
  }
  const std::size_t size = count ? *count : *last < least ? 0 : (*last - least) / step + 1;
  return checked((*id - least) / step, size, name, "the number of tasks");
}

}  // namespace

void add_rank_input(CLI::App& verb, RankInput& input) {
  CLI::Option* const rank =
      verb.add_option("--rank", input.rank,
                      "with --size: which part of the units, 0, 1, .. (default: what mpirun, Slurm or FTCERT_RANK and "
                      "FTCERT_SIZE say in the environment, or all)")
          ->check(CLI::Range(std::size_t{0}, kMostRanks));
  CLI::Option* const size = verb.add_option("--size", input.size, "of how many parts")
                                ->check(CLI::Range(std::size_t{1}, kMostRanks))
                                ->needs(rank);
  rank->needs(size);
}

Rank read_rank(const RankInput& input, const Environment& environment) {
  if (input.rank) return checked(*input.rank, input.size.value_or(0), "--rank", "--size");
  if (const auto own = of_pair(environment, "FTCERT_RANK", "FTCERT_SIZE")) return *own;
  if (const auto size = number_in(environment, "FTCERT_SIZE")) {
    const std::optional<std::size_t> number = number_in(environment, "PARALLEL_SEQ");
    if (!number || *number == 0)
      throw Error(Code::kUsage, "FTCERT_SIZE = " + std::to_string(*size) +
                                    ": expected FTCERT_RANK, or PARALLEL_SEQ from 1, found none");
    return checked(*number - 1, *size, "PARALLEL_SEQ", "FTCERT_SIZE");
  }
  std::optional<Rank> inner = of_pair(environment, "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE");
  if (!inner) inner = of_pair(environment, "PMI_RANK", "PMI_SIZE");
  if (!inner) inner = of_pair(environment, "SLURM_PROCID", "SLURM_NTASKS");
  const std::optional<Rank> outer = of_array(environment);
  if (!outer) return inner.value_or(Rank{});
  if (!inner) return *outer;
  return {outer->rank * inner->size + inner->rank, outer->size * inner->size, outer->source + ", " + inner->source};
}

}  // namespace ftcert
