#include "ftcert/model/graph_values.hpp"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "ftcert/core/error.hpp"

namespace ftcert::model {

GraphValues::GraphValues(const onnx::ModelProto& model, std::size_t file_size, const std::optional<Integer>& most_work,
                         ExternalData* external, const std::string& tensor, SampleRule samples)
    : graph_(model, file_size, most_work, external), file_size_(file_size) {
  graph_.begin(tensor, samples);
  inputs_ = graph_.chain().inputs;
  const std::vector<int> nodes = graph_.needed();
  graph_.check_operators(nodes);
  for (const int index : nodes) {
    const auto& read = graph_.node(index).input();
    if (std::ranges::any_of(read, [&](const std::string& name) { return graph_.of_input(name); })) {
      dependent_.push_back(index);
      // What is stored is decoded here, so that threads only read it.
      for (const std::string& name : read) {
        if (graph_.stored_count(name) > 0) graph_.lookup(name);
      }
    } else {
      graph_.define(index, graph_.computed(index));
    }
  }
  if (!graph_.of_input(graph_.tensor())) {
    throw Error(Code::kModelGraph,
                "output " + shown(graph_.tensor()) + ": expected a function of the input, found a constant");
  }
  std::set<std::string> used = {graph_.tensor()};
  unused_.resize(dependent_.size());
  for (std::size_t i = dependent_.size(); i-- > 0;) {
    for (const std::string& name : graph_.node(dependent_[i]).input()) {
      if (used.insert(name).second) unused_[i].push_back(name);
    }
  }
  folded_ = graph_.chain().folded;
  // At 0 first, where most products are quick.
  for (const int number : {0, 1}) {
    Chain chain(Budget::for_file(file_size, most_work));
    try {
      const Tensor result = run(std::vector<Rational>(inputs_, number), chain);
      type_ = result.type;
      shape_ = result.shape;
      outputs_ = result.size();
      folded_ = folded_ || chain.folded;
      break;
    } catch (const Error& error) {
      if (error.code() != Code::kNotFinite || number == 1) throw;
    }
  }
  if (!is_floating(type_)) {
    throw Error(Code::kModelType,
                "output " + shown(graph_.tensor()) + ": expected a floating-point type, found type " + text(type_));
  }
}

Tensor GraphValues::run(std::span<const Rational> point, Chain& chain) const {
  require(point.size() == inputs_, "GraphValues: a point of another dimension");
  std::map<std::string, Tensor> tensors;
  for (const GraphTensor& input : graph_.inputs()) {
    Tensor& x = tensors[input.name];
    x.type = input.type;
    x.shape = input.shape;
    const auto here = point.first(element_count(input.shape));
    x.numbers.assign(here.begin(), here.end());
    point = point.subspan(here.size());
  }
  const Node::Lookup lookup = [&](const std::string& name) -> const Tensor& {
    const auto own = tensors.find(name);
    if (own != tensors.end()) return own->second;
    const Tensor* known = graph_.of_input(name) ? nullptr : graph_.known(name);
    if (known == nullptr)
      throw Error(Code::kModelGraph,
                  "the name " + shown(name) + " is not defined, or is an output that is not supported");
    return *known;
  };
  for (std::size_t i = 0; i < dependent_.size(); ++i) {
    std::vector<Tensor> made = graph_.computed(dependent_[i], lookup, chain);
    const auto& names = graph_.node(dependent_[i]).output();
    for (std::size_t o = 0; o < made.size() && o < static_cast<std::size_t>(names.size()); ++o) {
      const std::string& name = names[static_cast<int>(o)];
      if (!name.empty()) tensors.insert_or_assign(name, std::move(made[o]));
    }
    for (const std::string& name : unused_[i]) tensors.erase(name);
  }
  Tensor result = lookup(graph_.tensor());
  if (!result.constant())
    throw Error(Code::kModelShape, "output " + shown(graph_.tensor()) + " depends on the number of samples");
  return result;
}

GraphValues::Result GraphValues::at(std::span<const Rational> point, const std::optional<Integer>& most_work) const {
  Chain chain(Budget::for_file(file_size_, most_work));
  Tensor result = run(point, chain);
  if (result.shape != shape_) {
    throw Error(Code::kModelShape, "output " + shown(graph_.tensor()) + ": expected the shape " + text(shape_) +
                                       " at every point, found " + text(result.shape));
  }
  return {std::move(result.numbers), chain.budget.work()};
}

}  // namespace ftcert::model
