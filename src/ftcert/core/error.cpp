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

std::string identifier(Code code) { return "E" + std::to_string(static_cast<int>(code)); }

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

std::span<const ErrorDoc> error_table() { return kTable; }

void throw_contract(const std::string& text) { throw Error(Code::kContract, text); }

}  // namespace ftcert
