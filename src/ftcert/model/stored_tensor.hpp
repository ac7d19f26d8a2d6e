// Tensors stored in an ONNX file (TensorProto), decoded exactly.
//
// Purpose: weights come as bytes (raw_data) or as numbers (float_data, double_data, int32_data, int64_data);
// both are read as the dyadic rationals that they hold. Bytes may lie in a file beside the model. Errors name the tensor: kModelType (element type,
// external or segmented data), kModelShape (extents that do not match the data), kNotFinite, kMemory.
#pragma once

#include <cstdint>
#include <string>

#include "ftcert/model/tensor.hpp"

namespace onnx {
class TensorProto;
}

namespace ftcert::model {

class ExternalData;

// A constant. `name` is for errors; external: where numbers beside the file are read, nullptr: they are refused.
Tensor decode(const onnx::TensorProto& stored, const std::string& name, Budget& budget,
              ExternalData* external = nullptr);

// TensorProto.DataType; kModelType when it is not one of ElementType. `what` is for errors ("tensor 'w'").
ElementType element_type(std::int64_t data_type, const std::string& what);

// The value of a float field of the file; kNotFinite with `what`.
Rational exact(float value, const std::string& what);

// Whether the type has this number.
bool representable(ElementType type, const Rational& value);

}  // namespace ftcert::model
