// Which part of the work this program does: from its options, or from the environment of what launched it.
//
// Purpose: the same program under mpirun, Slurm, GNU parallel or by hand, linked with none of them. The first of these that says something counts:
//   --rank R --size N
//   FTCERT_RANK, FTCERT_SIZE
//   PARALLEL_SEQ (1, 2, ..) with FTCERT_SIZE: GNU parallel does not say how many jobs there are
//   OMPI_COMM_WORLD_RANK, OMPI_COMM_WORLD_SIZE; PMI_RANK, PMI_SIZE; SLURM_PROCID, SLURM_NTASKS
// In a Slurm array (SLURM_ARRAY_TASK_ID, _MIN, _STEP, _COUNT) each task of the array is a group of such ranks.
//
//   Rank rank = read_rank(input, [](const char* name) { return std::getenv(name); });
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace ftcert {

struct RankInput {
  std::optional<std::size_t> rank, size;
};
void add_rank_input(CLI::App& verb, RankInput& input);

struct Rank {
  std::size_t rank = 0, size = 1;
  std::string source;  // "OMPI_COMM_WORLD_RANK", ..; empty: nothing says anything
};

using Environment = std::function<const char*(const char* name)>;

// Errors: kUsage naming what is missing, no number or out of range.
Rank read_rank(const RankInput& input, const Environment& environment);

}  // namespace ftcert
