#include "ftcert/model/onnx.hpp"

#include <utility>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/model/external_data.hpp"
#include "ftcert/model/graph_network.hpp"
#include "ftcert/model/graph_reader.hpp"
#include "ftcert/model/graph_values.hpp"
#include "ftcert/model/model_proto.hpp"

namespace ftcert {

using namespace model;

namespace {

// About 5 GB of numbers.
constexpr std::size_t kMostWeights = 100'000'000;

}  // namespace

namespace model {

GraphInterface graph_interface(const onnx::ModelProto& model, std::size_t file_size, const std::string& tensor,
                               const std::optional<Integer>& most_work, ExternalData* external) {
  try {
    return GraphValues(model, file_size, most_work, external, tensor, SampleRule::kRows).interface();
  } catch (const Error& error) {
    // What is not understood may still say the shape of what it makes.
    GraphReader graph(model, file_size, most_work, external);
    graph.begin(tensor);
    const bool of_the_file = error.code() == Code::kModelShape || error.code() == Code::kCannotRead;
    if (!graph.has_producer() || of_the_file) throw;
    return {graph.input(), declared_tensor(model.graph(), graph.tensor(), graph.input().shape)};
  }
}

}  // namespace model

Network read_onnx(const std::string& name, std::string_view bytes, const std::optional<Integer>& most_work,
                  const std::string& tensor) {
  try {
    const onnx::ModelProto model = parse_model(bytes);
    ExternalData external(name);
    return write_out(model, bytes.size(), {tensor, SampleRule::kRows, most_work, kMostWeights}, &external).network;
  } catch (const Error& error) {
    throw Error(error.code(), {name, 0}, error.text());
  }
}

}  // namespace ftcert
