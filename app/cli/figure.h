// fourierscope figure: the paper's figures, computed here, as a picture and a table.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/streams.h"
#include "app/figures/figure.h"

namespace fscope {

/// Draws a figure; the program hands over the window's way of doing it.
using PaintFigure = std::function<Image(const Figure&)>;

/// Lists the figures, or computes one and writes NAME.png and NAME.csv into the folder asked for,
/// which is made if it is not there. Returns 0, or kExitInterrupted after Control-C (nothing is
/// written then). Throws std::exception naming the file and the reason.
int run_figure(const FigureArguments& arguments, const Streams& streams, const PaintFigure& paint);

}  // namespace fscope
