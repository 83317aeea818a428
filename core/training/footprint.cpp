#include "core/training/footprint.h"

#include <algorithm>

#include "core/support/check.h"
#include "core/training/trainer.h"

namespace fscope {

std::size_t network_bytes(Index n_parameters) {
  // Parameters; two moments; two packed layouts; two checkpoints of the first three; two snapshots.
  constexpr Index kCopies = 1 + 2 + 2 + 2 * 3 + 2;
  const Index gradients = Trainer::max_shards(n_parameters);
  return sizeof(float) * static_cast<std::size_t>((kCopies + gradients) * n_parameters);
}

std::size_t picture_bytes(const Subject& subject) {
  const Image* source = subject.sources.picture.get();
  if (subject.kind != TaskKind::image || !source || source->empty()) return 0;
  const Size size =
      training_size(source->width, source->height, subject.image.crop, subject.image.resolution);
  if (size == Size{source->width, source->height}) return 0;  // it is learned as it is
  const auto count = [](int side) { return static_cast<std::size_t>(side); };
  const std::size_t rows_first = count(source->height) * count(size.width);
  return count(source->channels) * (rows_first + count(size.width) * count(size.height));
}

void check_memory(const RunConfig& config, const Subject& subject, std::size_t available) {
  constexpr Index kChannels = 3;  // at most
  const FourierMapping mapping =
      make_mapping(config.mapping, n_task_inputs(config.task), config.seed);
  const std::size_t needed =
      network_bytes(network_shape(config, mapping, kChannels).n_parameters()) +
      picture_bytes(subject);
  if (needed <= available) return;
  throw std::runtime_error(text("not enough memory: this needs about ", memory_text(needed), ", ",
                                memory_text(available), " are free"));
}

}  // namespace fscope
