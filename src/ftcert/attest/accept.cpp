#include "ftcert/attest/accept.hpp"

#include "ftcert/core/error.hpp"

namespace ftcert {

void require_shape(const Network& g, const CertificateBody& body) {
  const auto expect = [](const char* what, std::size_t expected, std::size_t found) {
    if (expected != found) {
      throw Error(Code::kShapeMismatch, std::string("network g: expected ") + std::to_string(expected) + " " + what +
                                            ", found " + std::to_string(found));
    }
  };
  expect("inputs", body.dimension, g.inputs());
  expect("outputs", body.outputs, g.outputs());
  if (g.depth() < 2) throw Error(Code::kShapeMismatch, "network g: expected a hidden layer, found an affine map");
}

Integer accept(const std::string& bytes, Supplied supplied) {
  const std::string name = "the new certificate";
  supplied.most_work.reset();
  try {
    return check(read_certificate(name, bytes), name, supplied).work;
  } catch (const Error& error) {
    throw_contract(std::string("the checker refuses our certificate: ") + error.what());
  }
}

}  // namespace ftcert
