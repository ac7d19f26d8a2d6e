// The reader of .nnet files: values worked out by hand, and refusals with their lines.
#include "ftcert/model/nnet.hpp"

#include <string>
#include <vector>

#include "ftcert/model/network_file.hpp"
#include "support/checks.hpp"

using namespace ftcert;
using namespace std::string_literals;

namespace {

// Two inputs, a hidden layer of two, two outputs. Line 1 is a comment.
std::vector<std::string> lines() {
  return {"// made by hand, \"quotes\", and // more",
          "2,2,2,2,",
          "2,2,2,",
          "0,",
          "-1.0,0.5,",       // 5: the limits
          "3.0,1e1,",        // 6
          "1.0,2.5,10.0,",   // 7: the means
          "2.0,-5e-1,0.25",  // 8: the ranges
          "1.0,2.0,",        // 9: layer 1
          "-3.0,0.5,",       // 10
          "0.1,",            // 11
          "-0.25,",          // 12
          "4,-1,",           // 13: layer 2
          "0.0,2,",          // 14
          "0.5,",            // 15
          "-1.5"};           // 16
}

std::string text(const std::vector<std::string>& rows, const std::string& end = "\n") {
  std::string result;
  for (const std::string& row : rows) result += row + end;
  return result;
}

std::string with_line(std::size_t number, const std::string& line) {
  auto rows = lines();
  rows[number - 1] = line;
  return text(rows);
}

std::string values(const std::string& bytes, const std::vector<Rational>& x) {
  return test::text_of(read_nnet("f.nnet", bytes).evaluate(x));
}

struct Refusal {
  std::string bytes;
  Code code;
  std::size_t line;
  std::string says;
};

}  // namespace

// (v - 1) / 2 of v1 and (v - 5/2) * -2 of v2; at (2, 3): 1/2 and -1; the hidden layer: relu(1/2 - 2 + 1/10) = 0, relu(-3/2 - 1/2 - 1/4) = 0; the outputs
// (1/2, -3/2) / 4 + 10.
BOOST_AUTO_TEST_CASE(inputs_are_normalised_and_outputs_scaled) {
  BOOST_TEST(values(text(lines()), {2, 3}) == "81/8 77/8");
  // 1/2 and 2: relu(1/2 + 4 + 1/10) = 23/5, relu(-3/2 + 1 - 1/4) = 0; (92/5 + 1/2, -3/2) / 4 + 10
  BOOST_TEST(values(text(lines()), {2, Rational(3, 2)}) == "589/40 77/8");
  // 0 and 4: relu(8 + 1/10) = 81/10, relu(2 - 1/4) = 7/4; (162/5 - 7/4 + 1/2, 7/2 - 3/2) / 4 + 10
  BOOST_TEST(values(text(lines()), {1, Rational(1, 2)}) == "1423/80 21/2");
}

BOOST_AUTO_TEST_CASE(inputs_stay_between_their_limits) {
  const std::string bytes = text(lines());
  BOOST_TEST(values(bytes, {-7, Rational(1, 3)}) == values(bytes, {-1, Rational(1, 2)}));
  BOOST_TEST(values(bytes, {Rational(7, 2), 11}) == values(bytes, {3, 10}));
  BOOST_TEST(values(bytes, {100, 0}) == values(bytes, {3, Rational(1, 2)}));
  // -1 and 4: relu(-1 + 8 + 1/10) = 71/10, relu(3 + 2 - 1/4) = 19/4; (142/5 - 19/4 + 1/2, 19/2 - 3/2) / 4 + 10
  BOOST_TEST(values(bytes, {-1, Rational(1, 2)}) == "1283/80 12");
}

BOOST_AUTO_TEST_CASE(one_layer_is_both_the_first_and_the_last) {
  // 2 (v - 1) / 4 + 1/2 for v between 0 and 5, times 3, plus 7
  const std::string bytes = "1,1,1,1\n1,1\n0\n0\n5\n1,7\n4,3\n2\n0.5\n";
  BOOST_TEST(values(bytes, {3}) == "23/2");
  BOOST_TEST(values(bytes, {-2}) == "7");
  BOOST_TEST(values(bytes, {9}) == "29/2");
}

BOOST_AUTO_TEST_CASE(ends_of_lines_blanks_and_the_line_that_is_not_used) {
  const std::string plain = test::text_of(read_nnet("f", text(lines())));
  BOOST_TEST(test::text_of(read_nnet("f", text(lines(), "\r\n"))) == plain);
  BOOST_TEST(test::text_of(read_nnet("f", text(lines(), " \n") + "\n \n")) == plain);
  BOOST_TEST(test::text_of(read_nnet("f", with_line(4, "never read: ;"))) == plain);
  BOOST_TEST(test::text_of(read_nnet("f", with_line(4, ""))) == plain);
  BOOST_TEST(test::text_of(read_nnet("f", "//\n//2,2,2,2\n" + text(lines()))) == plain);
  const auto all = lines();
  BOOST_TEST(test::text_of(read_nnet("f", text({all.begin() + 1, all.end()}))) == plain);
  BOOST_TEST(test::text_of(read_nnet("f", with_line(5, " -1 , 5e-1"))) == plain);
  BOOST_TEST(test::text_of(read_network_file("f", text(lines()))) == plain);
}

