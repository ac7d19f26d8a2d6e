// A graph written out as a network.
//
//   WrittenOut f = write_out(parse_model(bytes), bytes.size(), {.most_work = kMostWork}, nullptr);
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>

#include "ftcert/core/network.hpp"
#include "ftcert/core/work.hpp"
#include "ftcert/model/sample_rule.hpp"

namespace onnx {
class ModelProto;
}

namespace ftcert::model {

class ExternalData;

struct WriteOutRequest {
  std::string tensor;  // empty: the only output
  SampleRule samples = SampleRule::kRows;
  std::optional<Integer> most_work = kMostWork;
  std::size_t most_entries = std::numeric_limits<std::size_t>::max();  // weights of the dense layers in all
};

struct WrittenOut {
  Network network;
  bool folded = false;  // a batch normalization was
};

// Errors: those of read_onnx(); kMemory for more entries, which are counted before much is done: stored numbers first, then each layer as it grows.
WrittenOut write_out(const onnx::ModelProto& model, std::size_t file_size, const WriteOutRequest& request,
                     ExternalData* external);

}  // namespace ftcert::model
