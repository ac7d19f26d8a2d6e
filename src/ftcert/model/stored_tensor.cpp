#include "ftcert/model/stored_tensor.hpp"

#include <onnx/onnx_pb.h>

#include <bit>
#include <limits>
#include <optional>
#include <string_view>

#include "ftcert/core/error.hpp"
#include "ftcert/data/binary_float.hpp"
#include "ftcert/model/external_data.hpp"

namespace ftcert::model {

namespace {

constexpr BinaryFormat kBrain16{8, 127};

BinaryFormat binary_format(ElementType type) {
  switch (type) {
    case ElementType::kFloat16:
      return kBinary16;
    case ElementType::kBFloat16:
      return kBrain16;
    case ElementType::kFloat32:
      return kBinary32;
    default:
      return kBinary64;
  }
}

std::size_t bytes_of(ElementType type) {
  switch (type) {
    case ElementType::kBool:
      return 1;
    case ElementType::kFloat16:
    case ElementType::kBFloat16:
      return 2;
    case ElementType::kFloat32:
    case ElementType::kInt32:
      return 4;
    default:
      return 8;
  }
}

// Bit patterns, low bits first, from whatever field holds the numbers.
class Bits {
 public:
  // external: in place of what is stored.
  Bits(const onnx::TensorProto& stored, ElementType type, const std::string& name,
       const std::optional<std::string_view>& external)
      : stored_(stored), type_(type), name_(name), raw_(external || stored.has_raw_data()) {
    bytes_ = external ? *external : std::string_view(stored.raw_data());
    const std::size_t fields = static_cast<std::size_t>(stored.float_data_size() > 0) +
                               (stored.double_data_size() > 0) + (stored.int32_data_size() > 0) +
                               (stored.int64_data_size() > 0) + (stored.uint64_data_size() > 0) +
                               (stored.string_data_size() > 0) + (raw_ && !bytes_.empty());
    if (fields > 1)
      throw Error(Code::kModelType, "tensor " + shown(name) + ": expected one field of data, found several");
    if (raw_) {
      if (bytes_.size() % bytes_of(type) != 0) {
        throw Error(Code::kModelShape, "tensor " + shown(name) + ": " + std::to_string(bytes_.size()) +
                                           " bytes are no whole number of elements of type " + text(type));
      }
      count_ = bytes_.size() / bytes_of(type);
    } else {
      count_ = typed_count();
    }
  }

  std::size_t count() const { return count_; }

  std::uint64_t operator[](std::size_t i) const {
    if (raw_) {
      std::uint64_t bits = 0;
      for (std::size_t b = bytes_of(type_); b-- > 0;) {
        bits = bits << 8 | static_cast<unsigned char>(bytes_[i * bytes_of(type_) + b]);
      }
      return bits;
    }
    const int at = static_cast<int>(i);
    switch (type_) {
      case ElementType::kFloat32:
        return std::bit_cast<std::uint32_t>(stored_.float_data(at));
      case ElementType::kFloat64:
        return std::bit_cast<std::uint64_t>(stored_.double_data(at));
      case ElementType::kInt64:
        return static_cast<std::uint64_t>(stored_.int64_data(at));
      case ElementType::kInt32:
        return static_cast<std::uint32_t>(stored_.int32_data(at));
      default:
        break;
    }
    const std::int32_t value = stored_.int32_data(at);
    if (value < 0 || value >> (8 * bytes_of(type_)) != 0) {
      throw Error(Code::kModelType, "tensor " + shown(name_) + ": element " + std::to_string(i) +
                                        " is no bit pattern of " + text(type_) + ": " + std::to_string(value));
    }
    return static_cast<std::uint64_t>(value);
  }

 private:
  std::size_t typed_count() const {
    switch (type_) {
      case ElementType::kFloat32:
        return static_cast<std::size_t>(stored_.float_data_size());
      case ElementType::kFloat64:
        return static_cast<std::size_t>(stored_.double_data_size());
      case ElementType::kInt64:
        return static_cast<std::size_t>(stored_.int64_data_size());
      default:
        return static_cast<std::size_t>(stored_.int32_data_size());
    }
  }

