// A comparison as one HTML page that needs nothing else: no link, no script, no network.
#pragma once

#include <string>
#include <vector>

#include "core/training/snapshot.h"

namespace fscope {

struct ReportOptions {
  std::string title;  // UTF-8
  std::string date;   // for people; may be empty
  std::string state;  // the document that brings the runs back (state.h); may be empty
  std::vector<std::string> colours;  // of CSS, one a run; the last is repeated
};

/// Pictures of the target and of every run as data, a table of settings and results, the curves as
/// SVG, and the state. Takes tenths of a second: for the background.
std::string html_report(const Snapshot& snapshot, const ReportOptions& options);

}  // namespace fscope