BOOST_AUTO_TEST_CASE(files_are_told_by_their_beginning) {
  BOOST_TEST(looks_like_nnet(text(lines())));
  BOOST_TEST(looks_like_nnet("7,5,5,50,\n"));
  BOOST_TEST(looks_like_nnet("7, 5, 5, 50 \r\n"));
  BOOST_TEST(!looks_like_nnet("7,5,5,50"));
  BOOST_TEST(looks_like_nnet("7,5,5\n"));
  BOOST_TEST(!looks_like_nnet("7\n"));
  BOOST_TEST(!looks_like_nnet("layer,bias,weights\n"));
  BOOST_TEST(!looks_like_nnet("\x08\x07:,,,\n"));
  BOOST_TEST(!looks_like_nnet(""));
}

BOOST_AUTO_TEST_CASE(refusals_name_the_line) {
  const auto without_last = [](std::size_t count) {
    auto rows = lines();
    rows.resize(rows.size() - count);
    return text(rows);
  };
  const std::vector<Refusal> refusals = {
      {with_line(2, "2,2,2"), Code::kRowLength, 2, "4 numbers, found 3"},
      {with_line(2, "2,2,-2,2"), Code::kSyntax, 2, "a number from 1 on, found '-2'"},
      {with_line(2, "0,2,2,2"), Code::kSyntax, 2, "found '0'"},
      {with_line(2, "2,2,2.0,2"), Code::kSyntax, 2, "found '2.0'"},
      {with_line(2, "999999999999,2,2,2"), Code::kSyntax, 2, "too many layers"},
      {with_line(3, "2,2"), Code::kRowLength, 3, "the sizes of 2 layers behind that of the inputs, 3 numbers, found 2"},
      {with_line(3, "3,2,2"), Code::kSyntax, 3, "from 2 inputs to 2 outputs, found 3 and 2"},
      {with_line(3, "2,2,1"), Code::kSyntax, 3, "from 2 inputs to 2 outputs, found 2 and 1"},
      {with_line(5, "1,2,3"), Code::kRowLength, 5, "the lower limits of the inputs, 2 numbers, found 3"},
      {with_line(6, "3,0.25"), Code::kSyntax, 6, "for input 1"},
      {with_line(7, "1.0,2.5"), Code::kRowLength, 7,
       "the means of the inputs and that of the outputs, 3 numbers, found 2"},
      {with_line(8, "0.0,1,1"), Code::kSyntax, 8, "found 0 for input 0"},
      {with_line(10, "-3.0,nan"), Code::kNumberSyntax, 10, "'nan'"},
      {with_line(10, "-3.0,,"), Code::kNumberSyntax, 10, "found ''"},
      {with_line(10, ""), Code::kRowLength, 10, "row 2 of the weights of layer 1, 2 numbers, found 0"},
      {with_line(11, "1,2"), Code::kRowLength, 11, "bias 1 of layer 1, 1 numbers, found 2"},
      {with_line(14, "1e99999,0"), Code::kNumberSyntax, 14, "1e99999"},
      {without_last(1), Code::kTruncated, 15, "expected bias 2 of layer 2, found the end of the file"},
      {without_last(14), Code::kTruncated, 2, "the sizes of 2 layers"},
      {"//", Code::kTruncated, 1, "layers, inputs, outputs"},
      {text(lines()) + "\n7\n", Code::kTrailing, 18, "'7'"},
  };
  for (const Refusal& refusal : refusals) {
    const auto error = test::error_of([&] { read_nnet("f.nnet", refusal.bytes); });
    BOOST_TEST_CONTEXT(refusal.bytes) {
      BOOST_REQUIRE(error.has_value());
      BOOST_TEST(error->code() == refusal.code);
      BOOST_TEST(error->place().file == "f.nnet");
      BOOST_TEST(error->place().line == refusal.line);
      BOOST_TEST(error->text().find(refusal.says) != std::string::npos, error->text());
    }
  }
}

// 6000 inputs need 72 million weights for their limits, out of proportion to a file of 60 KB.
BOOST_AUTO_TEST_CASE(limits_of_memory_and_work) {
  std::string zeros, ones;
  for (int i = 0; i < 6000; ++i) zeros += "0,", ones += "1,";
  const std::string wide =
      "1,6000,1,6000\n6000,1\n0\n" + zeros + "\n" + ones + "\n" + zeros + "0\n" + ones + "1\n" + ones + "\n0\n";
  const auto memory = test::error_of([&] { read_nnet("f.nnet", wide); });
  BOOST_REQUIRE(memory.has_value());
  BOOST_TEST(memory->code() == Code::kMemory);
  BOOST_TEST(memory->place().file == "f.nnet");
  const auto work = test::error_of([] { read_nnet("f.nnet", with_line(14, "1e19999,0"), Integer(1000000)); });
  BOOST_REQUIRE(work.has_value());
  BOOST_TEST(work->code() == Code::kWork);
  BOOST_TEST(work->place().line == 14u);
}
