/* What can still come of a walk: graph/prospects.py. */

#include <stdlib.h>
#include <string.h>

#include "kernel.h"

enum { NOTHING = -1 };

typedef struct { int32_t best, other; int64_t leads; uint64_t welcome, other_welcome; } Best;

static uint64_t welcome(uint8_t refused) { return refused ? ~((uint64_t)1 << refused) : ~(uint64_t)0; }

/* Of a place the best promise, and the best of the ways that lead elsewhere than that one. */
static Best best_of(const Ground *ground, const int32_t *promise, int64_t place) {
    Best best = {NOTHING, NOTHING, -1, 0, 0};
    for (int64_t way = ground->row[place]; way < ground->row[place + 1]; way++) {
        if (promise[way] == NOTHING) continue;
        best.welcome |= welcome(ground->refused[way]);
        if (promise[way] >= best.best) best.best = promise[way], best.leads = ground->end[way];
    }
    for (int64_t way = ground->row[place]; way < ground->row[place + 1]; way++) {
        if (promise[way] == NOTHING || ground->end[way] == best.leads) continue;
        best.other_welcome |= welcome(ground->refused[way]);
        if (promise[way] > best.other) best.other = promise[way];
    }
    return best;
}

static void promise_on(const Ground *ground, const int32_t *before, int32_t *after, Best *best) {
    for (int64_t place = 0; place < ground->places; place++) best[place] = best_of(ground, before, place);
    for (int64_t way = 0; way < ground->count; way++) {
        const Best *next = best + ground->end[way];
        int is_back = next->leads == ground->start[way];
        uint64_t may_come = is_back ? next->other_welcome : next->welcome;
        int goes_on = ground->through[way] && may_come >> ground->arrival[way] & 1;
        after[way] = goes_on ? ground->origins[way] + (is_back ? next->other : next->best) : NOTHING;
    }
}

int64_t throughline_promises(const Ground *ground, int32_t *promise) {
    int64_t count = ground->count;
    Best *best = malloc((size_t)(ground->places + 1) * sizeof *best);
    if (!best) return -1;
    for (int64_t left = 0; left < ground->hops; left++) {
        int32_t *free_of = promise + 2 * left * count, *needing = free_of + count;
        if (left) promise_on(ground, free_of - 2 * count, free_of, best);
        else memcpy(free_of, ground->ending, (size_t)count * sizeof *free_of);
        if (left) promise_on(ground, needing - 2 * count, needing, best);
        for (int64_t way = 0; way < count; way++)
            if (ground->weak[way]) needing[way] = free_of[way];
            else if (!left) needing[way] = NOTHING;
    }
    free(best);
    return 0;
}