  const onnx::TensorProto& stored_;
  ElementType type_;
  const std::string& name_;
  bool raw_;
  std::string_view bytes_;
  std::size_t count_ = 0;
};

Rational number(ElementType type, std::uint64_t bits, const std::string& name, std::size_t i) {
  switch (type) {
    case ElementType::kInt64:
      return static_cast<std::int64_t>(bits);
    case ElementType::kInt32:
      return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits));
    case ElementType::kBool:
      return bits != 0 ? 1 : 0;
    default:
      break;
  }
  const std::optional<Rational> value = from_bits(binary_format(type), bits);
  if (!value) {
    throw Error(
        Code::kNotFinite,
        "tensor " + shown(name) + ": expected finite numbers, found NaN or infinity at element " + std::to_string(i));
  }
  return *value;
}

}  // namespace

ElementType element_type(std::int64_t data_type, const std::string& what) {
  switch (data_type) {
    case onnx::TensorProto::FLOAT:
      return ElementType::kFloat32;
    case onnx::TensorProto::DOUBLE:
      return ElementType::kFloat64;
    case onnx::TensorProto::FLOAT16:
      return ElementType::kFloat16;
    case onnx::TensorProto::BFLOAT16:
      return ElementType::kBFloat16;
    case onnx::TensorProto::INT32:
      return ElementType::kInt32;
    case onnx::TensorProto::INT64:
      return ElementType::kInt64;
    case onnx::TensorProto::BOOL:
      return ElementType::kBool;
    default:
      break;
  }
  std::string found = "type " + std::to_string(data_type);
  if (data_type > 0 && data_type <= std::numeric_limits<int>::max() &&
      onnx::TensorProto::DataType_IsValid(static_cast<int>(data_type))) {
    found = onnx::TensorProto::DataType_Name(static_cast<onnx::TensorProto::DataType>(data_type));
  }
  throw Error(Code::kModelType,
              what + ": expected float, double, float16, bfloat16, int32, int64 or bool, found " + found);
}

Tensor decode(const onnx::TensorProto& stored, const std::string& name, Budget& budget, ExternalData* external) {
  const std::string what = "tensor " + shown(name);
  std::optional<std::string_view> beside;
  if (stored.data_location() == onnx::TensorProto::EXTERNAL || stored.external_data_size() > 0) {
    if (external == nullptr)
      throw Error(Code::kModelType, what + ": expected data inside the file, found a reference to an external file");
    const std::size_t before = external->size();
    beside = external->bytes(stored, what);
    budget.grow(external->size() - before);
  }
  if (stored.has_segment()) throw Error(Code::kModelType, what + ": data in segments are not supported");
  Tensor tensor;
  tensor.type = element_type(stored.data_type(), what);
  if (stored.dims_size() > static_cast<int>(kMostAxes)) {
    throw Error(Code::kModelShape, what + ": expected at most " + std::to_string(kMostAxes) + " axes, found " +
                                       std::to_string(stored.dims_size()));
  }
  for (std::int64_t extent : stored.dims()) {
    // An empty list of integers is a shape without axes, one of numbers stands for an input that is not given; an empty matrix of weights is an error.
    if (extent < 0 || (extent == 0 && is_floating(tensor.type) && stored.dims_size() > 1)) {
      throw Error(Code::kModelShape, what + ": expected positive extents, found " + std::to_string(extent));
    }
    tensor.shape.dims.push_back(static_cast<std::size_t>(extent));
  }
  const Bits bits(stored, tensor.type, name, beside);
  const std::size_t count = element_count(tensor.shape);
  if (bits.count() != count) {
    throw Error(Code::kModelShape, what + ": shape " + text(tensor.shape) + " needs " + std::to_string(count) +
                                       " numbers, found " + std::to_string(bits.count()));
  }
  budget.check(count, sizeof(Rational));
  tensor.numbers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    tensor.numbers.push_back(number(tensor.type, bits[i], name, i));
    budget.charge(tensor.numbers.back());
  }
  return tensor;
}

Rational exact(float value, const std::string& what) {
  const std::optional<Rational> result = from_bits(kBinary32, std::bit_cast<std::uint32_t>(value));
  if (!result) throw Error(Code::kNotFinite, what + ": expected a finite number, found NaN or infinity");
  return *result;
}

bool representable(ElementType type, const Rational& value) {
  switch (type) {
    case ElementType::kBool:
      return value.is_zero() || value == 1;
    case ElementType::kInt32:
      return value.is_integer() && value >= std::numeric_limits<std::int32_t>::min() &&
             value <= std::numeric_limits<std::int32_t>::max();
    case ElementType::kInt64:
      return value.is_integer() && value >= std::numeric_limits<std::int64_t>::min() &&
             value <= std::numeric_limits<std::int64_t>::max();
    default:
      return round_to(binary_format(type), value) == value;
  }
}

}  // namespace ftcert::model
