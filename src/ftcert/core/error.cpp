#include "ftcert/core/error.hpp"

#include <array>
#include <utility>

namespace ftcert {

namespace {

constexpr auto kTable = std::to_array<ErrorDoc>({
    {Code::kUsage, "the command line cannot be understood"},
    {Code::kUnknownName, "no construction, option value or statement has this name"},
    {Code::kOverwritesInput, "the output would overwrite an input"},
    {Code::kNotApplicable, "the named construction does not apply to these data"},
    {Code::kClaimMismatch, "the claim line and the body of the certificate disagree"},
    {Code::kShapeMismatch, "the shapes of networks, samples and layers do not fit together"},
    {Code::kDuplicateSample, "two samples have the same point"},
    {Code::kWrongValue, "f+g differs from the label at a sample"},
    {Code::kWrongCount, "a counted quantity differs from the stated one"},
    {Code::kWrongMargin, "a recomputed margin or bit count differs from the stated one"},
    {Code::kDigestMismatch, "a supplied file does not have the digest that the certificate binds"},
    {Code::kDataMismatch, "the samples of the certificate are not those of the supplied data file"},
    {Code::kNotBound, "a supplied file is not one that the certificate binds"},
    {Code::kBoundExceeded, "the network has more neurons than the bound that the certificate states"},
    {Code::kNotOnLine, "a sample is not on the line of a lower bound, or out of order"},
    {Code::kNotForced, "the samples force no kink of the stated sign there, or a condition does not hold"},
    {Code::kNotDisjoint, "two kinks of one sign that are counted apart may be the same"},
    {Code::kNotReached, "what was shown needs fewer neurons than the claim says"},
    {Code::kCannotRead, "a file cannot be opened or read"},
    {Code::kVersion, "not a certificate, or one of an unknown version"},
    {Code::kSyntax, "a line is not what the grammar has in this place"},
    {Code::kCount, "a declared count does not match"},
    {Code::kTruncated, "the input ends too early"},
    {Code::kTrailing, "there is something after END"},
    {Code::kEncoding, "a byte that the format does not allow, or a broken gzip stream"},
    {Code::kNumberSyntax, "a number is not in the allowed form"},
    {Code::kColumn, "a column is missing or named twice"},
    {Code::kRowLength, "a row has too few or too many cells"},
    {Code::kNoSamples, "there is no sample"},
    {Code::kContradiction, "two rows have the same point and different labels"},
    {Code::kNotFinite, "a number is NaN or infinite, or overflows the requested type"},
    {Code::kNpy, "not a .npy array of a supported type and shape"},
    {Code::kModelParse, "the model file is not an ONNX model"},
    {Code::kModelOperator, "the model uses an operator that is not supported"},
    {Code::kModelType, "a tensor of the model has an unsupported type"},
    {Code::kModelShape, "the shapes in the model do not fit or are not supported"},
    {Code::kModelGraph, "the model's graph is not a chain from one input to one output"},
    {Code::kMemory, "memory ran out"},
    {Code::kInterrupted, "interrupted, or the time limit was reached"},
    {Code::kCannotWrite, "a file cannot be written"},
    {Code::kNotShown, "the requested statement could not be shown"},
    {Code::kFileMissing, "the certificate needs a file that was not supplied"},
    {Code::kNotRead, "a supplied file is of a kind that this checker does not read (ftcheck reads all kinds)"},
    {Code::kContract, "internal error: our own code broke a promise"},
});

std::string compose(Code code, const Place& place, const std::string& text) {
  std::string result = identifier(code) + " ";
  if (!place.file.empty()) result += place.file + ":";
  if (place.line != 0) result += (place.file.empty() ? "line " : "") + std::to_string(place.line) + ":";
  if (result.back() == ':') result += " ";
  return result + text;
}

}  // namespace

Error::Error(Code code, Place place, std::string text)
    : code_(code), place_(std::move(place)), text_(std::move(text)), what_(compose(code, place_, text_)) {}

std::string identifier(Code code) { return std::string("E").append(std::to_string(static_cast<int>(code))); }

ExitCode exit_code(Code code) {
  switch (static_cast<int>(code) / 100) {
    case 1: return kExitUsage;
    case 2: return kExitRejected;
    case 3: return kExitMalformed;
    case 4: return kExitResources;
    case 5: return kExitIncomplete;
    default: return kExitInternal;
  }
}

namespace {

// Length of the well-formed UTF-8 sequence of two or more bytes at the start of the text (Unicode 15, table 3-7); 0: none, or a
// control character (U+0080 to U+009F).
std::size_t multibyte_length(std::string_view s) {
  const auto byte = [s](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto within = [](unsigned b, unsigned low, unsigned high) { return low <= b && b <= high; };
  const auto continues = [&](std::size_t i) { return within(byte(i), 0x80, 0xBF); };
  const unsigned lead = byte(0);
  if (within(lead, 0xC2, 0xDF)) return within(byte(1), lead == 0xC2 ? 0xA0 : 0x80, 0xBF) ? 2 : 0;
  if (within(lead, 0xE0, 0xEF)) {
    const bool second = within(byte(1), lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && continues(2) ? 3 : 0;
  }
  if (within(lead, 0xF0, 0xF4)) {
    const bool second = within(byte(1), lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return second && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string shown(std::string_view text) {
  constexpr int kMostCharacters = 60;
  std::string result = "'";
  for (int count = 0; !text.empty(); ++count) {
    if (count == kMostCharacters) return result + "...'";
    const auto byte = static_cast<unsigned char>(text[0]);
    const bool ascii = byte >= 0x20 && byte <= 0x7E;
    const std::size_t length = ascii ? 1 : multibyte_length(text);
    if (length > 0) {
      result += text.substr(0, length);
    } else {
      result += "\\x";
      result += "0123456789ABCDEF"[byte >> 4];
      result += "0123456789ABCDEF"[byte & 15];
    }
    text.remove_prefix(length > 0 ? length : 1);
  }
  return result + "'";
}

std::span<const ErrorDoc> error_table() { return kTable; }

void throw_contract(const std::string& text) { throw Error(Code::kContract, text); }

}  // namespace ftcert
