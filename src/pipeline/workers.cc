#include "pipeline/workers.h"

namespace cordon::pipeline {

Workers::Workers(std::size_t count, std::function<void(std::size_t)> work)
    : count_(count == 0 ? 1 : count), work_(std::move(work)) {
  if (count_ == 1) return;
  for (std::size_t worker = 0; worker < count_; ++worker)
    threads_.emplace_back([this, worker] { live(worker); });
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  begun_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Workers::run() {
  if (threads_.empty()) {
    work_(0);
    return;
  }
  std::unique_lock lock(mutex_);
  ++round_;
  busy_ = count_;
  begun_.notify_all();
  done_.wait(lock, [this] { return busy_ == 0; });
}

void Workers::live(std::size_t worker) {
  std::uint64_t last = 0;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      begun_.wait(lock, [&] { return over_ || round_ != last; });
      if (over_) return;
      last = round_;
    }
    work_(worker);
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) done_.notify_one();
  }
}

}  // namespace cordon::pipeline
