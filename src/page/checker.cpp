// What the page calls: files are given, then certificates among them are checked as ftcheck does.
//
// Purpose: the module's whole interface. Texts go in as bytes and come out through page_say(), each with what it is: 'l' a line of the verdict, 'w' a line of the
// explanation, 'n' one about the networks, 'p' a picture, 'b' a digest or the role of a file, its digest and its name.
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ftcert/core/number_text.hpp"
#include "ftcert/files/file.hpp"
#include "ftcert/supply/verdicts.hpp"
#include "page/explanation.hpp"
#include "page/files.hpp"

extern "C" {
// Of the page's script.
__attribute__((import_module("page"), import_name("say"))) void page_say(char kind, const char* text, std::size_t size);

// A file and its name, both of which are copied.
void page_give(const char* name, std::size_t name_size, const char* bytes, std::size_t size);
// All files are forgotten.
void page_forget();
// SHA-256 of a file that was given, as a line 'b'.
void page_digest(const char* name, std::size_t size);
// The files that a certificate binds, as lines 'b': "data DIGEST", "labels DIGEST", "model DIGEST", "external DIGEST NAME", "patched DIGEST". Nothing of one that cannot
// be read.
void page_bound(const char* name, std::size_t size);
// Options as ftcheck has them, each ended by a zero byte: "--data", "d.csv", "--max-work", "100", "--pair", "net.ftc"; "--explain": with words, picture and
// networks. The exit code; kExitUsage for what is none of these.
int page_check(const char* options, std::size_t size);
}

namespace {

using namespace ftcert;

void say(char kind, const std::string& text) { page_say(kind, text.data(), text.size()); }

// Words, picture and networks; a certificate stays verified where there are none.
void say_explanation(const Certificate& certificate, const std::string& path, const Supplied& supplied) {
  try {
    const page::Explanation shown = page::explain(certificate, path, supplied);
    for (const std::string& line : shown.words) say('w', line);
    for (const std::string& line : shown.networks) say('n', line);
    if (!shown.picture.empty()) say('p', shown.picture);
  } catch (const Error& error) {
    say('w', std::string("Not explained: ") + error.what());
  } catch (const std::bad_alloc&) {
    say('w', "Not explained: memory ran out");
  }
}

void say_bound(const CertificateBody& body) {
  if (body.data) {
    for (const BoundFile& file : body.data->files) say('b', "data " + file.sha256);
    if (body.data->labels) say('b', "labels " + body.data->labels->sha256);
  }
  if (!body.model) return;
  say('b', "model " + body.model->sha256);
  for (const ExternalFile& file : body.model->external) say('b', "external " + file.sha256 + " " + file.name);
}

VerdictJob job_of(const std::vector<std::string>& words) {
  VerdictJob job;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto value = [&]() -> const std::string& {
      if (++i == words.size()) throw Error(Code::kUsage, words.back() + " requires a value");
      return words[i];
    };
    const std::string& word = words[i];
    if (word == "--pair") {
      job.pair = true;
    } else if (word == "--explain") {
      job.verified = say_explanation;
    } else if (word == "--data") {
      job.supplied.data.push_back(value());
    } else if (word == "--labels") {
      job.supplied.labels = value();
    } else if (word == "--model") {
      job.supplied.model = value();
    } else if (word == "--patched") {
      job.supplied.patched = value();
    } else if (word == "--tensor") {
      job.supplied.tensor = value();
    } else if (word == "--max-work") {
      job.most_work = [most = read_count(value())](std::size_t) { return Integer(most); };
    } else if (word.starts_with("--")) {
      throw Error(Code::kUsage, "unknown option " + word);
    } else {
      job.items.push_back({word});
    }
  }
  job.several = job.items.size() > 1;
  job.print = [](const std::string& line) { say('l', line); };
  return job;
}

}  // namespace

void page_give(const char* name, std::size_t name_size, const char* bytes, std::size_t size) {
  page::given_files()[std::string(name, name_size)] = std::string(bytes, size);
}

void page_forget() { page::given_files().clear(); }

void page_digest(const char* name, std::size_t size) { say('b', file_digest(std::string(name, size)).sha256); }

void page_bound(const char* name_bytes, std::size_t size) {
  const std::string name(name_bytes, size);
  try {
    const Certificate certificate = read_certificate(name, decompress_if_gzip(read_file(name), name));
    std::visit([](const auto& c) { say_bound(c); }, certificate);
    const auto* execution = std::get_if<ExecutionCertificate>(&certificate);
    if (execution != nullptr && execution->patched) say('b', "patched " + *execution->patched);
  } catch (const std::exception&) {
    // What is wrong with it the check tells.
  }
}

int page_check(const char* options, std::size_t size) {
  std::vector<std::string> words;
  for (std::string_view rest(options, size); !rest.empty();) {
    words.emplace_back(rest.substr(0, rest.find('\0')));
    rest.remove_prefix(std::min(rest.size(), words.back().size() + 1));
  }
  try {
    return print_verdicts(job_of(words), FilesOnDisk());
  } catch (const Error& error) {
    say('l', std::string("s NOT VERIFIED ") + error.what());
    return exit_code(error.code());
  } catch (const std::bad_alloc&) {
    say('l', "s NOT VERIFIED E401: memory ran out (--max-memory)");
    return kExitResources;
  }
}
