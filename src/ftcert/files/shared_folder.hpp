// A folder that several writers fill at once, each with files of its own, and that may hold files of others.
//
// Purpose: what OwnedFolder is for one writer, for many processes on one or many machines, and for more files than a list can be written anew for each: what
// is proved to be the program's own stands in the manifest of a finished folder (manifest.hpp), and before that in journals, one a writer, to which the
// names of files are appended before the files are there. A name that is listed is the program's, whatever its file holds by now; any other file is left
// alone, and is an error where it is in the way. Every file comes whole. Writers of one name write the same bytes, or one of them is mistaken; nobody
// is waited for but who concludes. A writer's journal is locked as long as it lives; where the file system has no locks, nothing else changes.
//
//   SharedFolder folder("out", {"sweep.files", "sweep.journal-", {"table.jsonl"}, {"rows", "certificates"}}, "0-of-2");
//   folder.announce({"rows/a.jsonl"});
//   folder.put({"rows/a.jsonl", bytes});
//   folder.conclude([&] { return SharedResult{...}; });
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ftcert/files/file.hpp"
#include "ftcert/files/manifest.hpp"

namespace ftcert {

struct SharedPlaces {
  std::string manifest, journal;   // the latter: what the names of all journals begin with
  std::vector<std::string> files;  // at the top, written by conclude() alone
  std::vector<std::string> folders;
};

// What a folder is when all is done.
struct SharedResult {
  std::vector<NamedBytes> files;               // at the top
  std::map<std::string, std::string> digests;  // of all others
};

// How it was when that was found.
struct Concluded {
  bool done = false;
  std::vector<std::string> repaired;  // files at the top that were not as they had been written
  std::size_t others = 0;             // own files that the result does not name
};

class SharedFolder {
 public:
  // Looks only. `writer` names this one among all that may be at work. Errors: kOverwritesInput for a file of others in the place of a file at the
  // top, a journal or a folder; kCannotWrite where this writer is at work already.
  SharedFolder(std::string path, SharedPlaces places, const std::string& writer);

  // Files in the folders that were there at the beginning and are not known to be own.
  const std::set<std::string>& unknown() const { return unknown_; }
  [[noreturn]] void refuse(const std::string& name) const;
  // A regular file's bytes; nullopt: there is none.
  std::optional<std::string> read(const std::string& name) const;

  // From any thread. The folder comes into being with the first. Errors: kOverwritesInput for a file of others; kCannotWrite.
  void announce(const std::vector<std::string>& names);
  // Takes a file that was there, of which the caller has found out that it is own. Before announce().
  void take(const std::string& name);
  // Contract: announced.
  void put(const NamedBytes& file);
  // If there is one and it is own.
  void remove(const std::string& name);

  // Unless look() finds that something is missing (nullopt), the files at the top and the manifest are written, and the journals of writers that live no
  // more are removed. One at a time looks, so that the last one sees all that the others wrote. In look() nothing but read() is called.
  Concluded conclude(const std::function<std::optional<SharedResult>()>& look);

 private:
  // Closed at the end, and with it its lock.
  struct Held {
    int descriptor = -1;
    explicit Held(int number) : descriptor(number) {}
    ~Held();
    Held(Held&& other) noexcept : descriptor(std::exchange(other.descriptor, -1)) {}
    Held& operator=(Held&&) = delete;
  };

  std::string full(const std::string& name) const { return path_ + "/" + name; }
  Held locked_folder() const;
  void list();
  void know(const std::string& name);
  void read_journal(const std::string& name);
  void open_journal();
  void make_folders();
  Manifest manifest_of(const SharedResult& result, Concluded& concluded) const;

  std::string path_;
  SharedPlaces places_;
  std::string journal_;          // name of this writer's
  Manifest listed_;              // of the folder's manifest
  std::set<std::string> known_;  // from it and from journals
  std::set<std::string> unknown_;
  Held lock_{-1};  // of the journal
  std::mutex mutex_;
};

}  // namespace ftcert
