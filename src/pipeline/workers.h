// Workers: threads that run the shards over a burst of packets, and rest between bursts.
//
// Each worker owns the shards whose number is its own, modulo the number of workers; so no two
// threads ever touch a shard, and shards meet only at the end of a burst. The bursts are handed
// over by pointer: they live until run() returns.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cordon::pipeline {

class Workers {
 public:
  /// `work(worker)` is run on each worker's thread at each run(). With one worker there is no
  /// thread: run() does it.
  Workers(std::size_t count, std::function<void(std::size_t worker)> work);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void run();  // returns when all have done their work
  std::size_t count() const { return count_; }

 private:
  void live(std::size_t worker);

  std::size_t count_;
  std::function<void(std::size_t)> work_;
  std::mutex mutex_;
  std::condition_variable begun_, done_;
  std::uint64_t round_ = 0;
  std::size_t busy_ = 0;
  bool over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace cordon::pipeline
