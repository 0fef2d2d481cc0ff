// A string with the fewest escapes (RFC 8785, 3.2.2.2), 16 bytes at a time. Part of canonical-bytes.c.

static int8_t hex[256];

static void fillHex(void) {
  for (int c = 0; c < 256; c++)
    hex[c] = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

// A string from behind its first quote; `p` ends behind its last, `o` before where that is to be. False if it is none.
static inline int string(const uint8_t **from, uint8_t **into, int *escaped) {
  const uint8_t *p = *from;
  uint8_t *o = *into;
  const v128_t quote = wasm_i8x16_splat('"'), slash = wasm_i8x16_splat('\\'), high = wasm_u8x16_splat(0xe0);
  for (;;) {
    uint32_t stops;
    for (;;) {
      v128_t v = wasm_v128_load(p);
      wasm_v128_store(o, v);
      stops = wasm_i8x16_bitmask(wasm_v128_or(wasm_v128_or(wasm_i8x16_eq(v, quote), wasm_i8x16_eq(v, slash)),
                                              wasm_i8x16_eq(wasm_v128_and(v, high), wasm_i8x16_splat(0))));
      if (stops) break;
      p += 16;
      o += 16;
    }
    uint32_t k = __builtin_ctz(stops);
    p += k;
    o += k;
    if (*p == '"') {
      *from = p + 1;
      *into = o;
      return 1;
    }
    if (*p != '\\') return 0;
    do {
      uint32_t c = p[1];
      p += 2;
      switch (c) {
        case '"':
        case '\\':
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't':
          *o++ = '\\';
          *o++ = c;
          *escaped = 1;
          break;
        case '/': *o++ = '/'; break;
        case 'u': {
          int32_t unit = hex[p[0]] * 4096 | hex[p[1]] * 256 | hex[p[2]] * 16 | hex[p[3]];
          if (unit < 0) return 0;
          p += 4;
          if (unit >= 0xd800 && unit < 0xdc00 && p[0] == '\\' && p[1] == 'u') {
            int32_t second = hex[p[2]] * 4096 | hex[p[3]] * 256 | hex[p[4]] * 16 | hex[p[5]];
            if (second >= 0xdc00 && second < 0xe000) {
              uint32_t point = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
              *o++ = 0xf0 | point >> 18;
              *o++ = 0x80 | (point >> 12 & 63);
              *o++ = 0x80 | (point >> 6 & 63);
              *o++ = 0x80 | (point & 63);
              p += 6;
              break;
            }
          }
          if (unit >= 0x800 && (unit < 0xd800 || unit >= 0xe000)) {
            *o++ = 0xe0 | unit >> 12;
            *o++ = 0x80 | (unit >> 6 & 63);
            *o++ = 0x80 | (unit & 63);
          } else if (unit >= 0x80 && unit < 0x800) {
            *o++ = 0xc0 | unit >> 6;
            *o++ = 0x80 | (unit & 63);
          } else if (unit >= 0x20 && unit < 0x80 && unit != '"' && unit != '\\') {
            *o++ = unit;
          } else {
            *escaped = 1;
            *o++ = '\\';
            char letter = unit == 8    ? 'b'
                          : unit == 9  ? 't'
                          : unit == 10 ? 'n'
                          : unit == 12 ? 'f'
                          : unit == 13 ? 'r'
                          : unit < 0x20 || unit >= 0x80 ? 'u'
                                                        : unit;
            *o++ = letter;
            if (letter == 'u')
              for (int shift = 12; shift >= 0; shift -= 4) *o++ = "0123456789abcdef"[unit >> shift & 15];
          }
          break;
        }
        default: return 0;
      }
    } while (*p == '\\');
  }
}
