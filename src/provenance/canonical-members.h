// The members of an object by their keys: in order, each once, without those that are null. Part of canonical-bytes.c.

// Runs that are sorted by insertion.
#define SHORT_RUN 8

static struct Member sorting[OPEN];

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

// Wanted names by their length and by their first byte, a bit for each; the last length stands for all beyond.
#define LENGTHS 64
static uint32_t ofLength[LENGTHS], ofFirst[256];

static void fillWanted(void) {
  for (uint32_t k = 0; k < wanted; k++) {
    uint32_t from = k ? nameEnds[k - 1] : 0, length = nameEnds[k] - from;
    ofLength[length < LENGTHS ? length : LENGTHS - 1] |= 1u << k;
    ofFirst[length ? names[from] : 0] |= 1u << k;
  }
}

// Wanted members of earlier texts, each at a place that a hash of them gives.
#define PLACES 512
#define PLACE_BYTES 252
struct Seen {
  uint32_t length;
  uint8_t text[PLACE_BYTES];
};
static struct Seen seen[PLACES];
static uint8_t sought[PLACE_BYTES + 16];
#define NEW 0x10000u
#define NOWHERE 0xffffffffu

// Of the wanted members, which the last text has.
static uint32_t found;

// The place of the members of the last text, and whether other ones stood there; NOWHERE if they are too long to keep. Not to be
// asked of a text that was left: nobody would know what stands there then.
API(seenAt) uint32_t seenAt(void) {
  uint32_t some = found;
  const uint8_t *values = result;
  uint32_t n = 0, hash = 0;
  for (; some; some &= some - 1) {
    uint32_t k = __builtin_ctz(some), length = told[TOLD + 1 + 2 * k];
    if (length > PLACE_BYTES - 2 || n + length + 2 > PLACE_BYTES) return NOWHERE;
    sought[n++] = k;
    copy(sought + n, values + told[TOLD + 2 * k], length);
    n += length;
    // No value holds a line feed as it is.
    sought[n++] = '\n';
  }
  wasm_v128_store(sought + n, wasm_i8x16_splat(0));
  for (uint32_t i = 0; i < n; i += 4) hash = (hash << 5 | hash >> 27) ^ word(sought + i) * 0x9e3779b1u;
  struct Seen *one = seen + (hash * 0x85ebca6bu >> 16) % PLACES;
  uint32_t at = one - seen;
  if (one->length == n + 1) {
    uint32_t i = 0;
    while (i < n && one->text[i] == sought[i]) i++;
    if (i == n) return at;
  }
  one->length = n + 1;
  for (uint32_t i = 0; i < n; i++) one->text[i] = sought[i];
  return at | NEW;
}

static void tellWanted(const struct Member *all, uint32_t n, int gathered) {
  for (uint32_t i = 0; i < n; i++) {
    if (!all[i].end) continue;
    const uint8_t *key = out + all[i].start + 1;
    uint32_t length = all[i].key;
    uint32_t may = ofLength[length < LENGTHS ? length : LENGTHS - 1] & ofFirst[length ? key[0] : 0];
    for (; may; may &= may - 1) {
      uint32_t k = __builtin_ctz(may);
      uint32_t from = k ? nameEnds[k - 1] : 0, same = 0;
      if (length != nameEnds[k] - from) continue;
      while (same < length && key[same] == names[from + same]) same++;
      if (same < length) continue;
      // Behind the quotes of the key and the colon.
      told[TOLD + 2 * k] = (gathered ? all[i].prefix : all[i].start) + length + 3;
      told[TOLD + 1 + 2 * k] = all[i].end - all[i].start - length - 3;
      found |= 1u << k;
    }
  }
}
