#include "ftcert/audit/report/report.hpp"

namespace ftcert::audit {

std::map<std::string, std::size_t> Report::statuses() const {
  std::map<std::string, std::size_t> result;
  for (const Row& row : rows) ++result[status_text(row.finding.status)];
  return result;
}

std::size_t Report::certificates() const {
  std::size_t result = 0;
  for (const Row& row : rows) result += row.finding.certificates.size();
  return result;
}

}  // namespace ftcert::audit
