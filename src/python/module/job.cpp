#include "job.hpp"

#include <pybind11/stl.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <string>
#include <system_error>
#include <thread>

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

// What both threads see.
class Job {
 public:
  Job(const ControlOptions& options, std::size_t input_bytes, unsigned jobs) : options_(options) {
    control_.stop = &stop_;
    control_.most_work = allowed_units(options.max_work, input_bytes);
    control_.jobs = options.jobs.value_or(jobs);
    if (!options.progress.is_none()) control_.progress = [this](const std::string& text) { tell(text); };
  }

  // In the thread of the job.
  void work(const Work& work) {
    try {
      outcome_.emplace(work({control_, options_.max_work, [this] { return time_over_.load(); }, said_}));
      if (outcome_->said.last_line.empty()) outcome_->said = said_;
      outcome_->summary = json_text(outcome_->said.summary);
    } catch (const Error& error) {
      const bool late = error.code() == Code::kInterrupted && time_over_;
      fail(late ? time_error(seconds_text(*options_.seconds)) : error);
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
    changed_.notify_all();
  }

  // In the thread that called, with the interpreter's lock.
  void wait() {
    while (!step()) {
    }
    if (raised_) std::rethrow_exception(raised_);
  }
  void stop() { stop_ = true; }
  Outcome result() {
    if (failure_) throw *failure_;
    return *std::move(outcome_);
  }

 private:
  void fail(const Error& error) { failure_.emplace(error, said_); }

  void tell(const std::string& text) {
    const std::lock_guard lock(mutex_);
    if (pending_.size() == kMostPending) pending_.pop_front();
    pending_.push_back(text);
  }

  // Waits, tells and looks at the clock once; true: the work is done.
  bool step() {
    bool done = false;
    std::deque<std::string> lines;
    {
      const py::gil_scoped_release release;
      std::unique_lock lock(mutex_);
      done = changed_.wait_for(lock, wait_time(), [this] { return done_; });
      lines.swap(pending_);
    }
    if (options_.seconds && seconds_passed() >= *options_.seconds) {
      time_over_ = true;
      stop_ = true;
    }
    if (raised_) return done;
    try {
      for (const std::string& line : lines) options_.progress(line);
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    } catch (const py::error_already_set&) {
      raised_ = std::current_exception();
      stop_ = true;
    }
    return done;
  }

  double seconds_passed() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }
  std::chrono::duration<double> wait_time() const {
    const std::chrono::duration<double> most = kStep;
    if (!options_.seconds || time_over_) return most;
    return std::clamp(std::chrono::duration<double>(*options_.seconds - seconds_passed()),
                      std::chrono::duration<double>(0.001), most);
  }

  const ControlOptions& options_;
  const Clock::time_point begin_ = Clock::now();
  std::atomic<bool> stop_ = false, time_over_ = false;
  Control control_;
  Said said_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> pending_;
  bool done_ = false;
  std::optional<Outcome> outcome_;
  std::optional<FailureText> failure_;
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

std::thread started(Job& job, const Work& work) {
  const SignalsBlocked blocked;
  try {
    return std::thread([&] { job.work(work); });
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
  if (options.max_work && *options.max_work > 999'999'999'999'999'999)
    refuse("Control(): max_work: expected 0 to 999999999999999999");
  if (options.jobs && (*options.jobs < 1 || *options.jobs > 256)) refuse("Control(): jobs: expected 1 to 256");
  return options;
}

}  // namespace

Outcome run(const ControlOptions& options, std::size_t input_bytes, unsigned jobs, const Work& work) {
  Job job(options, input_bytes, jobs);
  std::thread thread = started(job, work);
  const auto join = [&thread] {
    const py::gil_scoped_release release;
    thread.join();
  };
  try {
    job.wait();
  } catch (...) {
    job.stop();
    join();
    throw;
  }
  join();
  return job.result();
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
