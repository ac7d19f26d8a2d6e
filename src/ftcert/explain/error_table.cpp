#include "ftcert/explain/error_table.hpp"

#include <array>

namespace ftcert {

namespace {

constexpr auto kTable = std::to_array<ErrorDoc>({
    {Code::kUsage, "the command line cannot be understood"},
    {Code::kUnknownName, "no construction, option value or statement has this name"},
    {Code::kOverwritesInput, "an output would overwrite an input, another output, or a file that ftcert did not make"},
    {Code::kNotApplicable, "the named construction does not apply to these data"},
    {Code::kClaimMismatch, "the claim line and the body of the certificate disagree"},
    {Code::kShapeMismatch, "the shapes of networks, samples and layers do not fit together"},
    {Code::kDuplicateSample, "two samples have the same point"},
    {Code::kWrongValue, "f+g differs from the label at a sample, or f from what the model says there"},
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
    {Code::kNotANumber, "a weight is no number of the format in which the network runs"},
    {Code::kOverflow, "an operation may overflow at a sample"},
    {Code::kRowTooLong, "a row has too many terms for the format"},
    {Code::kNotZero, "g is not 0 in every execution where f is kept"},
    {Code::kDeviation, "an execution of g may be further from y - f than the certificate says"},
    {Code::kOutputDeviation, "an execution of f + g may be further from the label than the certificate says"},
    {Code::kPatched, "a patched model is not the model with the certificate's network added"},
    {Code::kNotRefuted, "the rows of a leaf do not contradict each other"},
    {Code::kNotARow, "a row or a split that the assignment of its node does not allow"},
    {Code::kMayBeCovered, "that the unchanged samples do not lie on so few hyperplanes is not shown"},
    {Code::kWrongTree, "a tree is missing, or another one stands in its place"},
    {Code::kNotMet, "f+g is not what a sample is specified to be"},
    {Code::kCannotRead, "a file cannot be opened or read"},
    {Code::kVersion, "not a certificate or a plan, or one of an unknown version"},
    {Code::kSyntax, "a line is not what the grammar has in this place"},
    {Code::kCount, "a declared count does not match"},
    {Code::kTruncated, "the input ends too early"},
    {Code::kTrailing, "there is something after END"},
    {Code::kEncoding, "a byte that the format does not allow, a broken gzip stream, or a file of another kind"},
    {Code::kNumberSyntax, "a number is not in the allowed form"},
    {Code::kColumn, "a column is missing or named twice"},
    {Code::kRowLength, "a row has too few or too many cells, or a file of labels too few or too many rows"},
    {Code::kNoSamples, "there is no sample"},
    {Code::kContradiction, "two rows have the same point and different labels"},
    {Code::kNotFinite, "a number is NaN or infinite, or overflows the requested type"},
    {Code::kNpy, "not a .npy array of a supported type and shape, or an .npz archive without the array that is meant"},
    {Code::kModelParse, "the model file is not an ONNX model"},
    {Code::kModelOperator, "the model uses an operator that is not supported"},
    {Code::kModelType, "a tensor of the model has an unsupported type"},
    {Code::kModelShape, "the shapes in the model do not fit or are not supported"},
    {Code::kModelGraph, "the model's graph is not a chain from one input to one output"},
    {Code::kMemory, "memory ran out"},
    {Code::kInterrupted, "interrupted"},
    {Code::kCannotWrite, "a file cannot be written"},
    {Code::kWork, "the work that the input asks for is more than is allowed (--max-work)"},
    {Code::kTime, "the time limit was reached (--max-time)"},
    {Code::kNotShown, "the requested statement could not be shown"},
    {Code::kFileMissing, "the certificate needs a file that was not supplied"},
    {Code::kNotRead, "a supplied file is of a kind that this checker does not read (ftcheck reads all kinds)"},
    {Code::kContract, "internal error: our own code broke a promise"},
    {Code::kContradictory, "internal error: a certified network is smaller than a certified or proved bound"},
});

}  // namespace

std::span<const ErrorDoc> error_table() { return kTable; }

}  // namespace ftcert
