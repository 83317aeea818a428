#version 330 core
// One picture, or the difference of two (ERROR), with the training pixels marked (MARKS). These are
// compiled apart because software OpenGL runs both sides of every branch.
in vec2 corner;
out vec4 color;

// Where the rectangle lies on a texture, uv = map.xy + map.zw * corner, and the level of detail.
uniform sampler2D picture;
uniform vec4 picture_map;
uniform float picture_level;

vec3 sampled(sampler2D image, vec4 map, vec2 at, float level) {
  return textureLod(image, map.xy + map.zw * at, level).rgb;
}

#ifdef ERROR
uniform sampler2D target;
uniform vec4 target_map;
uniform float target_level;
uniform float gain;
uniform bool is_signed;
uniform vec3 ramp[5];  // Colormap
uniform vec4 pixel_map;  // the rectangle in pixels of the target
uniform bool at_pixels;  // compare at their centres

vec2 place() {
  vec2 center = floor(pixel_map.xy + pixel_map.zw * corner) + 0.5;
  return at_pixels ? (center - pixel_map.xy) / pixel_map.zw : corner;
}

vec3 from_ramp(float t) {
  float x = 4.0 * t;
  vec3 c = mix(ramp[0], ramp[1], clamp(x, 0.0, 1.0));
  c = mix(c, ramp[2], clamp(x - 1.0, 0.0, 1.0));
  c = mix(c, ramp[3], clamp(x - 2.0, 0.0, 1.0));
  return mix(c, ramp[4], clamp(x - 3.0, 0.0, 1.0));
}

vec3 shown() {
  vec2 at = place();
  vec3 e = sampled(picture, picture_map, at, picture_level) -
           sampled(target, target_map, at, target_level);
  vec3 part = is_signed ? 0.5 * e : abs(e);
  return from_ramp((is_signed ? 0.5 : 0.0) + (part.r + part.g + part.b) * (gain / 3.0));
}
#else
vec3 shown() { return sampled(picture, picture_map, corner, picture_level); }
#endif

#ifdef MARKS
uniform vec4 mark_map;      // the rectangle in units of the training stride
uniform vec3 mark_size;     // a stride on the screen in px (x, y), radius of the dot in px
uniform float mark_center;  // middle of a training pixel in strides

// A light dot with a dark rim: visible on any picture.
vec3 marked(vec3 below) {
  vec2 from_center = (fract(mark_map.xy + mark_map.zw * corner) - mark_center) * mark_size.xy;
  float r = length(from_center) - mark_size.z;
  vec3 mark = mix(vec3(1.0, 0.80, 0.25), vec3(0.08), clamp(r + 0.5, 0.0, 1.0));
  return mix(mark, below, clamp(r - 0.5, 0.0, 1.0));
}
#else
vec3 marked(vec3 below) { return below; }
#endif

void main() { color = vec4(marked(shown()), 1.0); }
