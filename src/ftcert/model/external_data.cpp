#include "ftcert/model/external_data.hpp"

#include <onnx/onnx_pb.h>

#include <charconv>
#include <filesystem>
#include <optional>

#include "ftcert/core/error.hpp"
#include "ftcert/files/file.hpp"

namespace ftcert::model {

namespace {

void check_location(const std::string& location, const std::string& what) {
  const auto refuse = [&] {
    throw Error(Code::kModelType,
                what + ": expected the external file's path below the model's folder, found " + shown(location));
  };
  if (location.find_first_of(std::string_view("\\\0", 2)) != std::string::npos) refuse();
  std::string_view rest = location;
  while (true) {
    const std::size_t end = rest.find('/');
    const std::string_view component = rest.substr(0, end);
    if (component.empty() || component == "." || component == "..") refuse();
    if (end == std::string_view::npos) return;
    rest.remove_prefix(end + 1);
  }
}

std::size_t number(const std::string& text, const std::string& what) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) return value;
  throw Error(Code::kModelType, what + ": expected a number of bytes, found " + shown(text));
}

}  // namespace

const std::string& ExternalData::file(const std::string& location, const std::string& what) {
  check_location(location, what);
  const auto known = files_.find(location);
  if (known != files_.end()) return known->second;
  if (model_ == "-") {
    throw Error(Code::kModelType, what + ": its numbers lie in the file " + shown(location) +
                                      " beside the model, but the model was read from standard input");
  }
  const std::string path = (std::filesystem::path(model_).parent_path() / location).string();
  if (!is_regular_file(path)) {
    throw Error(Code::kCannotRead,
                what + ": its numbers lie in " + shown(path) + " beside the model, and there is no such file");
  }
  const std::string& bytes = files_.emplace(location, read_file(path)).first->second;
  size_ += bytes.size();
  return bytes;
}

std::string_view ExternalData::bytes(const onnx::TensorProto& stored, const std::string& what) {
  std::optional<std::string> location;
  std::size_t offset = 0;
  std::optional<std::size_t> length;
  for (const auto& entry : stored.external_data()) {
    if (entry.key() == "location") {
      location = entry.value();
    } else if (entry.key() == "offset") {
      offset = number(entry.value(), what);
    } else if (entry.key() == "length") {
      length = number(entry.value(), what);
    } else if (entry.key() != "checksum") {
      throw Error(Code::kModelType, what + ": expected location, offset and length, found " + shown(entry.key()));
    }
  }
  if (!location) throw Error(Code::kModelType, what + ": expected the location of its external data, found none");
  const std::string_view all = file(*location, what);
  if (offset > all.size() || (length && *length > all.size() - offset)) {
    throw Error(Code::kModelShape, what + ": bytes from " + std::to_string(offset) + " on" +
                                       (length ? ", " + std::to_string(*length) + " of them," : "") + " in " +
                                       shown(*location) + ", which has " + std::to_string(all.size()));
  }
  return all.substr(offset, length.value_or(all.size() - offset));
}

std::vector<ExternalFileDigest> ExternalData::files() const {
  std::vector<ExternalFileDigest> result;
  for (const auto& [name, bytes] : files_) result.push_back({name, sha256_hex(bytes)});
  return result;
}

}  // namespace ftcert::model
