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
