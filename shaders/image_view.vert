#version 330 core
// One rectangle without vertex buffers: corner (0, 0) is its top left, (1, 1) its bottom right.
uniform vec4 rectangle;  // clip space: left, top, right, bottom
out vec2 corner;

void main() {
  corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(mix(rectangle.xy, rectangle.zw, corner), 0.0, 1.0);
}
