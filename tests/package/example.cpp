// From arrays to a checked certificate: three samples of a frozen network f that is wrong at one of them.
#include <ftcert/ftcert.hpp>
#include <iostream>

int main() {
  ftcert::SampleTable samples;
  samples.points = {{0.5, 1}, {1.5, 2}, {2.5, -1}};  // doubles are taken as the dyadic rationals that they are
  samples.labels = {{std::nullopt}, {ftcert::Number("7/3")}, {std::nullopt}};  // keep f, except at the second sample
  samples.frozen_network = ftcert::LayerList{{{{1, 1}, {1, -1}}, {0, 0}}, {{{1, 1}}, {0}}};
  try {
    const ftcert::Certified g = ftcert::certify(samples);
    const ftcert::Checked checked = ftcert::check(g.certificate);  // a stranger does this
    std::cout << checked.claim << "\n"
              << g.network.size() << " affine layers, first bias " << g.network[0].bias[0] << "\n";
    return checked.claim == g.claim && g.changed == 1 ? 0 : 1;
  } catch (const ftcert::Failure& failure) {
    std::cerr << failure.what() << "\n";
    return failure.exit_code();
  }
}
