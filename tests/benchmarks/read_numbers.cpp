// The floor of everything that reads exact numbers: those of a file as GMP rationals, in lowest terms, all kept, and nothing else done.
//
//   read_numbers FILE   // prints how many there are
//
// A word between commas, blanks and ends of lines is a number if it reads -?digits, with a decimal point, or as a fraction of integers; other words are
// passed over. So the numbers of a table and those of a certificate are read alike. Canonical form is made, not checked.
#include <gmp.h>

#include <cstdio>
#include <deque>
#include <fstream>
#include <iterator>
#include <string>

namespace {

// false: not a number. The word is used up.
bool read(mpq_t number, std::string& word) {
  const std::size_t point = word.find('.');
  std::size_t places = 0;
  if (point != std::string::npos) {
    places = word.size() - point - 1;
    word.erase(point, 1);
  }
  if (mpq_set_str(number, word.c_str(), 10) != 0) return false;
  if (places > 0) mpz_ui_pow_ui(mpq_denref(number), 10, places);
  mpq_canonicalize(number);
  return true;
}

}  // namespace

int main(int arguments, char** words) {
  std::ifstream file(arguments == 2 ? words[1] : "", std::ios::binary);
  if (!file) return std::fputs("usage: read_numbers FILE\n", stderr), 2;
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  std::deque<__mpq_struct> numbers;
  std::string word;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find_first_of(", \n", begin);
    if (end == std::string::npos) end = text.size();
    word.assign(text, begin, end - begin);
    begin = end + 1;
    if (word.empty() || (word[0] != '-' && (word[0] < '0' || word[0] > '9'))) continue;
    numbers.emplace_back();
    mpq_init(&numbers.back());
    if (!read(&numbers.back(), word)) {
      mpq_clear(&numbers.back());
      numbers.pop_back();
    }
  }
  std::printf("%zu\n", numbers.size());
}
