#include "app/io/base64.h"

#include <gtest/gtest.h>

namespace fscope {
namespace {

// RFC 4648, section 10.
TEST(Base64, PublishedVectors) {
  for (const auto& [bytes, encoded] :
       std::initializer_list<std::pair<const char*, const char*>>{{"", ""},
                                                                  {"f", "Zg=="},
                                                                  {"fo", "Zm8="},
                                                                  {"foo", "Zm9v"},
                                                                  {"foob", "Zm9vYg=="},
                                                                  {"fooba", "Zm9vYmE="},
                                                                  {"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(to_base64(bytes), encoded);
    EXPECT_EQ(from_base64(encoded), bytes);
  }
}

TEST(Base64, EveryByteRoundTrips) {
  std::string bytes;
  for (int value = 0; value < 256; ++value) {
    bytes += static_cast<char>(value);
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
  }
}

TEST(Base64, RefusesWhatIsNone) {
  for (const char* encoded :
       {"Z", "Zg", "Zg=", "Z===", "Zg=a", "Zm9v\n", "Zm9*", "=Zg=", "Zh==", "Zm9=", "Zg==Zg=="}) {
    EXPECT_EQ(from_base64(encoded), std::nullopt) << encoded;
  }
}

}  // namespace
}  // namespace fscope
