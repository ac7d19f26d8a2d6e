#include "job.hpp"

#include <pybind11/stl.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "failure.hpp"
#include "ftcert/common/limits.hpp"
#include "ftcert/core/rational.hpp"
#include "ftcert/verbs/json_text.hpp"

namespace py = pybind11;

namespace ftcert::python {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kStep = std::chrono::milliseconds(50);
constexpr std::size_t kMostPending = 1000;  // lines of progress; of more the oldest are dropped

// "2", "0.5"
std::string seconds_text(double seconds) {
  std::string text = std::to_string(seconds);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// Work that was left to itself and goes on.
std::atomic<int> left_alone = 0;

// The end of the process does not wait for such work, and destroys nothing that it uses.
void end_beside_work(int status, void*) {
  if (left_alone == 0) return;
  std::fflush(nullptr);
  std::_Exit(status);
}

// What both threads see. Nothing of Python, as the thread of the work may be the last one that holds it.
class Job {
 public:
  Job(const ControlOptions& options, std::size_t input_bytes, unsigned jobs, Work work)
      : work_(std::move(work)), seconds_(options.seconds), most_work_(options.max_work) {
    control_.stop = &stop_;
    control_.most_work = allowed_units(options.max_work, input_bytes);
    control_.jobs = options.jobs.value_or(jobs);
    if (!options.progress.is_none()) control_.progress = [this](const std::string& text) { tell(text); };
  }

  // In the thread of the work.
  void go() {
    try {
      outcome_.emplace(work_({control_, most_work_, [this] { return time_over_.load(); }, said_}));
      if (outcome_->said.last_line.empty()) outcome_->said = said_;
      outcome_->summary = json_text(outcome_->said.summary);
    } catch (const Error& error) {
      const bool late = error.code() == Code::kInterrupted && time_over_;
      fail(late ? late_error() : error);
    } catch (const std::bad_alloc&) {
      fail(Error(Code::kMemory, "memory ran out"));
    } catch (const std::exception& error) {
      fail(Error(Code::kContract, error.what()));
    } catch (...) {
      fail(Error(Code::kContract, "an exception of an unknown kind"));
    }
    release_thread_numbers();
    const std::lock_guard lock(mutex_);
    done_ = true;
    if (left_) --left_alone;
    changed_.notify_all();
  }

  // From the thread that called.
  void stop() { stop_ = true; }
  void end_time() { time_over_ = stop_ = true; }
  bool time_over() const { return time_over_; }
  // Whether the work is done, after waiting for so long at most; and the lines of progress since the last time.
  bool wait(std::chrono::duration<double> most, std::deque<std::string>& lines) {
    std::unique_lock lock(mutex_);
    const bool done = changed_.wait_for(lock, most, [this] { return done_; });
    lines.swap(pending_);
    return done;
  }
  // False: it is done after all.
  bool leave() {
    const std::lock_guard lock(mutex_);
    if (done_) return false;
    left_ = true;
    if (left_alone++ == 0 && !std::exchange(at_exit, true)) on_exit(&end_beside_work, nullptr);
    return true;
  }
  // Contract: it is done.
  Outcome result() {
    if (failure_) throw *failure_;
    return *std::move(outcome_);
  }
  Error late_error() const { return time_error(seconds_text(*seconds_)); }

 private:
  void fail(const Error& error) { failure_.emplace(error, said_); }

  void tell(const std::string& text) {
    const std::lock_guard lock(mutex_);
    if (pending_.size() == kMostPending) pending_.pop_front();
    pending_.push_back(text);
  }

  static inline bool at_exit = false;  // under the interpreter's lock

  const Work work_;
  const std::optional<double> seconds_;
  const std::optional<std::uint64_t> most_work_;
  std::atomic<bool> stop_ = false, time_over_ = false;
  Control control_;
  Said said_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> pending_;
  bool done_ = false, left_ = false;
  std::optional<Outcome> outcome_;
  std::optional<FailureText> failure_;
};

// The thread that called, with the interpreter's lock.
class Waiting {
 public:
  Waiting(const ControlOptions& options, Job& job, double to_finish)
      : options_(options), job_(job), to_finish_(to_finish) {}

  // False: the work does not stop and is left to itself.
  bool wait() {
    while (!step()) {
      if (stopped_ && seconds_since(*stopped_) >= (raised_ ? kToStop : to_finish_) && job_.leave()) return false;
    }
    return true;
  }
  void raise() const {
    if (raised_) std::rethrow_exception(raised_);
  }

 private:
  // Waits, tells and looks at the clock once; true: the work is done.
  bool step() {
    bool done = false;
    std::deque<std::string> lines;
    {
      const py::gil_scoped_release release;
      done = job_.wait(wait_time(), lines);
    }
    if (!job_.time_over() && options_.seconds && seconds_since(begin_) >= *options_.seconds) {
      job_.end_time();
      if (!stopped_) stopped_ = Clock::now();
    }
    if (raised_) return done;
    try {
      for (const std::string& line : lines) options_.progress(line);
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    } catch (const py::error_already_set&) {
      raised_ = std::current_exception();
      job_.stop();
      stopped_ = Clock::now();
    }
    return done;
  }

  static double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
  }
  std::chrono::duration<double> wait_time() const {
    using Seconds = std::chrono::duration<double>;
    if (!options_.seconds || job_.time_over()) return kStep;
    return std::clamp(Seconds(*options_.seconds - seconds_since(begin_)), Seconds(0.001), Seconds(kStep));
  }

  const ControlOptions& options_;
  Job& job_;
  const double to_finish_;
  const Clock::time_point begin_ = Clock::now();
  std::optional<Clock::time_point> stopped_;
  std::exception_ptr raised_;  // by the callback, or a signal's handler
};

// Signals are for the interpreter's threads; those that a fault raises stay.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigdelset(&all, fault);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

std::thread started(const std::shared_ptr<Job>& job) {
  const SignalsBlocked blocked;
  try {
    return std::thread([job] { job->go(); });
  } catch (const std::system_error&) {
    throw FailureText(Error(Code::kMemory, "no thread can be started"), {});
  }
}

ControlOptions checked(ControlOptions options) {
  const auto refuse = [](const char* text) { throw py::value_error(text); };
  if (!options.progress.is_none() && !py::isinstance<py::function>(options.progress) &&
      PyCallable_Check(options.progress.ptr()) == 0)
    throw py::type_error("Control(): progress: expected something to call, or None");
  if (options.seconds && !(*options.seconds > 0 && *options.seconds <= 1e9))
    refuse("Control(): seconds: expected a number above 0, at most 1e9");
  if (options.max_work && *options.max_work > kMostCount)
    refuse("Control(): max_work: expected 0 to 999999999999999999");
  if (options.jobs && (*options.jobs < 1 || *options.jobs > kMostJobs)) refuse("Control(): jobs: expected 1 to 256");
  return options;
}

}  // namespace

