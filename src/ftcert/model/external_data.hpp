// Numbers of a model that lie in files beside it (ONNX's external data).
//
// Purpose: a stored tensor may say location, offset and length in place of its bytes. A location is a path below the folder of the model: components
// separated by '/', none empty, none '.' or '..', no backslash. Each file is read once, whole, and its digest is known.
//
//   ExternalData external("models/f.onnx");
//   external.bytes(stored, "tensor 'w'");   // of models/f.data, say
//   external.files();                       // {{"f.data", digest}}
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace onnx {
class TensorProto;
}

namespace ftcert::model {

struct ExternalFileDigest {
  std::string name;  // the location
  std::string sha256;
  bool operator==(const ExternalFileDigest&) const = default;
};

class ExternalData {
 public:
  // The path of the model file; - (standard input) has no folder, so that nothing lies beside it.
  explicit ExternalData(const std::string& model) : model_(model) {}

  // A view that lives as long as this. Errors, with `what`: kModelType for a location that is none, for other words, and where nothing lies beside the
  // model; kModelShape for an offset and a length outside of the file; kCannotRead.
  std::string_view bytes(const onnx::TensorProto& stored, const std::string& what);
  // The files that were read, by name.
  std::vector<ExternalFileDigest> files() const;
  std::size_t size() const { return size_; }  // of all of them, in bytes

 private:
  const std::string& file(const std::string& location, const std::string& what);

  std::string model_;
  std::map<std::string, std::string> files_;
  std::size_t size_ = 0;
};

}  // namespace ftcert::model
