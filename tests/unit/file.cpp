// Reading, gzip, digests, and writes that leave nothing half done.
#include "ftcert/files/file.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "ftcert/core/error.hpp"
#include "ftcert/files/small_file.hpp"
#include "support/checks.hpp"
#include "support/folder.hpp"
#include "support/generator.hpp"

using namespace ftcert;
using namespace std::string_literals;
namespace fs = std::filesystem;
using ftcert::test::Folder;
using ftcert::test::Generator;

namespace {

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  BOOST_REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string result(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  BOOST_REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

std::string random_bytes(std::size_t count) {
  Generator random(count);
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(random.next());
  return bytes;
}

}  // namespace

// FIPS 180-4's example values (NIST, "Examples with Intermediate Values", SHA256), and the empty message.
BOOST_AUTO_TEST_CASE(sha256_of_the_standard) {
  BOOST_TEST(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_TEST(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
             "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  BOOST_TEST(sha256_hex(std::string(1000000, 'a')) ==
             "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  BOOST_TEST(sha256_hex("a\0b"s) != sha256_hex("a"));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  const Folder folder;
  for (std::size_t size : {0, 1, 65535, 65536, 65537, 300000}) {
    const std::string bytes = random_bytes(size);
    write_file(folder / "out", bytes);
    BOOST_TEST((read_file(folder / "out") == bytes), size);
  }
  BOOST_TEST(folder.entries() == 1U);
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read) {
  const Folder folder;
  FTCERT_CHECK_ERROR(read_file(folder / "nothing"), Code::kCannotRead);
  FTCERT_CHECK_ERROR(read_file(folder / ""), Code::kCannotRead);  // a folder
  const std::string missing = folder / "nothing";
  BOOST_TEST(test::error_of([&] { read_file(missing); })->place().file == missing);
}

BOOST_AUTO_TEST_CASE(plain_bytes_pass_through) {
  for (const std::string& bytes : {""s, "FTCERT 1.0\n"s, "\x1f"s, "\x8b\x1f"s, "\x1f\x8a"s}) {
    BOOST_TEST((decompress_if_gzip(bytes, "c") == bytes));
  }
}

BOOST_AUTO_TEST_CASE(gzip_members) {
  for (std::size_t size : {0, 1, 70000, 1000000}) {
    const std::string bytes = size == 1000000 ? std::string(size, 'x') : random_bytes(size);
    BOOST_TEST((decompress_if_gzip(gzip(bytes), "c") == bytes), size);
  }
  BOOST_TEST(decompress_if_gzip(gzip("one ") + gzip("") + gzip("two"), "c") == "one two");
}

BOOST_AUTO_TEST_CASE(broken_gzip) {
  const std::string whole = gzip("the quick brown fox");
  for (std::size_t size = 2; size < whole.size(); ++size) {
    FTCERT_CHECK_ERROR(decompress_if_gzip(whole.substr(0, size), "c"), Code::kEncoding);
  }
  FTCERT_CHECK_ERROR(decompress_if_gzip(whole + "garbage", "c"), Code::kEncoding);
  FTCERT_CHECK_ERROR(decompress_if_gzip(whole + whole.substr(0, 12), "c"), Code::kEncoding);
  FTCERT_CHECK_ERROR(decompress_if_gzip("\x1f\x8b garbage", "c"), Code::kEncoding);
  // A flipped bit in the data, in the check sum, in the length.
  for (std::size_t at : {whole.size() - 12, whole.size() - 8, whole.size() - 1}) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    FTCERT_CHECK_ERROR(decompress_if_gzip(flipped, "c"), Code::kEncoding);
  }
}

BOOST_AUTO_TEST_CASE(failed_writes_change_nothing) {
  const Folder folder;
  FTCERT_CHECK_ERROR(write_file(folder / "missing/out", "bytes"), Code::kCannotWrite);
  BOOST_TEST(folder.entries() == 0U);
  // The target is a folder: everything is written, only the rename fails, and the part is removed.
  fs::create_directory(folder / "occupied");
  write_file(folder / "occupied/kept", "old");
  FTCERT_CHECK_ERROR(write_file(folder / "occupied", "bytes"), Code::kCannotWrite);
  BOOST_TEST(folder.entries() == 1U);
  BOOST_TEST(read_file(folder / "occupied/kept") == "old");
  // A folder that refuses new files. Root may write anywhere, so the check is for everybody else.
  if (geteuid() != 0) {
    fs::permissions(folder / "occupied", fs::perms::owner_read | fs::perms::owner_exec);
    FTCERT_CHECK_ERROR(write_file(folder / "occupied/kept", "new"), Code::kCannotWrite);
    fs::permissions(folder / "occupied", fs::perms::owner_all);
    BOOST_TEST(read_file(folder / "occupied/kept") == "old");
  }
}

// A file-size limit stands for a full disk. No device of the machine is named here: a broken write_file() run by root could
// replace it.
BOOST_AUTO_TEST_CASE(full_disks_are_an_error_and_keep_the_old_file) {
  const Folder folder;
  write_file(folder / "out", "old");
  rlimit before{};
  BOOST_REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 1000;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);  // writing then fails with EFBIG
  BOOST_REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto error = test::error_of([&] { write_file(folder / "out", std::string(100000, 'x')); });
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST(error->code() == Code::kCannotWrite);
  BOOST_TEST(error->text() == "cannot write all bytes: File too large");
  BOOST_TEST(read_file(folder / "out") == "old");
  BOOST_TEST(folder.entries() == 1U);
}

// A pipe stands for all that is not a plain file, /dev/null among it: it is written to, not replaced.
BOOST_AUTO_TEST_CASE(special_files_are_written_in_place) {
  const Folder folder;
  const std::string pipe = folder / "pipe";
  BOOST_REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const int end = ::open(pipe.c_str(), O_RDWR | O_NONBLOCK);
  BOOST_REQUIRE(end >= 0);
  write_file(pipe, "bytes");
  char received[8] = {};
  BOOST_TEST(::read(end, received, sizeof received) == 5);
  BOOST_TEST(std::string(received) == "bytes");
  ::close(end);
  BOOST_TEST(fs::is_fifo(pipe));
  BOOST_TEST(folder.entries() == 1U);
}

BOOST_AUTO_TEST_CASE(links_stay_links) {
  const Folder folder;
  write_file(folder / "real", "old");
  fs::create_symlink("real", folder / "link");
  write_file(folder / "link", "new");
  BOOST_TEST(fs::is_symlink(folder / "link"));
  BOOST_TEST(read_file(folder / "real") == "new");
  fs::create_symlink("later", folder / "ahead");
  write_file(folder / "ahead", "first");
  BOOST_TEST(fs::is_symlink(folder / "ahead"));
  BOOST_TEST(read_file(folder / "later") == "first");
  fs::create_symlink("circle", folder / "circle");
  FTCERT_CHECK_ERROR(write_file(folder / "circle", "x"), Code::kCannotWrite);
}

BOOST_AUTO_TEST_CASE(small_files_are_read_unless_they_unfold) {
  const Folder folder;
  const std::string file = folder / "ten", packed = folder / "packed", empty = folder / "empty";
  write_file(file, "0123456789");
  write_file(packed, gzip("0"));
  write_file(empty, "");
  BOOST_TEST(read_small_file(file, 10).value() == "0123456789");
  BOOST_TEST(!read_small_file(file, 9));
  BOOST_TEST(read_small_file(empty, 0).value().empty());
  BOOST_TEST(!read_small_file(packed, 1000));
  for (const std::string& none : {folder.path(), folder / "missing", "-"s}) BOOST_TEST(!read_small_file(none, 1000));
}

BOOST_AUTO_TEST_CASE(same_file_by_any_path) {
  const Folder folder;
  write_file(folder / "a", "x");
  write_file(folder / "b", "x");
  fs::create_symlink("a", folder / "link");
  BOOST_TEST(same_file(folder / "a", folder / "a"));
  BOOST_TEST(same_file(folder / "a", folder / "./a"));
  BOOST_TEST(same_file(folder / "a", folder / "link"));
  BOOST_TEST(!same_file(folder / "a", folder / "b"));
  BOOST_TEST(!same_file(folder / "a", folder / "nothing"));
  BOOST_TEST(!same_file(folder / "nothing", folder / "nothing"));
}
