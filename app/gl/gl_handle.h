// The name of one OpenGL object and its life: created and deleted on the main thread, moved, never
// copied.
#pragma once

#include <utility>

namespace fscope {

/// Traits: static unsigned int create(); static void destroy(unsigned int). A moved-from handle is
/// 0.
template <class Traits>
class GlHandle {
 public:
  GlHandle() : id_(Traits::create()) {}
  ~GlHandle() {
    if (id_ != 0) Traits::destroy(id_);
  }
  GlHandle(GlHandle&& other) noexcept : id_(std::exchange(other.id_, 0U)) {}
  GlHandle& operator=(GlHandle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  GlHandle(const GlHandle&) = delete;
  GlHandle& operator=(const GlHandle&) = delete;

  unsigned int id() const { return id_; }

 private:
  unsigned int id_;
};

struct TextureTraits {
  static unsigned int create();
  static void destroy(unsigned int id);
};
struct FramebufferTraits {
  static unsigned int create();
  static void destroy(unsigned int id);
};
struct ProgramTraits {
  static unsigned int create();
  static void destroy(unsigned int id);
};
struct VertexArrayTraits {
  static unsigned int create();
  static void destroy(unsigned int id);
};
struct SamplerTraits {
  static unsigned int create();
  static void destroy(unsigned int id);
};
struct BufferTraits {
  static unsigned int create();
  static void destroy(unsigned int id);
};

using VertexArray = GlHandle<VertexArrayTraits>;
using Sampler = GlHandle<SamplerTraits>;

}  // namespace fscope
