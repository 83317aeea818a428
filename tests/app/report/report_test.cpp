#include <gtest/gtest.h>

#include "app/report/curves_csv.h"
#include "app/report/html_report.h"
#include "app/report/svg_plot.h"

namespace fscope {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Snapshot two_runs() {
  Snapshot snapshot;
  snapshot.target_name = "a <b> & \"c\"";
  for (int i = 0; i < 2; ++i) {
    RunSnapshot run;
    run.id = i;
    run.name = i == 0 ? "plain" : "with, \"comma\"";
    run.step = 10;
    auto image = std::make_shared<Image>();
    *image = {.width = 1, .height = 1, .channels = 1, .pixels = {128}};
    run.target = image;
    auto whole = std::make_shared<Raster>();
    *whole = {.width = 1, .height = 1, .channels = 1, .values = {0.5F}, .covers = {0, 0, 1, 1}};
    run.whole = whole;
    run.history.train_loss.add(1, 0.5, 0.25);
    run.history.heldout_psnr.add(10, 1.5, 20 + i);
    snapshot.runs.push_back(run);
  }
  return snapshot;
}

TEST(CurvesCsv, HasOneRowAPoint) {
  EXPECT_EQ(curves_to_csv(two_runs()),
            "run,name,curve,step,seconds,value,min,max\r\n"
            "0,plain,train_loss,1,0.5,0.25,0.25,0.25\r\n"
            "0,plain,heldout_psnr,10,1.5,20,20,20\r\n"
            "1,\"with, \"\"comma\"\"\",train_loss,1,0.5,0.25,0.25,0.25\r\n"
            "1,\"with, \"\"comma\"\"\",heldout_psnr,10,1.5,21,21,21\r\n");
}

TEST(HtmlReport, NeedsNothingElse) {
  const std::string html = html_report(
      two_runs(),
      {.title = "<report>", .date = "today", .state = "{\"a\": 1}", .colours = {"#123456"}});
  EXPECT_TRUE(contains(html, "<title>&lt;report&gt;</title>"));
  EXPECT_TRUE(contains(html, "Target: a &lt;b&gt; &amp; &quot;c&quot;"));
  EXPECT_TRUE(contains(html, "{&quot;a&quot;: 1}"));
  EXPECT_TRUE(contains(html, "with, &quot;comma&quot;"));
  EXPECT_TRUE(contains(html, "#123456"));
  EXPECT_TRUE(contains(html, "<td>21.00</td>"));
  std::size_t n_pictures = 0;
  for (std::size_t at = 0; (at = html.find("data:image/png;base64,iVBOR", at)) != html.npos; ++at) {
    ++n_pictures;
  }
  EXPECT_EQ(n_pictures, 3U);
  for (const char* outside : {"href=", "src=\"http", "<script", "<link", "@import", "url("}) {
    EXPECT_FALSE(contains(html, outside)) << outside;
  }
}

TEST(SvgPlot, PutsPointsWhereTheAxesSay) {
  const SvgPlot plot{.x_title = "x",
                     .y_title = "y",
                     .curves = {{"line", "red", {{0, 0}, {10, 5}}}},
                     .width = 400,
                     .height = 200};
  const std::string svg = to_svg(plot);
  // The area reaches from x = 56 to 400 - 12 - 150, and from y = 200 - 44 up to 12.
  EXPECT_TRUE(contains(svg, "d=\"M56 156L238 12\"")) << svg;
}

TEST(SvgPlot, LeavesOutWhatIsNotFinite) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::string svg = to_svg({.x_title = "",
                                  .y_title = "",
                                  .curves = {{"", "red", {{0, 0}, {1, nan}, {2, 1}}}},
                                  .width = 400,
                                  .height = 200});
  EXPECT_FALSE(contains(svg, "nan"));
  EXPECT_TRUE(contains(svg, "M56 156M238 12"));
  EXPECT_NO_THROW(to_svg({}));
}

}  // namespace
}  // namespace fscope
