// Samples in several files, checked one after the other: what is read how often, and points whose fingerprints are equal.
#include <boost/test/unit_test.hpp>
#include <map>

#include "ftcert/core/order.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/supply.hpp"
#include "support/checks.hpp"
#include "support/folder.hpp"

using namespace ftcert;
using namespace ftcert::test;

namespace {

// Certificates of g = 0 in the plane, all labels kept, and how often each file is read.
struct Files {
  std::vector<std::string> contents;
  std::string projection = "none";
  std::map<std::string, int> reads{};

  std::string text() const {
    std::string parts;
    std::size_t count = 0;
    for (const std::string& content : contents) {
      const auto samples = static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n')) - 1;
      parts += "part csv sha256=" + sha256_hex(content) + " samples=" + std::to_string(samples) + "\n";
      count += samples;
    }
    const std::string k = std::to_string(count);
    return "FTCERT 1.5\nclaim interpolation layers=2 neurons=0 samples=" + k +
           " changed=0\ndimension 2\noutputs 1\nconstruction none\ndata parts " + std::to_string(contents.size()) +
           " rounding=none\n" + parts +
           "features a b\nlabels y\nfrozen-columns none\nmodel none\nfrozen zero\nnetwork g 2\nlayer 0 2\nlayer 1 0\n"
           "row 0\nsamples external " +
           k + "\nmargins\npreactivation 1 least=none nonzero=none\nprojection " + projection +
           "\nbits most=0 total=0\nEND\n";
  }

  std::string checked() {
    Supplied supplied = supplied_files(std::nullopt, std::nullopt);
    for (std::size_t i = 0; i < contents.size(); ++i) {
      const std::string name = std::to_string(i + 1), bytes = contents[i];
      supplied.data.push_back({name, sha256_hex(bytes), bytes.size(), [this, name, bytes] {
                                 ++reads[name];
                                 return bytes;
                               }});
    }
    return check(read_certificate("c.ftc", text()), "c.ftc", supplied).claim;
  }
};

std::string row(const Rational& a, const Rational& b) { return a.text() + "," + b.text() + ",\n"; }

// What fingerprint() makes of a number of at most 62 bits, behind the numbers before it.
std::uint64_t mixed(std::uint64_t hash, std::int64_t numerator) {
  for (const std::uint64_t part : {static_cast<std::uint64_t>(numerator), std::uint64_t{1}}) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32;
  }
  return hash;
}

const std::string kHeader = "a,b,y\n";

}  // namespace

BOOST_AUTO_TEST_CASE(each_file_is_read_once) {
  Files files{{kHeader + row(0, 0) + row(0, 1), kHeader + row(1, 0), kHeader + row(1, 1)}};
  BOOST_TEST(files.checked() == "interpolation layers=2 neurons=0 samples=4 changed=0");
  BOOST_TEST((files.reads == std::map<std::string, int>{{"1", 1}, {"2", 1}, {"3", 1}}));
}

// Two points chosen so that their fingerprints collide: the files of both are read again, and the points are told apart.
BOOST_AUTO_TEST_CASE(equal_fingerprints_are_no_equal_points) {
  constexpr std::int64_t kMost = (std::int64_t{1} << 61) - 1;
  std::int64_t a = 1, b = 0;
  do {
    ++a;
    b = static_cast<std::int64_t>(mixed(0, 1) ^ mixed(0, a) ^ 1U);
  } while (b > kMost || b < -kMost);
  const std::vector<Rational> one{1, 1}, other{a, b};
  BOOST_REQUIRE(fingerprint(one) == fingerprint(other));
  Files files{{kHeader + row(1, 1) + row(0, 1), kHeader + row(1, 0), kHeader + row(2, 2) + row(a, b)}};
  BOOST_TEST(files.checked() == "interpolation layers=2 neurons=0 samples=5 changed=0");
  BOOST_TEST((files.reads == std::map<std::string, int>{{"1", 2}, {"2", 1}, {"3", 2}}));
  files.contents.push_back(kHeader + row(5, 5) + row(1, 1));  // and the first of them twice
  const auto error = error_of([&] { files.checked(); });
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST((error->code() == Code::kDuplicateSample));
  BOOST_TEST(error->text() == "sample 7: the point is that of sample 1");
  BOOST_TEST(error->place().line == 20U);
}

BOOST_AUTO_TEST_CASE(a_point_in_two_files) {
  Files files{{kHeader + row(0, 0) + row(0, 1), kHeader + row(1, 0), kHeader + row(1, 1) + row(0, 0)}};
  const auto error = error_of([&] { files.checked(); });
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST((error->code() == Code::kDuplicateSample));
  BOOST_TEST(error->text() == "sample 5: the point is that of sample 1");
  BOOST_TEST((files.reads == std::map<std::string, int>{{"1", 2}, {"2", 1}, {"3", 2}}));
  // With a projection it is the projections that are equal.
  files.projection = "direction=1,2 gap=0";
  FTCERT_CHECK_ERROR(files.checked(), Code::kDuplicateSample);
  files.contents = {kHeader + row(0, 0) + row(0, 1), kHeader + row(1, 0), kHeader + row(2, 0)};
  FTCERT_CHECK_ERROR(files.checked(), Code::kWrongMargin);
}

// A positive gap of the projections shows that points are distinct, over all parts: a + 7 b is 0, 4, 9 and 6 here.
BOOST_AUTO_TEST_CASE(the_gap_is_that_of_all_parts) {
  Files files{{kHeader + row(0, 0) + row(4, 0), kHeader + row(9, 0) + row(5, Rational(1, 7))}, "direction=1,7 gap=2"};
  BOOST_TEST(files.checked() == "interpolation layers=2 neurons=0 samples=4 changed=0");
  for (const char* gap : {"3", "4", "1", "none"}) {
    files.projection = std::string("direction=1,7 gap=") + gap;
    FTCERT_CHECK_ERROR(files.checked(), Code::kWrongMargin);
  }
}

// A file that is not what it was when its digest was taken is refused, at the line of the part.
BOOST_AUTO_TEST_CASE(files_on_disk) {
  const Folder folder;
  const std::string one = folder / "1.csv", other = folder / "2.csv";
  Files files{{kHeader + row(0, 0), kHeader + row(1, 0)}};
  write_file(one, files.contents[0]);
  write_file(other, files.contents[1]);
  Supplied supplied = supplied_files(std::nullopt, std::nullopt);
  supplied.data = data_files({other, one});
  BOOST_TEST(supplied.data[0].sha256 == sha256_hex(files.contents[1]));
  BOOST_TEST(supplied.data[0].size == files.contents[1].size());
  const Certificate certificate = read_certificate("c.ftc", files.text());
  BOOST_TEST(check(certificate, "c.ftc", supplied).claim == "interpolation layers=2 neurons=0 samples=2 changed=0");
  write_file(other, kHeader + row(2, 0));
  const auto error = error_of([&] { check(certificate, "c.ftc", supplied); });
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST((error->code() == Code::kDigestMismatch));
  BOOST_TEST(error->place().line == 8U);
}
