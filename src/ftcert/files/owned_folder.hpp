// A folder that a program writes, and that may hold files of others.
//
// Purpose: nothing is overwritten or removed that is not provably the program's own. A manifest in the folder (manifest.hpp) proves it: it lists a
// file before the file is there, so that a killed program leaves nothing that the next one does not know. A file is own if it is listed with the
// digest that it has, or holds already what is to be written, or is a working file: listed, in a place for what is made again when it is damaged. A
// file of others that is in the way is an error, found before anything is written: where there is a file that might be in the way, all writing waits
// for finish(). Other files are left alone. One writer at a time: the folder is locked.
//
//   OwnedFolder folder("out", {"audit.files", {"report.md"}, {{"rows", ".json", true}}});
//   folder.put({{"rows/a.json", bytes}});
//   folder.put({{"report.md", page}});
//   folder.finish({"rows/a.json"});   // removes what the manifest lists in the places and is not named here
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ftcert/files/file.hpp"
#include "ftcert/files/manifest.hpp"

namespace ftcert {

struct FolderPlace {
  std::string folder, ending;
  bool working = false;  // its listed files may be made again
  bool swept = true;     // listed files that finish() does not name are removed
};

struct FolderPlaces {
  std::string manifest;
  std::vector<std::string> files;  // at the top
  std::vector<FolderPlace> folders;
};

class OwnedFolder {
 public:
  // Looks only. Errors: kOverwritesInput for a file of others in the place of the manifest or of a folder; kCannotWrite.
  OwnedFolder(std::string path, FolderPlaces places);

  // Whether a run of the program has left files here.
  bool used() const { return !manifest_.empty(); }
  // A regular file's bytes; nullopt: there is none.
  std::optional<std::string> read(const std::string& name) const;

  // Early, for a file that will be put and begin so. Errors: kOverwritesInput if one of others is there that begins otherwise.
  void expect_beginning(const std::string& name, const std::string& beginning) const;

  // From any thread. Errors: kOverwritesInput names a file of others that is in the way; kCannotWrite.
  void put(const std::vector<NamedBytes>& files);
  // All that was put is there when this returns, and the manifest is complete.
  void finish(const std::set<std::string>& kept);

 private:
  struct Lock {
    int descriptor = -1;
    Lock() = default;
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
  };

  std::string full(const std::string& name) const { return path_ + "/" + name; }
  const FolderPlace* place_of(const std::string& name) const;
  bool is_place(const std::string& name) const;
  bool own(const std::string& name) const;
  bool others_in_the_way() const;
  [[noreturn]] void refuse(const std::string& name) const;
  // No file of others stands where these go.
  void require_free(const std::vector<NamedBytes>& files) const;
  void lock();
  void begin();
  void write(const std::vector<NamedBytes>& files);
  void write_manifest();

  std::string path_;
  FolderPlaces places_;
  Manifest manifest_;
  std::string written_;  // the manifest as it is in the folder
  std::vector<NamedBytes> waiting_;
  bool waits_ = false, begun_ = false;
  Lock lock_;
  std::mutex mutex_;
};

}  // namespace ftcert
