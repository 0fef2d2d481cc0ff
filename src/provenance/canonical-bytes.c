// The canonical bytes of a JSON text (see canonical.ts) in one pass, for WebAssembly, 16 bytes of a string at a time. What is
// rare or needs JavaScript's own numbers it leaves to canonical-bytes.ts. `npm run kernels` makes canonical-bytes-wasm.ts of it.
#include <stdint.h>
#include <wasm_simd128.h>

#define API(name) __attribute__((export_name(#name)))
// As in canonical-kernel.ts.
#define WANTED 32
#define NAMES 2048
#define NUMBER 64
// Members of open objects, and levels; a text with more is left to TypeScript.
#define OPEN (1 << 14)
#define DEEPEST 1024
// Runs that are sorted by insertion.
#define SHORT_RUN 8
// What the canonical text may be longer, beyond the quotes of long whole numbers: 1e20 is written with 21 digits.
#define SLACK 4096
// 10 ** 22 is the last power that a double holds; 100 * 5 ** 22 is far below 2 ** 63.
#define POWERS 23
// Read and written beyond the end of a text.
#define PAD 64
#define PAGE 65536

#define ARRAY 0xffffffffu
#define BAIL (-1)
#define ASK (-2)

// `end` is 0 for a member that is null; `prefix` holds the first bytes of the key, the first one highest.
struct Member {
  uint32_t start, key, end, prefix;
};
struct Level {
  uint32_t start, first;
  int32_t gather, sort;
};

// Where the result is, where the number is that is asked for, and then for each wanted member where its value is.
static uint32_t told[4 + 2 * WANTED];
static uint8_t names[NAMES], number[NUMBER];
static uint32_t nameEnds[WANTED];
static uint32_t wanted;
static struct Member members[OPEN], sorting[OPEN];
static struct Level levels[DEEPEST + 1];
static int8_t hex[256];
static double tens[POWERS];
static uint64_t fives[POWERS];
extern uint8_t __heap_base;
static uint8_t *in, *out, *scratch, *result;
static uint32_t capacity;

// Where the pass stands when it asks for a number.
static const uint8_t *at, *ends;
static uint8_t *to;
static uint32_t depth, deepest, columns, count;
static int32_t slack;

API(place) void *place(int32_t i) {
  switch (i) {
    case 0: return told;
    case 1: return names;
    case 2: return nameEnds;
    default: return number;
  }
}

