#include "programs/certify_input.hpp"

#include "ftcert/verbs/option_words.hpp"
#include "programs/data_input.hpp"

namespace ftcert {

void add_certify_input(CLI::App& verb, CertifyInput& input) {
  CertifyJob& job = input.job;
  add_data_input(verb, job.input);
  mark_required(*verb.get_option("--data"));  // but --construction list needs none
  verb.add_option(
      "--layers", job.layers,
      "affine layers of g: 2 is one hidden layer; auto: as many as take the fewest neurons (default: 2, or what "
      "the named construction makes; auto where g is to run: --format, --patch, --prefer robust, --deviation)");
  verb.add_option("--construction", job.construction, "auto (fewest neurons, then fewest weight bits), list, or a name")
      ->capture_default_str();
  verb.add_option("--direction", job.direction, "projection direction: auto, or integers a1,..,ad")
      ->capture_default_str();
  verb.add_option(
      "--network", job.network,
      "certify this network as g instead of building one: ONNX, or CSV with a row layer,bias,weights.. for every "
      "neuron and output; with a float format its numbers must be of that format");
  verb.add_option(
          "--format", job.format,
          "what the weights of g are. rational: the certificate says that f + g equals every label, exactly, as real "
          "functions. float32, float64: it says what every floating-point execution does: samples that keep their "
          "label keep f to the last bit, the others come as near to it as is said (default: rational; with --patch "
          "the model's own)")
      ->check(CLI::IsMember(words_in(kWeightFormatWords)));
  verb.add_option("--prefer", job.prefer,
                  "of networks that survive: neurons (the fewest), or robust (the least effect near samples that keep "
                  "their label)")
      ->check(CLI::IsMember(words_in(kPreferWords)))
      ->capture_default_str();
  verb.add_option(
      "--deviation", job.deviation,
      "what an execution may miss a label by; where none meets it nothing is certified (default: the networks with the "
      "fewest neurons that miss by at most 1/1024 of the largest change, more with hundreds of features; else what can "
      "be had)");
  verb.add_option(
      "--exact", job.exact,
      "with a float format: write the certificate that f + g equals every label exactly as well, where that "
      "is so of a network with such weights");
  CLI::Option* const patch =
      verb.add_option("--patch", job.patched,
                      "write f + g as an ONNX model to deploy, g in the model's own format or in that of --format; the "
                      "certificate binds it");
  verb.add_option("--output-name", job.patch.output_name,
                  "of the patched tensor (default: that of f's tensor, which is renamed)")
      ->needs(patch);
  verb.add_flag("--uncertified", job.uncertified,
                "with --patch and --format rational: write the model although the certificate is not about what runs");
  verb.add_option("-o", job.output, "the certificate (-: standard output); required unless --patch is given");
  add_jobs_option(verb, input.common);
  add_common_options(verb, input.common);
}

}  // namespace ftcert
