#include "app/gui/figure_computer.h"

#include <utility>

#include "app/gui/figure_painter.h"
#include "app/gui/imgui_compat.h"
#include "app/io/atomic_file.h"
#include "app/io/image_file.h"
#include "app/io/path_text.h"
#include "core/support/check.h"

namespace fscope {
namespace {

/// At its end, also by an exception, says so and wakes the window.
class Ending {
 public:
  Ending(std::atomic<bool>& ended, const std::function<void()>& wake)
      : ended_(&ended), wake_(&wake) {}
  ~Ending() {
    *ended_ = true;
    (*wake_)();
  }
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;

 private:
  std::atomic<bool>* ended_;
  const std::function<void()>* wake_;
};

std::string write(const Figure& figure, const Image& painted, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw std::runtime_error(text(escape_bytes(folder.native()), ": ", error.message()));
  const std::filesystem::path png = folder / (figure.name + ".png");
  save_png(png, painted);
  write_file_atomically(folder / (figure.name + ".csv"), to_csv(figure));
  return text("Saved ", escape_bytes(png.native()), " and ", figure.name, ".csv");
}

}  // namespace

double FigureComputer::Progress::elapsed_s() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Progress is worth a frame every quarter of a second.
void FigureComputer::note(Progress& progress, double fraction) const {
  constexpr double kPause = 0.25;
  progress.fraction = fraction;
  const double now = progress.elapsed_s();
  if (now - progress.told_s < kPause) return;
  progress.told_s = now;
  wake_();
}

void FigureComputer::start(std::size_t index, const FigureSettings& settings) {
  job_.cancel();
  index_ = index;
  progress_ = std::make_shared<Progress>();
  const FigureKind& kind = figure_catalogue()[index];
  job_.start([this, &kind, settings, progress = progress_](const StopFlag& stop) {
    const FigureHooks hooks{.progress = [&](double fraction) { note(*progress, fraction); },
                            .interrupted = [&stop] { return stop.load(); }};
    const Ending ending(progress->ended, wake_);
    return kind.compute(settings, hooks);
  });
}

void FigureComputer::save(const Figure& figure, const std::filesystem::path& folder) {
  saver_.start([figure, folder, painted = paint_figure(figure)](const StopFlag&) {
    return write(figure, painted, folder);
  });
}

void FigureComputer::handle_requests(UiState& ui, FigureSettings settings) {
  const FigureRequests requests = std::exchange(ui.figure_requests, {});
  const FiguresState& figures = ui.figures;
  if (requests.cancel) job_.cancel();
  if (requests.compute) {
    settings.quick = figures.quick;
    settings.anchored = figures.anchored;
    start(figures.chosen, settings);
  }
  if (requests.save && figures.results[figures.chosen]) {
    save(figures.results[figures.chosen]->figure(), figures.folder);
  }
}

void FigureComputer::take_results(UiState& ui) {
  try {
    if (const auto message = update(ui.figures)) say(ui, MessageKind::good, translated(*message));
  } catch (const std::exception& error) {
    say(ui, MessageKind::error, translated(error.what()));
  }
}

std::optional<std::string> FigureComputer::update(FiguresState& figures) {
  figures.texture_of = [this](const Image& image) { return texture_of(image); };
  figures.running.reset();
  if (std::optional<Figure> figure = job_.poll()) {
    textures_.clear();  // those still shown are made again
    figures.results[index_] = std::make_shared<FigureView>(std::move(*figure));
  } else if (job_.running()) {
    const double fraction = progress_->fraction;
    figures.running =
        RunningFigure{index_, fraction, seconds_left(fraction, progress_->elapsed_s())};
  }
  return saver_.poll();
}

ImTextureID FigureComputer::texture_of(const Image& image) {
  const auto [found, is_new] = textures_.try_emplace(&image);
  Texture& texture = found->second;
  if (is_new) {
    texture.upload(image.width, image.height, image.channels, image.pixels);
    texture.bind(0, true);  // makes the smaller levels
  }
  return compat::texture_id(texture.id());
}

}  // namespace fscope
