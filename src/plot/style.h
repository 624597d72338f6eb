// How pictures look: colours that the colour-blind tell apart (Okabe and Ito 2008; the map's are
// after viridis), on light and on dark paper. All rules are below .cordon-plot, so that several
// pictures in one page share them and nothing else is touched.
#pragma once

#include <string_view>

namespace cordon::plot {

inline constexpr std::size_t kSeriesColours = 7;  // classes s0 to s6

inline constexpr double kTitleSize = 17, kSubtitleSize = 13, kLabelSize = 12, kSmallSize = 11;

inline constexpr std::string_view kStyle = R"(
.cordon-plot{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px;font-variant-numeric:tabular-nums}
.cordon-plot .paper{fill:#fff}
.cordon-plot text{fill:#5b6673}
.cordon-plot .title{font-size:17px;font-weight:600;fill:#1b2430}
.cordon-plot .subtitle{font-size:13px}
.cordon-plot .strong{fill:#1b2430}
.cordon-plot .small{font-size:11px}
.cordon-plot .halo{stroke:#fff;stroke-width:3px;stroke-opacity:.85;stroke-linejoin:round;paint-order:stroke}
.cordon-plot .grid{stroke:#e7eaee;stroke-width:1}
.cordon-plot .axis{stroke:#9aa4b0;stroke-width:1}
.cordon-plot .mark{stroke:#5b6673;stroke-width:1.2;stroke-dasharray:4 3}
.cordon-plot .s0{stroke:#0072b2}.cordon-plot .s1{stroke:#d55e00}.cordon-plot .s2{stroke:#009e73}
.cordon-plot .s3{stroke:#b3548a}.cordon-plot .s4{stroke:#e69f00}.cordon-plot .s5{stroke:#56b4e9}.cordon-plot .s6{stroke:#555f6b}
.cordon-plot .f0{fill:#0072b2}.cordon-plot .f1{fill:#d55e00}.cordon-plot .f2{fill:#009e73}
.cordon-plot .f3{fill:#b3548a}.cordon-plot .f4{fill:#e69f00}.cordon-plot .f5{fill:#56b4e9}.cordon-plot .f6{fill:#555f6b}
.cordon-plot .curve{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}
.cordon-plot .thin{stroke-width:1.4}
.cordon-plot .zone{fill-opacity:.05}
.cordon-plot .d1{stroke-dasharray:8 4}.cordon-plot .d2{stroke-dasharray:2 4}.cordon-plot .d3{stroke-dasharray:10 4 2 4}
.cordon-plot .outer{fill-opacity:.16}
.cordon-plot .inner{fill-opacity:.26}
.cordon-plot .edge{fill:none;stroke:#8a95a2;stroke-width:1.3}
.cordon-plot .unsure{stroke-dasharray:3 3}
.cordon-plot .node{fill:#d55e00;stroke:#d55e00;stroke-width:1.6}
.cordon-plot .suspected{fill:#fff}
.cordon-plot .outside{fill:#1b2430;stroke:#1b2430}
.cordon-plot .fold{font-style:italic}
.cordon-plot .seen{fill:#1b2430;stroke:#fff;stroke-width:1}
@media (prefers-color-scheme:dark){
.cordon-plot .paper{fill:#12171e}
.cordon-plot text{fill:#9aa6b4}
.cordon-plot .title,.cordon-plot .strong{fill:#e8edf3}
.cordon-plot .halo{stroke:#12171e}
.cordon-plot .grid{stroke:#252d38}
.cordon-plot .axis{stroke:#566272}
.cordon-plot .mark{stroke:#9aa6b4}
.cordon-plot .s0{stroke:#56b4e9}.cordon-plot .s1{stroke:#ff8b3d}.cordon-plot .s2{stroke:#2bc59a}
.cordon-plot .s3{stroke:#e08fbd}.cordon-plot .s4{stroke:#f0e442}.cordon-plot .s5{stroke:#8fa8ff}.cordon-plot .s6{stroke:#b6c0cc}
.cordon-plot .f0{fill:#56b4e9}.cordon-plot .f1{fill:#ff8b3d}.cordon-plot .f2{fill:#2bc59a}
.cordon-plot .f3{fill:#e08fbd}.cordon-plot .f4{fill:#f0e442}.cordon-plot .f5{fill:#8fa8ff}.cordon-plot .f6{fill:#b6c0cc}
.cordon-plot .outer{fill-opacity:.2}
.cordon-plot .inner{fill-opacity:.3}
.cordon-plot .edge{stroke:#6b7889}
.cordon-plot .node{fill:#ff8b3d;stroke:#ff8b3d}
.cordon-plot .suspected{fill:#12171e}
.cordon-plot .outside{fill:#e8edf3;stroke:#e8edf3}
.cordon-plot .seen{fill:#e8edf3;stroke:#12171e}
}
)";

}  // namespace cordon::plot
