// Draws the axes of a picture, and its title. Threads: one a picture.
#pragma once

#include "plot/labels.h"
#include "plot/scale.h"
#include "plot/svg.h"
#include "plot/ticks.h"

namespace cordon::plot {

/// Title and subtitle at the upper left; answers the height that is used.
double draw_captions(Svg& svg, const Captions& captions, double width);
double height_of_captions(const Captions& captions, double width);

/// As many ticks as have room for their words, without touching.
Ticks fitting_ticks(const Axis& axis, const Scale& across);
/// Grid lines over the area, words below it, the title below these.
void draw_x_axis(Svg& svg, const Axis& axis, const Scale& across, const Box& area);
/// The words of the x axis once more, above the area, for pictures that are high.
void draw_words_above(Svg& svg, const Axis& axis, const Scale& across, const Box& area);
/// What draw_x_axis needs below the area.
double height_below(const Axis& axis);
/// Grid lines, words to the left, the title above.
void draw_y_axis(Svg& svg, const Axis& axis, const Ticks& ticks, const Scale& up, const Box& area);
/// What draw_y_axis needs to the left of the area.
double width_of_words(const Ticks& ticks);

}  // namespace cordon::plot
