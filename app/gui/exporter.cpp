#include "app/gui/exporter.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <utility>

#include "app/gui/compare.h"
#include "app/gui/file_list.h"
#include "app/gui/saved_state.h"
#include "app/gui/widgets/axis.h"
#include "app/io/atomic_file.h"
#include "app/io/image_file.h"
#include "app/io/network_file.h"
#include "app/io/path_text.h"
#include "app/report/contact_sheet.h"
#include "app/report/curves_csv.h"
#include "app/report/film.h"
#include "app/report/html_report.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// What the background needs of the moment.
struct Order {
  ExportKind kind = ExportKind::state;
  std::filesystem::path path;
  std::shared_ptr<const Snapshot> snapshot;
  std::size_t shown = 0;  // place of the selected run
  State state;
  int longer_side = 0;
  Image window;
  std::vector<std::string> colours;
  std::shared_ptr<const Image> source;  // of the picture, as decoded
  int n_frames = 0;

  const RunSnapshot& run() const { return snapshot->runs.at(shown); }
};

std::string css_colour(ImU32 colour) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string out = "#";
  for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
    const unsigned byte = colour >> static_cast<unsigned>(shift) & 0xffU;
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

/// The selected run's network at `longer_side` pixels.
Image large_picture(const Order& order) {
  require(order.run().target != nullptr, "a signal has no picture");
  const NetworkFile network = network_of(order.run());
  const double scale =
      static_cast<double>(order.longer_side) / std::max(network.width, network.height);
  const int width = std::max(1, static_cast<int>(std::lround(network.width * scale)));
  const int height = std::max(1, static_cast<int>(std::lround(network.height * scale)));
  return picture_of(network, width, height);
}

std::string title_of(const Snapshot& snapshot) {
  return snapshot.target_name.empty() ? std::string("fourierscope")
                                      : text("fourierscope: ", snapshot.target_name);
}

/// For pictures, whose letters are strokes.
std::string drawable_title(const Snapshot& snapshot) {
  std::string title = title_of(snapshot);
  return can_be_drawn(title) ? title : "fourierscope";
}

/// Tells how many of how many frames are done.
using FrameProgress = std::function<void(int, int)>;

void write_film(const Order& order, const FrameProgress& progress, const StopFlag& stop) {
  film_runs({.path = order.path,
             .title = drawable_title(*order.snapshot),
             .n_frames = order.n_frames,
             .sources = {.picture = order.source, .samples = nullptr},
             .runs = order.state.runs},
            progress, stop);
}

void write(const Order& order, const FrameProgress& progress, const StopFlag& stop) {
  switch (order.kind) {
    case ExportKind::state:
      return write_file_atomically(order.path, to_json(order.state));
    case ExportKind::picture:
      return save_png(order.path, large_picture(order), to_json(order.state));
    case ExportKind::window:
      return save_png(order.path, order.window, to_json(order.state));
    case ExportKind::sheet:
      return save_png(order.path, contact_sheet_of(*order.snapshot), to_json(order.state));
    case ExportKind::curves:
      return write_file_atomically(order.path, curves_to_csv(*order.snapshot));
    case ExportKind::network:
      return save_network(order.path, network_of(order.run()));
    case ExportKind::report:
      return write_file_atomically(
          order.path, html_report(*order.snapshot, {.title = title_of(*order.snapshot),
                                                    .date = format_time(std::time(nullptr)),
                                                    .state = to_json(order.state),
                                                    .colours = order.colours}));
    case ExportKind::film:
      return write_film(order, progress, stop);
  }
}

/// Has the window look for a result, whether there is one or an error.
struct Ending {
  std::atomic<bool>& ended;
  const std::function<void()>& wake;
  ~Ending() {
    ended = true;
    wake();
  }
};

}  // namespace

Image contact_sheet_of(const Snapshot& snapshot) {
  std::vector<SheetTile> tiles;
  for (const RunSnapshot& run : snapshot.runs) {
    if (tiles.empty() && run.target) tiles.push_back({*run.target, {"target"}});
    if (!run.whole) continue;
    const auto& heldout = run.history.heldout_psnr.points();
    const std::string psnr =
        heldout.empty() ? "" : fixed(static_cast<double>(heldout.back().last), 2) + " dB held-out";
    const std::string name(run_name(run).english());
    tiles.push_back(
        {to_image(*run.whole), {can_be_drawn(name) ? name : text("run ", run.id), psnr}});
  }
  require(tiles.size() > 1, "there is no reconstruction yet");
  ContactSheet sheet{.title = drawable_title(snapshot), .columns = {}, .rows = {""}, .note = ""};
  sheet.columns.assign(tiles.size(), "");
  return paint_sheet(sheet, [&](std::size_t, std::size_t column) { return tiles[column]; });
}

void Exporter::start(std::shared_ptr<const Snapshot> snapshot, const UiState& ui, Image window) {
  const ExportState& state = ui.exporting;
  const auto kind = static_cast<std::size_t>(state.kind);
  const auto wanted = static_cast<ExportKind>(kind);
  const std::string name =
      state.names[kind].empty() ? default_export_name(wanted) : state.names[kind];
  Order order{.kind = wanted,
              .path = std::filesystem::path(unescape_bytes(state.folder)) / unescape_bytes(name),
              .snapshot = snapshot,
              .state = state_of(*snapshot, ui),
              .longer_side = state.longer_side,
              .window = std::move(window),
              .colours = {},
              .source = ui.target_image,
              .n_frames = state.n_frames};
  for (std::size_t i = 0; i < snapshot->runs.size(); ++i) {
    if (&snapshot->runs[i] == shown_run(*snapshot, ui)) order.shown = i;
    order.colours.push_back(css_colour(run_colour(ui, snapshot->runs[i].id)));
  }
  progress_ = std::make_shared<Progress>();
  const auto note = [progress = progress_, wake = wake_](int done, int n_frames) {
    progress->done = done;
    progress->n_frames = n_frames;
    wake();
  };
  job_.start(
      [order = std::move(order), note, progress = progress_, wake = wake_](const StopFlag& stop) {
        const Ending ending{progress->ended, wake};
        std::filesystem::create_directories(order.path.parent_path());
        write(order, note, stop);
        return order.path.string();
      });
}

std::optional<std::string> Exporter::update(ExportState& state) {
  try {
    auto written = job_.poll();
    state.busy = job_.running();
    state.frames_done = progress_->done;
    state.frames_in_all = state.busy ? progress_->n_frames.load() : 0;
    return written;
  } catch (const std::exception& error) {
    state.busy = false;
    state.error = error.what();
    return std::nullopt;
  }
}

}  // namespace fscope
