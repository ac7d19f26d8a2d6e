// Fits three labels on a line through the installed library and prints the number of neurons.
#include <iostream>
#include <string>

#include "ftcert/certify/certify.hpp"

int main() {
  const ftcert::NamedBytes data{"three.csv", "x,label\n0,0\n1,1\n2,0\n"};
  const ftcert::CertifyResult result = ftcert::certify(data, std::nullopt, {});
  std::cout << result.certificate.claim.text() << "\n";
  return result.certificate.claim.neurons == 2 ? 0 : 1;
}
