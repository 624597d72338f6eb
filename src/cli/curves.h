// Where curves go: the terminal that they are drawn for, and files of pictures.
#pragma once

#include <string>

#include "base/result.h"
#include "plot/terminal.h"

namespace cordon::cli {

/// As wide as the terminal (80 where there is none), with colour where it has one, in ASCII where
/// the locale is not UTF-8.
plot::Terminal terminal_for_curves();

/// Writes a picture where a path was given.
Result<void> write_picture(const std::string& path, const std::string& svg);

}  // namespace cordon::cli
