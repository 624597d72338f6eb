// A name that is looked up, and the answer. Threads: pure function.
#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "traffic/wire.h"

namespace cordon::traffic {

inline std::vector<Said> name_look_up(Random& random) {
  std::string question("\0\0\1\0\0\1\0\0\0\0\0\0\4h000\7example\3com\0\0\1\0\1", 34);
  question[0] = static_cast<char>(random.below(256));
  question[1] = static_cast<char>(random.below(256));
  for (std::size_t i = 14; i < 17; ++i) question[i] = static_cast<char>('0' + random.below(10));
  std::string answer = question;
  answer[2] = '\x81';
  answer[3] = '\x80';
  answer[7] = '\1';
  answer += std::string("\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc6\x33\x64\x50", 16);
  return {{true, copy_of(bytes_of(question)), 0}, {false, copy_of(bytes_of(answer)), 0.001}};
}

}  // namespace cordon::traffic
