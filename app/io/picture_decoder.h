// Decoding pictures where a fault of the decoder cannot reach the session.
#pragma once

#include <filesystem>
#include <string_view>

#include "app/io/image_header.h"
#include "core/tasks/image.h"

namespace fscope {

/// The pixels of a file whose header was read, as stored. Decoded in a process of its own that may
/// only compute, write its answer and end: a fixed budget of memory (64 MiB, 28 bytes a pixel and
/// three times the file), 5 s of CPU, 10 s of time (more above 10 million pixels). Without a
/// decoder program, or in a build without seccomp, in this process. Any thread; waits.
/// Throws std::runtime_error with the reason.
Image decode_picture(std::string_view bytes, const ImageHeader& header);

/// The program that is started as that process, given kDecodeOption; it calls
/// run_decoder_helper(). Set once, before there are other threads; empty (as at first): none.
void set_decoder_program(const std::filesystem::path& program);

/// Whether pictures are decoded behind seccomp: this build can, and the program is set.
bool decodes_in_sandbox();

inline constexpr std::string_view kDecodeOption = "--decode-picture";

/// That process: decodes what is in file descriptor 3 into 4 and ends. `budget`: bytes, as text.
[[noreturn]] void run_decoder_helper(const char* budget);

}  // namespace fscope
