/* Linked into every program of a build with AddressSanitizer: libraries stay loaded, so that a leak of theirs, found at
   the end, has a name that tests/suppressions/lsan.txt can give. */
int dlclose(void* library) {
  (void)library;
  return 0;
}
