#include "ftcert/verbs/specification_said.hpp"

#include "ftcert/explain/decimal.hpp"
#include "ftcert/explain/text.hpp"
#include "ftcert/verbs/json_number.hpp"

namespace ftcert {

std::vector<std::string> specification_words(const CertifyResult& result) {
  const SpecificationFacts& facts = *result.specification;
  const std::size_t changed = result.certificate.claim.changed;
  std::string first =
      "f meets " + std::to_string(facts.satisfied) + " of " + counted(facts.specified, "specification") + " already";
  if (facts.near_misses != 0) {
    first += "; at " + counted(facts.near_misses, "other sample") +
             " a class that is asked for leads, but by less than the margin";
  }
  std::vector<std::string> lines = {first + ". g is not 0 at " + counted(changed, "sample") + "."};
  if (!facts.asked) return lines;
  std::string margin = "Margin: " + readable(*facts.asked) + " was asked for";
  if (facts.lead)
    margin +=
        "; the least lead of a class is " + rounded(*facts.lead, 4) + (result.running ? ", in every execution" : "");
  lines.push_back(margin + ".");
  if (facts.margin != facts.asked) {
    lines.push_back("WARNING: no network that was found keeps that margin after rounding: the certificate says " +
                    readable(*facts.margin) + ".");
  }
  return lines;
}

void add_specification(nlohmann::ordered_json& json, const SpecificationFacts& facts) {
  json["specified"] = facts.specified;
  json["satisfied"] = facts.satisfied;
  json["near_misses"] = facts.near_misses;
  json["margin_asked"] = json_number(facts.asked);
  json["margin_certified"] = json_number(facts.margin);
  json["margin_attained"] = json_number(facts.lead);
}

}  // namespace ftcert