API(want) void want(uint32_t n) {
  wanted = n;
  tens[0] = fives[0] = 1;
  for (int i = 1; i < POWERS; i++) {
    tens[i] = 10 * tens[i - 1];
    fives[i] = 5 * fives[i - 1];
  }
  for (int c = 0; c < 256; c++)
    hex[c] = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

// Where a text of n bytes is to be put; 0 if there is no memory for it.
API(room) void *room(uint32_t n) {
  if (n > capacity || !in) {
    uint32_t most = 65536;
    while (most < n) most *= 2;
    uint32_t larger = most + most / 8 + SLACK + PAD;
    uint64_t base = ((uint32_t)&__heap_base + 63) & ~63u;
    uint64_t pages = (base + most + PAD + 2ull * larger + PAGE - 1) / PAGE;
    uint32_t have = __builtin_wasm_memory_size(0);
    if (pages > PAGE || (pages > have && __builtin_wasm_memory_grow(0, pages - have) == (uint32_t)-1)) return 0;
    capacity = most;
    in = (uint8_t *)(uint32_t)base;
    out = in + most + PAD;
    scratch = out + larger;
  }
  return in;
}

static inline uint32_t word(const uint8_t *p) {
  uint32_t w;
  __builtin_memcpy(&w, p, 4);
  return w;
}

// Reads and writes up to 15 bytes more.
static inline void copy(uint8_t *into, const uint8_t *from, uint32_t n) {
  for (uint32_t i = 0; i < n; i += 16) wasm_v128_store(into + i, wasm_v128_load(from + i));
}

// Keir and Lemire, Validating UTF-8 In Less Than One Instruction Per Byte (2021): what a byte and the two halves of the one
// before it allow, from three tables; an error is a bit that all three have.
#define TOO_SHORT 1
#define TOO_LONG 2
#define OVERLONG_3 4
#define TOO_LARGE 8
#define SURROGATE 16
#define OVERLONG_2 32
#define TOO_LARGE_1000 64
#define OVERLONG_4 64
#define TWO_CONTS 128
#define CARRY (TOO_SHORT | TOO_LONG | TWO_CONTS)

static int isUtf8(const uint8_t *text, uint32_t n) {
  uint32_t i = 0;
  v128_t any = wasm_i8x16_splat(0);
  for (; i + 64 <= n; i += 64) {
    any = wasm_v128_or(wasm_v128_or(wasm_v128_load(text + i), wasm_v128_load(text + i + 16)),
                       wasm_v128_or(wasm_v128_load(text + i + 32), wasm_v128_load(text + i + 48)));
    if (wasm_i8x16_bitmask(any)) break;
  }
  const v128_t high = wasm_u8x16_const(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
                                       TWO_CONTS, TWO_CONTS, TWO_CONTS, TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
                                       TOO_SHORT | OVERLONG_3 | SURROGATE,
                                       TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
#define LARGE (CARRY | TOO_LARGE | TOO_LARGE_1000)
  const v128_t low = wasm_u8x16_const(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
                                      CARRY | TOO_LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE,
                                      LARGE | SURROGATE, LARGE, LARGE);
#define CONT (TOO_LONG | OVERLONG_2 | TWO_CONTS)
  const v128_t next = wasm_u8x16_const(
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      CONT | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4, CONT | OVERLONG_3 | TOO_LARGE, CONT | SURROGATE | TOO_LARGE,
      CONT | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
  const v128_t nibble = wasm_i8x16_splat(15);
  v128_t before = wasm_i8x16_splat(0), error = before;
  // The zeros behind the text end whatever is not whole.
  for (; i <= n; i += 16) {
    v128_t here = wasm_v128_load(text + i);
#define BACK(k)                                                                                                     \
  wasm_i8x16_shuffle(before, here, 16 - k, 17 - k, 18 - k, 19 - k, 20 - k, 21 - k, 22 - k, 23 - k, 24 - k, 25 - k, \
                     26 - k, 27 - k, 28 - k, 29 - k, 30 - k, 31 - k)
    v128_t one = BACK(1);
    v128_t special =
        wasm_v128_and(wasm_v128_and(wasm_i8x16_swizzle(high, wasm_u8x16_shr(one, 4)),
                                    wasm_i8x16_swizzle(low, wasm_v128_and(one, nibble))),
                      wasm_i8x16_swizzle(next, wasm_u8x16_shr(here, 4)));
    v128_t third = wasm_u8x16_sub_sat(BACK(2), wasm_u8x16_splat(0xe0 - 0x80));
    v128_t fourth = wasm_u8x16_sub_sat(BACK(3), wasm_u8x16_splat(0xf0 - 0x80));
    v128_t must = wasm_v128_and(wasm_v128_or(third, fourth), wasm_u8x16_splat(0x80));
    error = wasm_v128_or(error, wasm_v128_xor(must, special));
    before = here;
  }
  return !wasm_v128_any_true(error);
}

// By UTF-16 units: those of U+10000 and above stand before U+E000, in UTF-8 they stand behind it.
static inline int32_t orderOfBytes(uint32_t a, uint32_t b) {
  if (a >= 0xee && b >= 0xee) {
    if (a >= 0xf0) a -= 0x20;
    if (b >= 0xf0) b -= 0x20;
  }
  return (int32_t)a - (int32_t)b;
}

// 0 for keys that are the same.
static int32_t order(const struct Member *a, const struct Member *b) {
  uint32_t differ = a->prefix ^ b->prefix;
  if (differ) {
    uint32_t shift = 24 - (__builtin_clz(differ) & 24);
    return orderOfBytes((a->prefix >> shift) & 255, (b->prefix >> shift) & 255);
  }
  const uint8_t *x = out + a->start + 1, *y = out + b->start + 1;
  uint32_t n = a->key < b->key ? a->key : b->key;
  for (uint32_t i = 4; i < n; i += 16) {
    uint32_t other = wasm_i8x16_bitmask(wasm_i8x16_ne(wasm_v128_load(x + i), wasm_v128_load(y + i)));
    if (other) {
      uint32_t k = i + __builtin_ctz(other);
      if (k < n) return orderOfBytes(x[k], y[k]);
    }
  }
  return (int32_t)a->key - (int32_t)b->key;
}

// Sorts by key; false if a key is there twice.
static int sortMembers(struct Member *all, uint32_t n) {
  for (uint32_t from = 0; from < n; from += SHORT_RUN) {
    uint32_t end = from + SHORT_RUN < n ? from + SHORT_RUN : n;
    for (uint32_t i = from + 1; i < end; i++) {
      struct Member one = all[i];
      uint32_t k = i;
      for (; k > from; k--) {
        int32_t by = order(&all[k - 1], &one);
        if (by == 0) return 0;
        if (by < 0) break;
        all[k] = all[k - 1];
      }
      all[k] = one;
    }
  }
  for (uint32_t run = SHORT_RUN; run < n; run *= 2) {
    for (uint32_t from = 0; from + run < n; from += 2 * run) {
      uint32_t left = 0, right = from + run, end = right + run < n ? right + run : n;
      for (uint32_t i = 0; i < run; i++) sorting[i] = all[from + i];
      for (uint32_t k = from; left < run; k++) {
        int32_t by = right < end ? order(&sorting[left], &all[right]) : -1;
        if (by == 0) return 0;
        all[k] = by < 0 ? sorting[left++] : all[right++];
      }
    }
  }
  return 1;
}

// Members in order and without those that are null, as an object at `into`; returns its end.
static uint8_t *gather(uint8_t *into, struct Member *all, uint32_t n) {
  uint8_t *o = into;
  for (uint32_t i = 0; i < n; i++) {
    if (!all[i].end) continue;
    uint32_t length = all[i].end - all[i].start;
    *o = o == into ? '{' : ',';
    copy(o + 1, out + all[i].start, length);
    all[i].prefix = o + 1 - into;
    o += 1 + length;
  }
  if (o == into) *o++ = '{';
  *o++ = '}';
  return o;
}

static void tellWanted(const struct Member *all, uint32_t n, int gathered) {
  for (uint32_t i = 0; i < n; i++) {
    if (!all[i].end) continue;
    const uint8_t *key = out + all[i].start + 1;
    for (uint32_t k = 0; k < wanted; k++) {
      uint32_t from = k ? nameEnds[k - 1] : 0, length = nameEnds[k] - from, same = 0;
      if (length != all[i].key) continue;
      while (same < length && key[same] == names[from + same]) same++;
      if (same < length) continue;
      // Behind the quotes of the key and the colon.
      told[4 + 2 * k] = (gathered ? all[i].prefix : all[i].start) + all[i].key + 3;
      told[5 + 2 * k] = all[i].end - all[i].start - all[i].key - 3;
    }
  }
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

static inline int isDigit(uint32_t c) { return c - '0' < 10; }

static inline int64_t size(int64_t x) { return x < 0 ? -x : x; }

// Whether a decimal of 16 or 17 digits, the last one not 0, is what JavaScript writes for its double: no shorter one is the same
// double, and none of as many digits is nearer to it. It is w / 10 ** q and the double m / 2 ** s; w * 2 ** (s - q) - m * 5 ** q is
// how far they are apart, and the double is that of whatever is less than half of 5 ** q away, which is odd: there are no ties.
static int isShortest(const uint8_t *p, const uint8_t *end) {
  uint64_t w = 0;
  uint32_t q = 0;
  for (int behind = 0; p < end; p++) {
    if (*p == '.') {
      behind = 1;
    } else {
      w = 10 * w + (*p - '0');
      q += behind;
    }
  }
  if (q >= POWERS) return 0;
  // Off by a unit or two at most; the distance is small, so it is right modulo 2 ** 64.
  double near = (double)w / tens[q];
  uint64_t bits;
  __builtin_memcpy(&bits, &near, 8);
  int32_t shift = 1075 - (int32_t)(bits >> 52) - (int32_t)q;
  if (shift < 0 || shift > 58) return 0;
  const uint64_t lowest = 1ull << 52;
  uint64_t m = (bits & (lowest - 1)) | lowest;
  int64_t one = 1ull << shift, five = fives[q];
  int64_t apart = (int64_t)((w << shift) - m * fives[q]);
  for (; 2 * apart > five; apart -= five) m++;
  for (; 2 * apart < -five; apart += five) m--;
  // Below a power of two doubles lie closer.
  if (m <= lowest || m >= 2 * lowest) return 0;
  int64_t last = w % 10, own = size(apart);
  return 2 * size(apart - last * one) > five && 2 * size(apart + (10 - last) * one) > five &&
         size(apart - one) > own && size(apart + one) > own;
}

// A number as JavaScript writes it. Decimals of 15 digits without zeros at the end are the shortest of their double: two such
// would be one double otherwise, and a double keeps 15 digits apart. What is written without an exponent lies within 1e-6 and 1e21.
// Returns BAIL for what is none, ASK for what this does not know.
static inline int32_t numeral(const uint8_t **from, uint8_t **into) {
  const uint8_t *start = *from, *p = start + (*start == '-'), *first = p;
  if (!isDigit(*p)) return BAIL;
  if (*p++ != '0')
    while (isDigit(*p)) p++;
  else if (isDigit(*p)) return BAIL;
  uint32_t digits = p - first;
  const uint8_t *end = p;
  int whole = 1;
  if (*p == '.') {
    const uint8_t *point = p++;
    while (isDigit(*p)) p++;
    if (p == point + 1) return BAIL;
    for (end = p; end[-1] == '0'; end--) {
    }
    whole = end == point + 1;
    if (whole) {
      end = point;
    } else if (*first == '0') {
      const uint8_t *significant = point + 1;
      while (*significant == '0') significant++;
      digits = significant - point > 6 ? 99 : end - significant;
    } else {
      digits += end - point - 1;
    }
    // Only whole numbers without a point are kept digit by digit.
    if (digits > 15) whole = 0;
  }
  *from = p;
  if ((*p | 32) == 'e') {
    p++;
    if (*p == '+' || *p == '-') p++;
    if (!isDigit(*p)) return BAIL;
    while (isDigit(*p)) p++;
    *from = p;
    return ASK;
  }
  uint8_t *o = *into;
  uint32_t length = end - start;
  if (digits <= 15 || (digits <= 17 && !whole && isShortest(first, end))) {
    if (whole && *first == '0') {
      *o = '0';
      length = 1;
    } else {
      wasm_v128_store(o, wasm_v128_load(start));
      wasm_v128_store(o + 16, wasm_v128_load(start + 16));
    }
    *into = o + length;
    return 0;
  }
  if (!whole) return ASK;
  int safe = digits == 16;
  for (uint32_t i = 0; safe && i < 16; i++) {
    uint8_t most = "9007199254740991"[i];
    if (first[i] < most) break;
    safe = first[i] == most;
  }
  if (!safe) *o++ = '"';
  copy(o, start, length);
  o += length;
  if (!safe) *o++ = '"';
  *into = o;
  return 0;
}

#define WORD(a, b, c, d) ((uint32_t)(a) | (b) << 8 | (c) << 16 | (uint32_t)(d) << 24)
#define SPACE()                                                       \
  while (*p <= ' ') {                                                 \
    if (*p != ' ' && *p != '\n' && *p != '\r' && *p != '\t') return BAIL; \
    p++;                                                              \
  }

// From a value on, or, with the text of a number that was asked for, from behind that.
static int32_t pass(uint32_t given) {
  const uint8_t *p = at;
  uint8_t *o = to;
  struct Level *level = levels + depth;
  int null = 0;
  if (given) {
    copy(o, number, given);
    o += given;
    goto after;
  }
value:
  SPACE()
  switch (*p) {
    case '"': {
      int escaped;
      p++;
      *o++ = '"';
      if (!string(&p, &o, &escaped)) return BAIL;
      *o++ = '"';
      break;
    }
    case '{':
      if (depth == deepest) return BAIL;
      depth++;
      level++;
      level->start = o - out;
      level->first = count;
      level->gather = level->sort = 0;
      *o++ = '{';
      p++;
      SPACE()
      if (*p != '}') goto key;
      p++;
      *o++ = '}';
      goto closed;
    case '[':
      if (depth == deepest) return BAIL;
      depth++;
      level++;
      level->first = ARRAY;
      *o++ = '[';
      p++;
      SPACE()
      if (*p != ']') goto value;
      p++;
      *o++ = ']';
      goto closed;
    case 't':
      if (word(p) != WORD('t', 'r', 'u', 'e')) return BAIL;
      wasm_v128_store(o, wasm_v128_load(p));
      p += 4;
      o += 4;
      break;
    case 'f':
      if (word(p + 1) != WORD('a', 'l', 's', 'e')) return BAIL;
      wasm_v128_store(o, wasm_v128_load(p));
      p += 5;
      o += 5;
      break;
    case 'n':
      if (word(p) != WORD('n', 'u', 'l', 'l')) return BAIL;
      wasm_v128_store(o, wasm_v128_load(p));
      p += 4;
      o += 4;
      null = 1;
      break;
    default: {
      const uint8_t *start = p;
      int32_t found = numeral(&p, &o);
      if (found == BAIL) return BAIL;
      if (found == ASK) {
        told[2] = start - in;
        told[3] = p - start;
        at = p;
        to = o;
        return ASK;
      }
    }
  }
after:
  if (depth == 0) {
    while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') p++;
    if (p != ends) return BAIL;
    told[0] = result - in;
    told[1] = (result == out ? o : to) - result;
    return 0;
  }
  SPACE()
  if (level->first == ARRAY) {
    null = 0;
    *o++ = *p;
    if (*p == ',') {
      p++;
      goto value;
    }
    if (*p++ != ']') return BAIL;
    goto closed;
  }
  if (null) {
    members[count - 1].end = 0;
    level->gather = 1;
    null = 0;
  } else {
    members[count - 1].end = o - out;
  }
  if (*p == ',') {
    p++;
    *o++ = ',';
    SPACE()
    goto key;
  }
  if (*p++ != '}') return BAIL;
  *o++ = '}';
  {
    struct Member *all = members + level->first;
    uint32_t n = count - level->first;
    count = level->first;
    int moved = level->sort | level->gather;
    if (level->sort && !sortMembers(all, n)) return BAIL;
    if (moved) {
      uint8_t *end = gather(scratch, all, n);
      uint32_t length = end - scratch;
      if (depth == 1) {
        result = scratch;
        to = end;
      } else {
        copy(out + level->start, scratch, length);
        o = out + level->start + length;
      }
    }
    if (depth == 1) {
      if (n > columns) return BAIL;
      tellWanted(all, n, moved);
    }
  }
closed:
  depth--;
  level--;
  goto after;
key:
  if (*p != '"' || count == OPEN) return BAIL;
  {
    struct Member *member = members + count++;
    member->start = o - out;
    *o++ = '"';
    p++;
    int escaped = 0;
    if (!string(&p, &o, &escaped) || escaped) return BAIL;
    const uint8_t *text = out + member->start + 1;
    uint32_t length = o - text;
    member->key = length;
    uint32_t prefix = __builtin_bswap32(word(text));
    member->prefix = length >= 4 ? prefix : length == 0 ? 0 : prefix & 0xffffffffu << 8 * (4 - length);
    if (count - 1 > level->first) {
      int32_t by = order(member - 1, member);
      if (by == 0) return BAIL;
      if (by > 0) level->sort = 1;
    }
    *o++ = '"';
    SPACE()
    if (*p++ != ':') return BAIL;
    *o++ = ':';
    goto value;
  }
}

// Of the n bytes that were put into the room. Returns 0, and what it found stands in `told`; BAIL if it is no JSON or not for this
// loop; ASK if it needs the number that stands there as JavaScript writes it: see `resume`.
API(canonical) int32_t canonical(uint32_t n, uint32_t depths, uint32_t most) {
  for (int i = 0; i < PAD; i += 16) wasm_v128_store(in + n + i, wasm_i8x16_splat(0));
  for (uint32_t i = 0; i < wanted; i++) told[5 + 2 * i] = 0;
  if (!isUtf8(in, n)) return BAIL;
  at = in;
  ends = in + n;
  to = result = out;
  depth = count = 0;
  slack = SLACK;
  deepest = depths < DEEPEST ? depths : DEEPEST;
  columns = most;
  return pass(0);
}

// Goes on with the text of the number, of this length, at its place.
API(resume) int32_t resume(uint32_t length) {
  if (length > told[3]) slack -= length - told[3];
  return slack < 0 ? BAIL : pass(length);
}
