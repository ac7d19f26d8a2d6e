#include "ftcert/explain/svg.hpp"

#include "ftcert/explain/decimal.hpp"

namespace ftcert {

namespace {

// Colours that people with any form of colour blindness can tell apart (Okabe and Ito); shapes differ as
// well.
constexpr std::string_view kStyle =
    R"(text { font-family: "DejaVu Sans", Verdana, Arial, sans-serif; font-size: 11px; fill: #333 }
.title { font-size: 17px; font-weight: bold; fill: #111 }
.subtitle { font-size: 12px; fill: #333 }
.heading { font-size: 11px; font-weight: bold; fill: #222 }
.small { font-size: 9.5px; fill: #555 }
.background { fill: #fff }
.frame { fill: #fbfbfb; stroke: #bbb; stroke-width: 1 }
.grid { stroke: #e4e4e4; stroke-width: 1 }
.zero { stroke: #999; stroke-width: 1 }
.tick { stroke: #999; stroke-width: 1 }
.curve { fill: none; stroke: #0072b2; stroke-width: 1.6; stroke-linejoin: round }
.curve2 { fill: none; stroke: #e69f00; stroke-width: 1.6; stroke-linejoin: round }
.curve3 { fill: none; stroke: #56b4e9; stroke-width: 1.6; stroke-linejoin: round }
.curve4 { fill: none; stroke: #000; stroke-width: 1.6; stroke-linejoin: round }
.changed { fill: #d55e00; stroke: #fff; stroke-width: 0.8 }
.shared { fill: #fff; stroke: #777; stroke-width: 1.1 }
.unchanged { fill: none; stroke: #555; stroke-width: 3; stroke-linecap: round }
.convex { fill: none; stroke: #009e73; stroke-width: 1.4 }
.concave { fill: none; stroke: #aa3377; stroke-width: 1.4 }
)";

std::string number(const Rational& value) { return decimal(value, 2); }

std::string attribute(std::string_view name, const std::string& value) {
  return " " + std::string(name) + "=\"" + value + "\"";
}

std::string of_kind(std::string_view kind) { return attribute("class", std::string(kind)); }

std::string pair(const Point& p) { return number(p.x) + "," + number(p.y); }

std::string list(const std::vector<Point>& points) {
  std::string result, last;
  for (const Point& p : points) {
    const std::string text = pair(p);
    if (text == last) continue;  // closer than a hundredth of a pixel
    result += (result.empty() ? "" : " ") + text;
    last = text;
  }
  return result;
}

// Length of the well-formed UTF-8 sequence of two or three bytes (U+00A0 to U+CFFF, all that our own texts
// use) at the start; 0: none.
std::size_t multibyte_length(std::string_view s) {
  const auto byte = [s](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto continues = [&](std::size_t i) { return byte(i) >= 0x80 && byte(i) <= 0xBF; };
  if (byte(0) == 0xC2) return continues(1) && byte(1) >= 0xA0 ? 2 : 0;
  if (byte(0) >= 0xC3 && byte(0) <= 0xDF) return continues(1) ? 2 : 0;
  if (byte(0) >= 0xE1 && byte(0) <= 0xEC) return continues(1) && continues(2) ? 3 : 0;
  return 0;
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const char c = text[0];
    std::size_t length = 1;
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '"') {
      result += "&quot;";
    } else if (c >= 0x20 && c <= 0x7E) {
      result += c;
    } else if (const std::size_t several = multibyte_length(text); several > 0) {
      length = several;
      result += text.substr(0, length);
    } else {
      result += '?';
    }
    text.remove_prefix(length);
  }
  return result;
}

std::string_view Svg::style_sheet() { return kStyle; }

Svg::Svg(std::size_t width, std::size_t height, std::string_view title, std::string_view style)
    : title_(xml_text(title)), style_(style) {
  const std::string w = std::to_string(width), h = std::to_string(height);
  size_ = " width=\"" + w + "\" height=\"" + h + "\" viewBox=\"0 0 " + w + " " + h + "\"";
  rectangle({0, 0}, Rational(width), Rational(height), "background");
}

std::string Svg::finish(std::string_view style) const {
  std::string result = std::string("<svg") + (!style.empty() ? " xmlns=\"http://www.w3.org/2000/svg\"" : "") + size_ +
                       " role=\"img\">\n<title>" + title_ + "</title>\n";
  if (!style.empty()) result += "<style>\n" + std::string(style) + "</style>\n";
  return result + body_ + "</svg>\n";
}

void Svg::line(const Point& from, const Point& to, std::string_view kind) {
  body_ += "<line" + of_kind(kind) + attribute("x1", number(from.x)) + attribute("y1", number(from.y)) +
           attribute("x2", number(to.x)) + attribute("y2", number(to.y)) + "/>\n";
}

void Svg::rectangle(const Point& corner, const Rational& width, const Rational& height, std::string_view kind) {
  body_ += "<rect" + of_kind(kind) + attribute("x", number(corner.x)) + attribute("y", number(corner.y)) +
           attribute("width", number(width)) + attribute("height", number(height)) + "/>\n";
}

void Svg::polyline(const std::vector<Point>& points, std::string_view kind) {
  if (points.size() >= 2) body_ += "<polyline" + of_kind(kind) + attribute("points", list(points)) + "/>\n";
}

void Svg::area(const std::vector<Point>& outline, std::string_view kind) {
  if (outline.size() >= 3) body_ += "<polygon" + of_kind(kind) + attribute("points", list(outline)) + "/>\n";
}

void Svg::circle(const Point& centre, const Rational& radius, std::string_view kind) {
  body_ += "<circle" + of_kind(kind) + attribute("cx", number(centre.x)) + attribute("cy", number(centre.y)) +
           attribute("r", number(radius)) + "/>\n";
}

void Svg::kink(const Point& centre, bool convex, std::string_view also, const Rational& scale) {
  const Rational up = convex ? -scale : scale, half = scale * Rational(6), tip = up * Rational(7),
                 foot = up * Rational(-7, 2);
  body_ += "<path" + of_kind(std::string(convex ? "convex" : "concave") + std::string(also)) +
           attribute("d", "M" + pair({centre.x - half, centre.y + foot}) + " " +
                              pair({centre.x + half, centre.y + foot}) + " " + pair({centre.x, centre.y + tip}) + "Z") +
           "/>\n";
}

void Svg::text(const Point& at, Anchor anchor, std::string_view kind, std::string_view text) {
  body_ += "<text" + of_kind(kind) + attribute("x", number(at.x)) + attribute("y", number(at.y));
  if (anchor != Anchor::kStart) body_ += attribute("text-anchor", anchor == Anchor::kMiddle ? "middle" : "end");
  body_ += ">" + xml_text(text) + "</text>\n";
}

void Svg::dots(const std::vector<Point>& centres, std::string_view kind) {
  std::string path, last;
  for (const Point& p : centres) {
    const std::string text = pair(p);
    if (text == last) continue;
    path += "M" + text + "h0";
    last = text;
  }
  if (!path.empty()) body_ += "<path" + of_kind(kind) + attribute("d", path) + "/>\n";
}

}  // namespace ftcert
