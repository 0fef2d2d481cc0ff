// A number as JavaScript writes it (RFC 8785, 3.2.2.3), where that is the text itself or nearly so. Part of canonical-bytes.c.

// 10 ** 22 is the last power that a double holds; 100 * 5 ** 22 is far below 2 ** 63.
#define POWERS 23

static double tens[POWERS];
static uint64_t fives[POWERS];

static void fillPowers(void) {
  tens[0] = fives[0] = 1;
  for (int i = 1; i < POWERS; i++) {
    tens[i] = 10 * tens[i - 1];
    fives[i] = 5 * fives[i - 1];
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

// Decimals of 15 digits without zeros at the end are the shortest of their double: two such
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
