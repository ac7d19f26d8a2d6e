// The model of a subject: f, restricted to the components that have labels, and how a certificate binds it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ftcert/certificate/body.hpp"
#include "ftcert/certify/subject.hpp"
#include "ftcert/model/frozen_model.hpp"

namespace ftcert {

struct SubjectModel {
  FrozenModel f;
  ModelBinding binding;
  std::optional<SteppedNetwork> operators;
};

// Of the data's columns; nullopt without a model. known: the model, where it has been read already. Errors: those of read_model(); kUsage; kModelShape.
std::optional<SubjectModel> subject_model(const std::optional<NamedBytes>& model, const SubjectRequest& request,
                                          const Dataset& data, const Control& control,
                                          std::optional<FrozenModel> known);

// inputs: as the data have features, where that is known.
FrozenModel read_frozen_model(const NamedBytes& model, const SubjectRequest& request, const Control& control,
                              std::optional<std::size_t> inputs = std::nullopt);

// f at rows, where it is wanted, and what it was at their points. The model and the control must outlive it.
class ValuesOnce {
 public:
  ValuesOnce(const FrozenModel& f, const Control& control) : f_(f), control_(control) {}

  PointMatrix operator()(const PointMatrix& points, std::span<const std::size_t> rows);
  // K x P at the samples that have a label and at those whose point was evaluated before; the others are unknown.
  void state(Samples& samples);

 private:
  const FrozenModel& f_;
  const Control& control_;
  std::map<std::vector<Rational>, std::vector<Rational>> known_;
};

}  // namespace ftcert
