// A manifest comes back as it was, and an edited one not at all.
#include "ftcert/files/manifest.hpp"

#include <boost/test/unit_test.hpp>

#include "ftcert/files/file.hpp"

using namespace ftcert;

namespace {

const std::string kA = sha256_hex("a"), kB = sha256_hex("b");

}  // namespace

BOOST_AUTO_TEST_CASE(comes_back_as_it_was) {
  for (const Manifest& manifest : {Manifest{}, Manifest{{"a", {kA}}}, Manifest{{"a b", {kA}}, {"rows/x", {kA, kB}}}}) {
    const auto back = read_manifest(manifest_text(manifest));
    BOOST_REQUIRE(back.has_value());
    BOOST_CHECK(*back == manifest);
  }
}

// The form of coreutils' sha256sum, after a comment.
BOOST_AUTO_TEST_CASE(is_read_by_sha256sum) {
  const std::string text = manifest_text({{"rows/x", {kA}}, {"a", {kB}}});
  BOOST_TEST(text.starts_with("# "));
  BOOST_TEST(text.ends_with("\n" + kB + "  a\n" + kA + "  rows/x\n"));
}

BOOST_AUTO_TEST_CASE(no_other_text_is_a_manifest) {
  const std::string text = manifest_text({{"a", {kA}}, {"b", {kB}}});
  BOOST_CHECK(!read_manifest(""));
  BOOST_CHECK(!read_manifest(text + "\n"));
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string flipped = text;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    BOOST_TEST_CONTEXT(at) {
      BOOST_CHECK(!read_manifest(text.substr(0, at)));
      BOOST_CHECK(!read_manifest(flipped));
      BOOST_CHECK(!read_manifest(std::string(text).insert(at, 1, '0')));
    }
  }
}