Outcome run(const ControlOptions& options, std::size_t input_bytes, unsigned jobs, Work work, double to_finish) {
  const auto job = std::make_shared<Job>(options, input_bytes, jobs, std::move(work));
  std::thread thread = started(job);
  Waiting waiting(options, *job, to_finish);
  const auto join = [&thread] {
    const py::gil_scoped_release release;
    thread.join();
  };
  bool done = false;
  try {
    done = waiting.wait();
  } catch (...) {  // no memory to wait with
    job->stop();
    join();
    throw;
  }
  if (!done) {
    thread.detach();
    waiting.raise();
    throw FailureText(job->late_error(), {});
  }
  join();
  waiting.raise();
  return job->result();
}

void add_control(py::module_& module) {
  py::class_<ControlOptions>(module, "Control", "Progress and limits of a call.")
      .def(py::init([](py::object progress, std::optional<double> seconds, std::optional<std::uint64_t> max_work,
                       std::optional<unsigned> jobs) {
             return checked({std::move(progress), seconds, max_work, jobs});
           }),
           py::arg("progress") = py::none(), py::arg("seconds") = py::none(), py::arg("max_work") = py::none(),
           py::arg("jobs") = py::none())
      .def_readonly("progress", &ControlOptions::progress)
      .def_readonly("seconds", &ControlOptions::seconds)
      .def_readonly("max_work", &ControlOptions::max_work)
      .def_readonly("jobs", &ControlOptions::jobs);
}

}  // namespace ftcert::python
