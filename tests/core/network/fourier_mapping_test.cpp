#include "core/network/fourier_mapping.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

#include "tests/core/golden.h"

namespace fscope {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

MappingKind kind_named(const std::string& name) {
  for (const MappingKind kind : kMappingKinds) {
    if (mapping_name(kind) == name) return kind;
  }
  throw std::invalid_argument("no mapping " + name);
}

Index inputs_of(MappingKind kind) { return kind == MappingKind::power ? 1 : 2; }

Matrix<double> one_point(std::initializer_list<double> coordinates) {
  Matrix<double> v(static_cast<Index>(coordinates.size()), 1);
  std::copy(coordinates.begin(), coordinates.end(), v.data());
  return v;
}

TEST(Mapping, NoneIsTheRawCoordinates) {
  const auto mapping = make_mapping({.kind = MappingKind::none}, 2, 0);
  EXPECT_TRUE(mapping.is_identity());
  EXPECT_EQ(mapping.n_features(), 2);
  EXPECT_EQ(encode<double>(mapping, one_point({0.25, 0.75})), one_point({0.25, 0.75}));
}

TEST(Mapping, BasicIsOneTurnPerAxisSinesFirst) {
  const auto mapping = make_mapping({.kind = MappingKind::basic}, 2, 0);
  const auto gamma = encode<double>(mapping, one_point({0.25, 0.5}));
  // sin and cos of a quarter and of half a turn; 2 pi is rounded to double
  EXPECT_TRUE(gamma.isApprox(Eigen::Vector4d(1, 0, 0, -1), 1e-15)) << gamma;
}

TEST(Mapping, PositionalHasTheMinusOneOfThePapersCode) {
  const auto mapping =
      make_mapping({.kind = MappingKind::positional, .sigma = 4, .n_frequencies = 6}, 2, 0);
  Eigen::MatrixXd expected(6, 2);
  expected << 0, 0, 3, 0, 15, 0, 0, 0, 0, 3, 0, 15;  // 2^(0, 2, 4) - 1 on each axis
  EXPECT_EQ(mapping.B, expected);
}

TEST(Mapping, PositionalLeavesOutWhatDoesNotDivide) {
  const MappingSettings s{.kind = MappingKind::positional, .sigma = 4, .n_frequencies = 256};
  EXPECT_EQ(make_mapping(s, 3, 0).n_features(), 510);  // 85 per axis, as in the MRI notebook
}

TEST(Mapping, PowerFamilyFallsAsJToTheMinusP) {
  const auto amplitudes = [](double p) {
    return make_mapping({.kind = MappingKind::power, .power = p, .n_frequencies = 4}, 1, 0)
        .amplitude;
  };
  EXPECT_EQ(amplitudes(0), Eigen::Vector4d(1, 1, 1, 1));
  EXPECT_TRUE(amplitudes(1).isApprox(Eigen::Vector4d(1, 0.5, 1 / 3.0, 0.25), 1e-15));
  EXPECT_EQ(amplitudes(kInfinity), Eigen::Vector4d(1, 0, 0, 0));
  const auto mapping = make_mapping({.kind = MappingKind::power, .n_frequencies = 3}, 1, 0);
  EXPECT_EQ(mapping.B, Eigen::Vector3d(1, 2, 3));
}

TEST(Mapping, SameNumbersAsNumpy) {
  const auto known = golden::read("encode.json");
  for (const auto& c : known["cases"]) {
    SCOPED_TRACE(text(c["mapping"], " inputs ", c["inputs"], " power ", c["power"]));
    const MappingSettings s{.kind = kind_named(c["mapping"]),
                            .sigma = c["sigma"],
                            .power = std::stod(c["power"].get<std::string>()),
                            .n_frequencies = c["features"],
                            .normalize = c["normalize"]};
    const auto mapping = make_mapping(s, c["inputs"], known["seed"]);
    const Eigen::MatrixXd B = golden::matrix(c["B"]);
    ASSERT_EQ(mapping.B.rows(), B.rows());
    if (B.size() > 0) {
      // the libraries' exp2, log, sin differ in the last bits
      EXPECT_TRUE(mapping.B.isApprox(B, 1e-14)) << mapping.B << "\n\n" << B;
      EXPECT_TRUE(mapping.amplitude.isApprox(golden::vector(c["amplitude"]), 1e-14));
    }
    const auto gamma = encode<double>(mapping, golden::matrix(c["V"]));
    const Eigen::MatrixXd expected = golden::matrix(c["gamma"]);
    // numpy takes the sine of the unreduced phase, up to 60: 60 rounding units of error
    EXPECT_LT((gamma - expected).cwiseAbs().maxCoeff(), 1e-13);
  }
}

TEST(Mapping, SigmaIsAContinuousControl) {
  for (const MappingKind kind :
       {MappingKind::gaussian, MappingKind::uniform, MappingKind::laplacian}) {
    for (const Index d : {1, 2, 3}) {
      const auto B = [&](double sigma) {
        return make_mapping({.kind = kind, .sigma = sigma, .n_frequencies = 50}, d, 3).B;
      };
      EXPECT_EQ(B(6), 2 * B(3)) << mapping_name(kind) << ' ' << d;  // doubling is exact
      EXPECT_TRUE(B(3.001).isApprox(B(3), 1e-3));
    }
  }
}

TEST(Mapping, LogUniformFrequenciesLieBetweenOneAndSigma) {
  const MappingSettings s{.kind = MappingKind::log_uniform, .sigma = 30, .n_frequencies = 500};
  const auto norms = make_mapping(s, 2, 1).B.rowwise().norm().eval();
  EXPECT_GE(norms.minCoeff(), 1 - 1e-12);  // the norm of a rounded unit vector
  EXPECT_LE(norms.maxCoeff(), 30 * (1 + 1e-12));
  EXPECT_GE(make_mapping(s, 1, 1).B.minCoeff(), 1);  // one-sided in one dimension
}

TEST(Mapping, GaussianFrequenciesHaveStandardDeviationSigma) {
  const auto B = make_mapping({.sigma = 10, .n_frequencies = 4096}, 2, 1).B;
  const double deviation = std::sqrt(B.squaredNorm() / static_cast<double>(B.size()));
  EXPECT_NEAR(deviation, 10, 5 * 10 / std::sqrt(2.0 * 8192));  // five standard errors
}

TEST(Mapping, SeedsGiveDifferentDrawsAndTheSameSeedTheSame) {
  for (const MappingKind kind : {MappingKind::gaussian, MappingKind::uniform,
                                 MappingKind::log_uniform, MappingKind::laplacian}) {
    const MappingSettings s{.kind = kind, .n_frequencies = 20};
    EXPECT_EQ(make_mapping(s, 2, 1).B, make_mapping(s, 2, 1).B);
    EXPECT_NE(make_mapping(s, 2, 1).B, make_mapping(s, 2, 2).B);
  }
}

TEST(Mapping, MoreFrequenciesKeepTheFirstOnes) {
  const auto few = make_mapping({.n_frequencies = 10}, 2, 1).B;
  const auto many = make_mapping({.n_frequencies = 30}, 2, 1).B;
  EXPECT_EQ(many.topRows(10), few);
}

TEST(Mapping, NormalizedFeaturesHaveLengthOne) {
  for (const MappingKind kind : kMappingKinds) {
    if (kind == MappingKind::none) continue;
    const Index d = inputs_of(kind);
    const auto mapping =
        make_mapping({.kind = kind, .sigma = 2, .n_frequencies = 8, .normalize = true}, d, 0);
    const auto gamma = encode<double>(mapping, Matrix<double>::Constant(d, 1, 0.3));
    EXPECT_NEAR(gamma.norm(), 1, 1e-14) << mapping_name(kind);  // 16 squares of rounding 1e-16
  }
}

TEST(Mapping, SigmaIsUsedByTheFamiliesThatHaveOne) {
  for (const MappingKind kind : kMappingKinds) {
    const auto B = [&](double sigma) {
      return make_mapping({.kind = kind, .sigma = sigma, .n_frequencies = 8}, inputs_of(kind), 0).B;
    };
    const Eigen::MatrixXd low = B(2);
    const Eigen::MatrixXd high = B(3);
    EXPECT_EQ(low != high, uses_sigma(kind)) << mapping_name(kind);
  }
}

std::string refusal(const MappingSettings& s, Index d) {
  try {
    make_mapping(s, d, 0);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Mapping, RefusesBadSettingsByName) {
  const auto names = [](const std::string& message, const std::string& setting) {
    return message.find(setting) != std::string::npos;
  };
  for (const double sigma : {-1.0, kInfinity, std::nan("")}) {
    EXPECT_TRUE(names(refusal({.sigma = sigma}, 2), "sigma")) << sigma;
  }
  EXPECT_TRUE(names(refusal({.kind = MappingKind::log_uniform, .sigma = 0}, 2), "sigma"));
  EXPECT_TRUE(names(refusal({.kind = MappingKind::positional, .sigma = 1e6}, 2), "sigma"));
  EXPECT_TRUE(names(refusal({.n_frequencies = 0}, 2), "frequencies"));
  EXPECT_TRUE(names(refusal({.kind = MappingKind::positional, .n_frequencies = 1}, 2), "frequenc"));
  EXPECT_TRUE(names(refusal({.power = -1}, 1), "power"));
  EXPECT_TRUE(names(refusal({.kind = MappingKind::power}, 2), "power"));
  EXPECT_TRUE(names(refusal({}, 0), "input"));
}

TEST(Encode, LargePhasesLoseNothing) {
  // 10^9 + 1/4 turns: a quarter turn, whatever the size of the frequency
  const FourierMapping mapping{.B = Eigen::MatrixXd::Constant(1, 1, 1e9 + 0.25),
                               .amplitude = Vector<double>::Ones(1),
                               .n_inputs = 1};
  const auto gamma = encode<float>(mapping, Matrix<float>::Ones(1, 1));
  EXPECT_NEAR(gamma(0), 1, 1e-7F);  // float rounding
  EXPECT_NEAR(gamma(1), 0, 1e-7F);
}

TEST(Encode, RefusesPointsOfAnotherDimension) {
  const auto mapping = make_mapping({}, 2, 0);
  EXPECT_THROW(encode<double>(mapping, Matrix<double>::Zero(3, 1)), std::invalid_argument);
}

}  // namespace
}  // namespace fscope
