/* The ways of a ground in the order in which chains are ranked, each once. */

#include <string.h>

#include "kernel.h"

static int is_before(const int64_t *ranks, int64_t width, int64_t one, int64_t other) {
    for (int64_t column = 0; column < width; column++) {
        int64_t left = ranks[one * width + column], right = ranks[other * width + column];
        if (left != right) return left < right;
    }
    return 0;
}

/* Merge sort, from the bottom up. */
static void sort(int64_t *order, int64_t *spare, int64_t count, const int64_t *ranks, int64_t width) {
    for (int64_t run = 1; run < count; run *= 2) {
        for (int64_t low = 0; low < count; low += 2 * run) {
            int64_t middle = low + run < count ? low + run : count, high = middle + run < count ? middle + run : count;
            int64_t left = low, right = middle;
            for (int64_t at = low; at < high; at++) {
                int is_left = left < middle && (right == high || !is_before(ranks, width, order[right], order[left]));
                spare[at] = is_left ? order[left++] : order[right++];
            }
        }
        memcpy(order, spare, (size_t)count * sizeof *order);
    }
}

int64_t throughline_rank(const int64_t *start, const int64_t *ranks, int64_t width, int64_t count, int64_t places,
                         int64_t *order, int64_t *spare, int64_t *row) {
    int64_t kept = 0, stop = 0;
    memset(row, 0, (size_t)(places + 1) * sizeof *row);
    for (int64_t way = 0; way < count; way++) row[start[way]]++;
    for (int64_t place = 0, before = 0; place < places; place++) {
        int64_t own = row[place];
        row[place] = before, before += own;
    }
    for (int64_t way = 0; way < count; way++) order[row[start[way]]++] = way;
    for (int64_t place = 0, first = 0; place < places; place++, first = stop) {
        stop = row[place], row[place] = kept;
        sort(order + first, spare, stop - first, ranks, width);
        for (int64_t at = first; at < stop; at++) {
            int64_t hop = ranks[(order[at] + 1) * width - 1];
            if (kept == row[place] || ranks[(order[kept - 1] + 1) * width - 1] != hop) order[kept++] = order[at];
        }
    }
    row[places] = kept;
    return kept;
}
