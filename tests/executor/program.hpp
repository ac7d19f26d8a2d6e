// A certificate of executions as a program for arithmetic.hpp, and its results as rationals.
//
//   Program program = program_of(certificate, true);
//   Execution e = execute(program, point_in(certificate.claim.arithmetic, x, false), habits);
//   exact(e.g[0]);   // nothing if not finite
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "executor/arithmetic.hpp"
#include "ftcert/certificate/certificate.hpp"

namespace ftcert::test {

// The number as a double. Throws std::logic_error unless it is one of the format.
double number_in(FloatFormat format, const Rational& value);
std::optional<Rational> exact(double value);

// with_f: f's operators as well, whose numbers are then of the model's format.
Program program_of(const ExecutionCertificate& certificate, bool with_f);

// The point as it is read: rounded to nearest, by way of a wider format where that is asked for.
std::vector<double> point_in(FloatFormat format, std::span<const Rational> point, bool by_wider);

// The execution with that number: each order, and all habits by chance.
Habits habits_of(std::uint64_t number);

}  // namespace ftcert::test
