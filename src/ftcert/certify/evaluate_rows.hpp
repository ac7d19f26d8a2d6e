// The rows at which evaluate() is asked for values, with the labels and values of f that stand there.
#pragma once

#include <optional>
#include <vector>

#include "ftcert/certify/evaluate.hpp"
#include "ftcert/data/dataset.hpp"

namespace ftcert {

// The columns are those that were asked for, then those that the certificate says, then those that the tables suggest: of f with so many inputs. `classes`: the terms of
// the request's class column, if it has one. Errors: those of read_dataset(); kUsage for several data files with a file of labels.
Dataset rows_to_evaluate(const std::vector<SuppliedData>& data, const EvaluateRequest& request,
                         const std::optional<SpecificationTerms>& classes, std::size_t inputs, const Control& control);

}  // namespace ftcert
