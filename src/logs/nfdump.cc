#include "logs/nfdump.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

extern char** environ;

namespace cordon::logs {
namespace {

// What nfdump is asked for: its own CSV has no fractions of a second, by which one tells who was
// infected by whom.
constexpr std::string_view kColumns =
    "fmt:%tsr,%ter,%sa,%da,%sp,%dp,%pr,%flg,%ipkt,%ibyt,%opkt,%obyt";
constexpr std::string_view kHeader = "ts,te,sa,da,sp,dp,pr,flg,ipkt,ibyt,opkt,obyt\n";

// Our header line, then what nfdump says.
class ChildStream final : public source::ByteStream {
 public:
  ChildStream(pid_t child, int output) : child_(child), inner_(source::descriptor_stream(output)) {}
  ChildStream(const ChildStream&) = delete;
  ChildStream& operator=(const ChildStream&) = delete;
  ~ChildStream() override {
    if (child_ <= 0) return;
    ::kill(child_, SIGTERM);  // it may have much left to say, and nobody listens
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
  }

  std::size_t read(std::span<std::uint8_t> room) override {
    if (!header_.empty()) {
      const std::size_t part = std::min(room.size(), header_.size());
      std::copy_n(header_.begin(), part, room.begin());
      header_.remove_prefix(part);
      return part;
    }
    const std::size_t got = inner_->read(room);
    if (got == 0 && child_ > 0) wait();
    return got;
  }
  std::uint64_t taken() const override { return inner_->taken(); }
  std::string trouble() const override {
    return inner_->trouble().empty() ? trouble_ : inner_->trouble();
  }

 private:
  void wait() {
    int status = 0;
    pid_t ended = 0;
    do {
      ended = ::waitpid(child_, &status, 0);
    } while (ended < 0 && errno == EINTR);
    child_ = -1;
    if (ended < 0) return;
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
      trouble_ = "nfdump ended with status " + std::to_string(WEXITSTATUS(status));
    else if (WIFSIGNALED(status))
      trouble_ = "nfdump was ended by signal " + std::to_string(WTERMSIG(status));
  }

  std::string_view header_ = kHeader;
  pid_t child_;
  std::unique_ptr<source::ByteStream> inner_;
  std::string trouble_;
};

// nfdump writes times as of the zone of its environment. Ours are UTC.
std::vector<char*> environment_in_utc() {
  static char utc[] = "TZ=UTC";
  std::vector<char*> all;
  for (char** variable = environ; *variable != nullptr; ++variable)
    if (std::strncmp(*variable, "TZ=", 3) != 0) all.push_back(*variable);
  all.push_back(utc);
  all.push_back(nullptr);
  return all;
}

// Starts it with its output into `into`; 0 or an errno.
int start(const std::string& path, int into, pid_t& child) {
  posix_spawn_file_actions_t actions;
  if (const int error = ::posix_spawn_file_actions_init(&actions); error != 0) return error;
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, into, STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  // Quiet, plain numbers, whole IPv6 addresses.
  std::string program = "nfdump", read = "-r", file = path, quiet = "-q", plain = "-N",
              whole = "-6", output = "-o", columns(kColumns);
  std::array<char*, 9> arguments = {program.data(), read.data(),    file.data(),
                                    quiet.data(),   plain.data(),   whole.data(),
                                    output.data(),  columns.data(), nullptr};
  std::vector<char*> environment = environment_in_utc();
  const int error = ::posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments.data(),
                                   environment.data());
  ::posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

bool looks_like_nfdump(Bytes first) {
  if (first.size() < 4) return false;
  const int magic = first[0] << 8 | first[1];
  // Then the version of the layout, which is 1 or 2.
  const bool little = magic == 0x0CA5, big = magic == 0xA50C;
  const int version = little ? first[2] | first[3] << 8 : first[2] << 8 | first[3];
  return (little || big) && (version == 1 || version == 2);
}

Result<std::unique_ptr<source::ByteStream>> open_nfdump(const std::string& path) {
  if (path.find('\0') != std::string::npos)
    return fail("read", path, "a path cannot hold a zero byte");
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return fail("read", path, std::strerror(errno));
  pid_t child = -1;
  const int error = start(path, ends[1], child);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    if (error == ENOENT)
      return fail("read", path, "it is nfdump's own format, and nfdump is not installed",
                  "apt-get install nfdump");
    return fail("start nfdump for", path, std::strerror(error));
  }
  return std::make_unique<ChildStream>(child, ends[0]);
}

}  // namespace cordon::logs
